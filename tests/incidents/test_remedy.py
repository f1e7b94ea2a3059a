"""From notice to closing: who may say what, in which order, and what reporters hear."""

import pytest
from django.db import IntegrityError, transaction

from reporting.actors import Actor
from reporting.cases import actions as cases
from reporting.guard.refusals import ContentRefused
from reporting.incidents import actions as incidents
from reporting.incidents import queries, rules
from reporting.incidents.kinds import MOST_STATEMENTS, IncidentState
from reporting.incidents.models import Incident
from reporting.incidents.refusals import (
    AlreadyInIncident,
    CannotMoveThere,
    CauseNeeded,
    IncidentIsClosed,
    NothingToConfirm,
    NotShared,
    NotTheSamePlatform,
    NotYourOwnFix,
    SystemMeasureNeeded,
    TooManyStatements,
    UnknownChoice,
    VerificationNeeded,
)
from reporting.jobs import run
from reporting.mailbox import queries as mailboxes
from reporting.platforms.kinds import ALL_SCOPES
from reporting.refusals import NotAllowed
from reporting.sealing import actions as sealing
from reporting.webhooks.models import WebhookMessage
from tests.makers import AT, Reported, file_report, fresh, make_actor, make_platform

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> Actor:
    return make_actor("team_lead")


@pytest.fixture
def platform() -> Actor:
    make_platform()
    return Actor.platform("lumen", ALL_SCOPES)


@pytest.fixture
def reported(platform: Actor) -> Reported:
    return file_report()


@pytest.fixture
def incident(reported: Reported, lead: Actor) -> Incident:
    made = incidents.open_incident(case=reported.case, by=lead, at=AT)
    return incidents.notify(incident=made, by=lead, at=AT)


def to_fix_claimed(incident: Incident, platform: Actor) -> None:
    incidents.state_cause(incident=incident, part="output_filter", by=platform, at=AT)
    incidents.claim_fix(incident=incident, measures=["filter_change"], by=platform, at=AT)


def to_verified(incident: Incident, platform: Actor, lead: Actor) -> None:
    to_fix_claimed(incident, platform)
    incidents.verify(incident=incident, method="design_review", by=lead, at=AT)


def events_told() -> list[str]:
    return list(WebhookMessage.objects.order_by("pk").values_list("event", flat=True))


def test_notice_brings_every_case_to_the_platform(incident, reported):
    assert fresh(reported.case).state == "with_platform"
    assert {"incident.opened", "fix.requested"} <= set(events_told())


def test_acknowledging_twice_changes_nothing(incident, platform):
    incidents.acknowledge(incident=incident, by=platform, at=AT)
    told = events_told()

    incidents.acknowledge(incident=incident, by=platform, at=AT)

    assert events_told() == told


def test_a_fix_needs_a_cause_first(incident, platform):
    with pytest.raises(CauseNeeded):
        incidents.claim_fix(incident=incident, measures=["filter_change"], by=platform, at=AT)

    assert not incident.fixes.exists()


@pytest.mark.parametrize("measures", [["account_action"], ["takedown", "account_action"], ["none"], []])
def test_an_account_action_alone_is_no_fix(incident, platform, measures):
    incidents.state_cause(incident=incident, part="model", by=platform, at=AT)

    with pytest.raises(SystemMeasureNeeded):
        incidents.claim_fix(incident=incident, measures=measures, by=platform, at=AT)

    assert not incident.fixes.exists()


def test_whoever_claimed_a_fix_cannot_verify_it(incident, platform, lead):
    incidents.state_cause(incident=incident, part="model", by=platform, at=AT)
    incidents.claim_fix(incident=incident, measures=["model_change"], by=lead, at=AT)

    with pytest.raises(NotYourOwnFix):
        incidents.verify(incident=incident, method="release_notes", by=lead, at=AT)

    assert not queries.is_verified(queries.latest_fix(incident))


