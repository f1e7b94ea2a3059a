"""Facts in the reader's language. The files hold English; `messages/` lists their words so that translators find them."""

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reporting.facts import catalogue

BECAUSE_CATEGORY = _("The kind of report: %(label)s.")
BECAUSE_SUBCATEGORY = _("More exactly: %(label)s.")
SHOWN = {
    "categories": ("label", "plain"),
    "question_words": ("title", "hint"),
    "steps": ("title",),
    "routing": ("words",),
    "destinations": ("words",),
    "places": ("name",),
    "emergency": (),
    "guidance_rules": ("text",),
    "legal_status": (
        "ai_generated_status",
        "definition",
        "unsettled",
        "conduct_offences",
        "reporter_defence",
        "limits",
        "new_law",
        "precedent",
        "reporter_duty",
    ),
    "legal_limits": ("text",),
    "never_collect": ("text",),
    "good_faith": ("text",),
    "service_levels": ("action",),
}


def say(words: str) -> str:
    """A fact's words in the language of the person reading."""
    return gettext(words) if words else ""


def why_routed(code: str) -> str:
    """A routing reason of a case (`category:child-sexual`, `subcategory:child-sexual.image-video`, `override:danger-now`) in words."""
    kind, _colon, name = code.partition(":")
    if kind == "category":
        return BECAUSE_CATEGORY % {"label": say(catalogue.category(name).label)}
    if kind == "subcategory":
        return BECAUSE_SUBCATEGORY % {"label": say(catalogue.subcategory(*name.split(".")).label)}
    return next((say(row.words) for row in catalogue.routing().overrides if row.code == name), name)


def shown(kind: str) -> tuple[str, ...]:
    """Every piece of text of a kind that a person may read, once each, in order."""
    return tuple(dict.fromkeys(text for text in _texts(kind) if text))


def _texts(kind: str) -> Iterator[str]:
    for entry in catalogue.entries(kind):
        yield from (entry.get(word, "") for word in SHOWN[kind])
        yield from (sub["label"] for sub in entry.get("subcategories", ()))
        yield from entry.get("what_to_do", ())
        yield from (number.get("words", "") for number in entry.get("numbers", ()))
        if kind == "question_words":
            yield from entry.get("values", {}).values()
