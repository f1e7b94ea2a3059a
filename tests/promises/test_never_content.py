"""C-03: the portal holds no content: no place for it, no way in, every text passes the guard, and no page fetches anything from elsewhere."""

import re

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.db import models

from reporting.sealing.fields import KeyField, SealedField
from tests.promises.source import ROOT, Function, actions, python_files, reaches, shown, templates

GUARD = ("reporting.guard.actions.check", "reporting.guard.actions.check_joined")
# Hashes of the log and of the trail: computed by us, of fixed length.
HASHES = {"AuditEntry.prev", "AuditEntry.hash", "Leaf.value", "Node.hash", "Checkpoint.root"}
# Long columns in the clear hold what we ourselves serialised.
OUR_OWN_TEXTS = {
    "Checkpoint.note": "a signed checkpoint",
    "Receipt.note": "a signed statement of hashes",
    "WebhookMessage.body": "an event of a closed schema, numbers, codes and times",
    "Endpoint.url": "where a platform wants to be told; checked by webhooks.addresses",
}
SHORT = 254
READS_FILES = re.compile(r"request\.FILES|FileField\(|ImageField\(|FileInput|MultiPartParser|FileUploadParser|ClearableFile")
OFFERS_FILES = re.compile(r"""type=["']file|multipart/form-data|contenteditable|<iframe|<object|<embed|<video|<audio""")
# What a browser fetches by itself; a link that somebody follows is another matter.
FETCHES = re.compile(
    r"""(?:\bsrc(?:set)?=["']|<link[^>]*\bhref=["']|url\(["']?|@import\s+["']|fetch\(["'`]|import\(?["'`])\s*(?:https?:)?//"""
)
OUR_MODELS = list(apps.get_app_config("reporting").get_models())
COLUMNS = [(model, field) for model in OUR_MODELS for field in model._meta.local_concrete_fields]
FILE_FIELDS = (models.FileField, models.FilePathField, models.URLField)

GUARDED_BEFORE = {
    "mailbox.deliver_statement": "the words of incidents.make_statement, which the guard read when they came",
    "receipts.issue": "commits to answers that intake has cleaned; keeps hashes only",
    "reports.file_report": "takes the answers that intake has cleaned",
}
BELOW = {"audit", "guard", "ledger", "sealing"}
TEXTS = frozenset({"text", "texts", "note", "answers", "words"})


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model.__name__)
def test_no_table_has_a_place_for_a_file_or_a_link(model):
    found = [field.name for field in model._meta.get_fields() if isinstance(field, FILE_FIELDS)]

    assert not found, f"{model.__name__}.{found}: take the field out. The portal describes; it never holds or points to content."


def test_bytes_are_sealed_texts_keys_or_hashes():
    found = {f"{model.__name__}.{field.name}" for model, field in COLUMNS if type(field) is models.BinaryField}

    assert found <= HASHES, f"Make these SealedField or KeyField, or list a hash of ours in HASHES: {sorted(found - HASHES)}"
    assert all(issubclass(kind, models.BinaryField) for kind in (SealedField, KeyField))


def test_long_columns_in_the_clear_hold_only_what_we_serialised():
    long = {f"{model.__name__}.{field.name}" for model, field in COLUMNS if is_long(field)}

    assert long <= OUR_OWN_TEXTS.keys(), (
        f"Seal these (SealedField), or say in OUR_OWN_TEXTS why no person typed them: {long - OUR_OWN_TEXTS.keys()}"
    )


def is_long(field):
    return isinstance(field, models.TextField) or (isinstance(field, models.CharField) and (field.max_length or SHORT + 1) > SHORT)


def test_there_is_no_media_and_nothing_takes_uploads():
    assert not settings.MEDIA_ROOT and not settings.MEDIA_URL.strip("/"), "Take MEDIA_ROOT and MEDIA_URL out of the settings."
    assert settings.FILE_UPLOAD_HANDLERS == [], "Leave FILE_UPLOAD_HANDLERS empty: nothing reads a file."


def test_no_code_reads_a_file_somebody_sent():
    found = [shown(path) for path in python_files() if READS_FILES.search(path.read_text())]

    assert not found, f"There is no way to hand a file in, on any surface; take it out of {found}."


def test_no_page_offers_an_upload_or_shows_foreign_content():
    found = [shown(path) for path in templates() if OFFERS_FILES.search(path.read_text())]

    assert not found, f"Ask for a description in words instead, in {found}."


def test_no_page_style_or_script_fetches_anything_from_another_host():
    files = [*templates(), *(path for path in (ROOT / "portal/static").rglob("*") if path.suffix in (".css", ".js", ".svg"))]
    found = [shown(path) for path in files if FETCHES.search(path.read_text())]

    assert not found, f"Serve it from here, in {found}: whoever serves it would know who reads."


def test_no_form_has_a_file_or_a_link_field():
    kinds = [
        form for form in every_form() if any(isinstance(field, forms.FileField | forms.URLField) for field in form.base_fields.values())
    ]

    assert not kinds, f"Take the file or link field out of {[form.__name__ for form in kinds]}."


def test_no_form_repeats_a_choice_that_was_not_offered():
    found = [
        shown(path)
        for path in python_files("portal")
        if path.name != "fields.py" and re.search(r"forms\.\w*ChoiceField\(", path.read_text())
    ]

    assert not found, f"Use OneOf or SomeOf of portal/web/fields.py in {found}: Django's own words repeat what was sent."


def every_form():
    waiting = [forms.BaseForm]
    while waiting:
        for form in waiting.pop().__subclasses__():
            waiting.append(form)
            if form.__module__.startswith("portal.") and hasattr(form, "base_fields"):
                yield form


def short(one: Function) -> str:
    return f"{one.module.split('.')[1]}.{one.name}"


def takes_text(one: Function) -> bool:
    return bool(TEXTS & set(one.keywords)) and one.module.split(".")[1] not in BELOW


@pytest.mark.parametrize("action", [pytest.param(one, id=short(one)) for one in actions() if takes_text(one)])
def test_every_text_that_comes_in_passes_the_guard(action):
    passes = any(reaches(f"{action.module}.{action.name}", goal) for goal in GUARD)

    assert passes or short(action) in GUARDED_BEFORE, (
        f"{short(action)} takes text: call guard.check(text=..., field=...) before sealing it, or say in GUARDED_BEFORE where it was read."
    )