def test_a_platform_cannot_verify_at_all(incident, platform):
    to_fix_claimed(incident, platform)

    with pytest.raises(NotAllowed):
        incidents.verify(incident=incident, method="release_notes", by=platform, at=AT)


def test_a_verified_fix_asks_every_reporter(incident, platform, lead, reported):
    other = file_report()
    incidents.add_case(incident=incident, case=other.case, because="same_cause", by=lead, at=AT)

    to_verified(incident, platform, lead)

    assert {fresh(one.case).state for one in (reported, other)} == {"confirming"}
    assert queries.fix_to_confirm(other.case) == queries.latest_fix(incident)


def test_confirmed_and_closed_with_a_reason_for_each_reporter(incident, platform, lead, reported):
    to_verified(incident, platform, lead)
    incidents.confirm(case=fresh(reported.case), by=Actor.reporter(reported.case.number), at=AT)

    incidents.close(incident=incident, reason="fixed", by=lead, at=AT)

    case = fresh(reported.case)
    assert (case.state, case.close_reason, incident.state) == ("closed", "fixed", "closed")
    assert queries.tally(incident).confirmed == 1


def test_a_dispute_reopens_case_and_incident(incident, platform, lead, reported):
    to_verified(incident, platform, lead)

    incidents.dispute(case=fresh(reported.case), reason="happened_again", by=Actor.reporter(reported.case.number), at=AT)

    incident.refresh_from_db()
    assert fresh(reported.case).state == "reopened"
    assert (incident.state, incident.reopened) == (IncidentState.CAUSE_KNOWN, 1)
    assert {"fix.disputed", "incident.reopened"} <= set(events_told())


def test_a_dispute_after_closing_reopens_too(incident, platform, lead, reported):
    to_verified(incident, platform, lead)
    incidents.close(incident=incident, reason="fixed", by=lead, at=AT)

    incidents.dispute(case=fresh(reported.case), reason="not_explained", by=Actor.reporter(reported.case.number), at=AT)

    incident.refresh_from_db()
    assert (incident.state, fresh(reported.case).state) == ("cause_known", "reopened")
    assert (incident.closed_at, incident.close_reason) == (None, "")


@pytest.mark.parametrize(
    ("say", "what"),
    [
        (incidents.acknowledge, {}),
        (incidents.take_position, {"position": "declined"}),
        (incidents.make_statement, {"text": "A filter was off."}),
        (incidents.state_cause, {"part": "model"}),
        (incidents.claim_fix, {"measures": ["model_change"]}),
    ],
)
@pytest.mark.parametrize("speaker", ["platform", "lead"])
def test_nobodys_late_word_revives_a_closed_incident(incident, platform, lead, reported, say, what, speaker):
    incidents.close(incident=incident, reason="not_ours", by=lead, at=AT)
    told = events_told()

    with pytest.raises(IncidentIsClosed):
        say(incident=incident, **what, by={"platform": platform, "lead": lead}[speaker], at=AT)

    incident.refresh_from_db()
    assert (incident.state, incident.closed_at, incident.close_reason) == ("closed", AT, "not_ours")
    assert events_told() == told
    assert fresh(reported.case).state == "closed"


def test_from_closed_only_the_way_of_a_dispute_leads():
    assert {to for to in IncidentState if rules.why_not_state("closed", to) is None} == {IncidentState.CAUSE_KNOWN}


@pytest.mark.parametrize("end", [{"closed_at": AT}, {"close_reason": "fixed"}, {"state": "closed"}, {"state": "closed", "closed_at": AT}])
def test_the_database_keeps_an_end_for_closed_incidents_and_for_no_others(incident, end):
    with pytest.raises(IntegrityError, match="an_incident_has_an_end_and_a_reason_while_it_is_closed"), transaction.atomic():
        Incident.objects.filter(pk=incident.pk).update(**end)


