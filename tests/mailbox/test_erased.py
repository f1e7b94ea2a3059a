"""Erasing a case empties what every table declares as erased, and its keys are then like keys that never were."""

import pytest
from django.apps import apps

from reporting.actors import Actor
from reporting.cases import actions as cases
from reporting.cases.models import Case
from reporting.incidents import actions as incidents
from reporting.intake import actions as intake
from reporting.mailbox import actions as mailbox
from reporting.platforms.kinds import ALL_SCOPES
from reporting.sealing import case_keys
from reporting.sealing.fields import SealedField
from reporting.sealing.models import Envelope
from tests.makers import ANSWERS, AT, fresh, make_actor, make_platform

pytestmark = pytest.mark.django_db
REPORTER = Actor.reporter()
FILING_KEY = "filing-key-of-a-client"
TOLD = {
    **ANSWERS,
    "category": "violence",
    "subcategory": "graphic",
    "language": "de",
    "account_ref": "plumtree",
    "contact_mode": "email",
    "email": "reporter@example.org",
    "repeats": "yes_every_time",
}
NOT_OF_ONE_CASE = {"Statement": "what a platform says of a failure that many reported"}


def filed(case_key: bytes, **changed: object) -> intake.Filed:
    make_platform()
    answers = {**TOLD, **changed}
    return intake.submit(answers=answers, case_key=case_key, language="de", by=REPORTER, at=AT, filing_key=FILING_KEY)


def talked_over(case_key: bytes) -> Case:
    """A case in which everything happened that leaves words: messages, a note, a fix that its reporter disputed."""
    case, lead, platform = filed(case_key).case, make_actor("team_lead"), Actor.platform("lumen", ALL_SCOPES)
    case.refresh_from_db()
    cases.write_note(case=case, text="Looks like the one of last week.", by=lead, at=AT)
    mailbox.write_as_reporter(mailbox=case.mailbox, text="It happened in the evening.", case_key=case_key, by=REPORTER, at=AT)
    incident = incidents.notify(incident=incidents.open_incident(case=case, by=lead, at=AT), by=lead, at=AT)
    incidents.state_cause(incident=incident, part="output_filter", by=platform, at=AT)
    incidents.claim_fix(incident=incident, measures=["filter_change"], by=platform, at=AT)
    incidents.verify(incident=incident, method="design_review", by=lead, at=AT)
    incidents.dispute(case=fresh(case), reason="happened_again", by=REPORTER, at=AT)
    return fresh(case)


def erased(case_key: bytes) -> None:
    mailbox.erase(mailbox=talked_over(case_key).mailbox, by=REPORTER, at=AT)


def held(case: Case) -> dict[str, bool]:
    """Whether anything is held, by each column that erasing a case empties. A sealed text is held as long as its case's key is."""
    envelopes = Envelope.objects.filter(name=case.report.envelope_id)  # the incident has another
    is_opened = envelopes.exclude(sealed_for_queue=None).exists()
    found = {}
    for model in apps.get_app_config("reporting").get_models():
        for name in model.handling.erased if model.__name__ not in NOT_OF_ONE_CASE else ():
            is_sealed = isinstance(model._meta.get_field(name), SealedField)
            rows = envelopes if model is Envelope else model.objects
            found[f"{model.__name__}.{name}"] = any(rows.values_list(name, flat=True)) and (is_opened or not is_sealed)
    return found


def test_everything_that_is_declared_erased_is_gone_from_an_erased_case():
    case = talked_over(case_keys.new_case_key())
    before = held(case)

    mailbox.erase(mailbox=case.mailbox, by=REPORTER, at=AT)

    unseen = [name for name, is_held in before.items() if not is_held]
    assert not unseen, f"Tell more in this test, so that these are seen to go: {unseen}"
    kept = [name for name, is_held in held(case).items() if is_held]
    assert not kept, f"mailbox.erase leaves {kept}: empty it there, or do not declare it as erased."


def test_an_erased_case_key_files_a_new_report_like_a_key_that_never_was():
    key = case_keys.new_case_key()
    erased(key)

    again = intake.submit(answers=ANSWERS, case_key=key, language="en", by=REPORTER, at=AT)
    never = intake.submit(answers=ANSWERS, case_key=case_keys.new_case_key(), language="en", by=REPORTER, at=AT)

    assert again.is_new and never.is_new
    assert again.case.state == never.case.state == "received"


def test_an_erased_reports_filing_key_fetches_no_receipt():
    key = case_keys.new_case_key()
    first = filed(key)
    first.case.refresh_from_db()
    mailbox.erase(mailbox=first.case.mailbox, by=REPORTER, at=AT)

    again = filed(key)

    assert again.is_new
    assert again.case.number != first.case.number
    assert again.receipt != first.receipt