@pytest.mark.parametrize("state", ["cause_known", "fix_claimed", "fix_verified"])
def test_a_cause_stated_again_is_kept_without_a_step_back(incident, platform, lead, reported, state):
    incidents.state_cause(incident=incident, part="model", by=platform, at=AT)
    if state != "cause_known":
        incidents.claim_fix(incident=incident, measures=["model_change"], by=platform, at=AT)
    if state == "fix_verified":
        incidents.verify(incident=incident, method="design_review", by=lead, at=AT)
    before = fresh(reported.case).state

    incidents.state_cause(incident=incident, part="output_filter", by=platform, at=AT)

    incident.refresh_from_db()
    assert incident.state == state
    assert queries.latest_cause(incident).part == "output_filter"
    assert [event.code for event in queries.history(incident)][-1] == "cause_stated"
    assert fresh(reported.case).state == before


def test_a_cause_counts_as_an_acknowledgement_and_takes_the_incident_on(incident, platform):
    incidents.state_cause(incident=incident, part="model", by=platform, at=AT)

    incident.refresh_from_db()
    assert (incident.state, incident.acknowledged_at) == ("cause_known", AT)


def test_two_reporters_may_dispute_the_same_fix(incident, platform, lead, reported):
    other = file_report()
    incidents.add_case(incident=incident, case=other.case, because="same_cause", by=lead, at=AT)
    to_verified(incident, platform, lead)

    for one in (reported, other):
        incidents.dispute(case=fresh(one.case), reason="other", by=Actor.reporter(one.case.number), at=AT)

    incident.refresh_from_db()
    assert incident.reopened == 1
    assert {fresh(one.case).state for one in (reported, other)} == {"reopened"}


def test_a_new_fix_after_a_dispute_asks_again(incident, platform, lead, reported):
    to_verified(incident, platform, lead)
    incidents.dispute(case=fresh(reported.case), reason="other", by=Actor.reporter(reported.case.number), at=AT)
    incident.refresh_from_db()

    incidents.claim_fix(incident=incident, measures=["model_change"], by=platform, at=AT)
    incidents.verify(incident=incident, method="authorised_test", by=lead, at=AT)

    assert fresh(reported.case).state == "confirming"
    assert queries.fix_to_confirm(fresh(reported.case)) == queries.latest_fix(incident)


def test_nobody_confirms_twice(incident, platform, lead, reported):
    to_verified(incident, platform, lead)
    incidents.confirm(case=fresh(reported.case), by=Actor.reporter(reported.case.number), at=AT)

    with pytest.raises(NothingToConfirm):
        incidents.confirm(case=fresh(reported.case), by=Actor.reporter(reported.case.number), at=AT)


def test_closing_as_fixed_needs_cause_measure_and_verification(incident, platform, lead):
    with pytest.raises(CauseNeeded):
        incidents.close(incident=incident, reason="fixed", by=lead, at=AT)
    incidents.state_cause(incident=incident, part="model", by=platform, at=AT)
    with pytest.raises(SystemMeasureNeeded):
        incidents.close(incident=incident, reason="fixed", by=lead, at=AT)
    incidents.claim_fix(incident=incident, measures=["model_change"], by=platform, at=AT)
    with pytest.raises(VerificationNeeded):
        incidents.close(incident=incident, reason="fixed", by=lead, at=AT)

    assert incident.state == "fix_claimed"


def test_a_rejected_fix_goes_back_to_the_platform(incident, platform, lead):
    to_fix_claimed(incident, platform)

    incidents.reject_fix(incident=incident, by=lead, at=AT)

    assert incident.state == "cause_known"
    assert "fix.disputed" in events_told()


def test_a_case_of_another_platform_does_not_join(incident, lead):
    make_platform("parley", products=("parley-chat",))
    other = file_report(product="parley/parley-chat")

    with pytest.raises(NotTheSamePlatform):
        incidents.add_case(incident=incident, case=other.case, because="same_cause", by=lead, at=AT)


def test_a_case_joins_once(incident, lead, reported):
    with pytest.raises(AlreadyInIncident):
        incidents.add_case(incident=incident, case=fresh(reported.case), because="same_cause", by=lead, at=AT)


def test_a_report_that_was_not_shared_stays_out(lead):
    kept = file_report(share_with_platform="no")

    with pytest.raises(NotShared):
        incidents.open_incident(case=kept.case, by=lead, at=AT)


def test_a_choice_that_does_not_exist_is_refused(incident, platform):
    with pytest.raises(UnknownChoice):
        incidents.state_cause(incident=incident, part="the weather", by=platform, at=AT)


def test_states_are_not_skipped(incident, lead):
    with pytest.raises(CannotMoveThere):
        incidents.notify(incident=incident, by=lead, at=AT)


def test_a_statement_reaches_every_mailbox_once(incident, platform, lead, reported):
    incidents.make_statement(incident=incident, text="A filter was off. It is on again.", by=platform, at=AT)
    other = file_report()
    run("incidents.tell")
    incidents.add_case(incident=incident, case=other.case, because="same_cause", by=lead, at=AT)
    run("incidents.tell")
    run("incidents.tell")

    for one in (reported, other):
        mailbox = mailboxes.opened_by(one.case_key)
        key = sealing.unlock_for_reporter(envelope=mailbox.case.report.envelope, case_key=one.case_key)
        texts = [line.text for line in mailboxes.lines(mailbox, key, for_reporter=True)]
        assert texts == ["A filter was off. It is on again."]


def test_a_platform_does_not_see_an_incident_before_it_is_notified(platform, lead):
    made = incidents.open_incident(case=file_report().case, by=lead, at=AT)

    assert not queries.visible_to(platform).filter(pk=made.pk).exists()


def test_a_case_that_waits_for_its_reporter_returns_to_the_platform(platform, lead, reported):
    from reporting.mailbox import actions as mailbox

    case = cases.claim(case=fresh(reported.case), by=lead, at=AT)
    mailbox.ask(case=case, text="Which version was it?", by=lead, at=AT)
    made = incidents.open_incident(case=fresh(case), by=lead, at=AT)
    incidents.notify(incident=made, by=lead, at=AT)
    assert fresh(case).state == "waiting_for_reporter"

    box = mailboxes.opened_by(reported.case_key)
    mailbox.write_as_reporter(
        mailbox=box, text="Version 7.", case_key=reported.case_key, by=Actor.reporter(case.number), at=AT, answers_question=True
    )

    assert fresh(case).state == "with_platform"


@pytest.mark.parametrize("text", ["", "   ", "\u200b"])
def test_staff_do_not_send_nothing(lead, reported, text):
    from reporting.cases.refusals import NothingWritten
    from reporting.mailbox import actions as mailbox

    case = cases.claim(case=fresh(reported.case), by=lead, at=AT)
    with pytest.raises(NothingWritten):
        mailbox.ask(case=case, text=text, by=lead, at=AT)

    assert fresh(case).state == "in_triage"


def test_a_payload_cut_over_statement_and_cause_is_refused(incident, platform):
    incidents.make_statement(incident=incident, text="aGVsbG8gd29ybGQgdGhpcyBpcyBhIHRlc3Qgb2Yg", by=platform, at=AT)

    with pytest.raises(ContentRefused):
        incidents.state_cause(incident=incident, part="output_filter", text="dGhlIGd1YXJkIGFuZCBub3RoaW5nIGVsc2UgYXQg", by=platform, at=AT)


def test_an_incident_takes_ten_statements(incident, platform):
    for number in range(MOST_STATEMENTS):
        incidents.make_statement(incident=incident, text=f"We looked at it again in week {number}.", by=platform, at=AT)

    with pytest.raises(TooManyStatements):
        incidents.make_statement(incident=incident, text="We looked at it once more.", by=platform, at=AT)
