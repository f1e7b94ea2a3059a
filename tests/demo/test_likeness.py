"""The crowd's rows are those that the real actions leave: the same course, told once each way, row by row."""

from datetime import timedelta
from random import Random

import pytest

from reporting.actors import Actor
from reporting.audit.models import AuditEntry
from reporting.cases import actions as cases
from reporting.cases.models import Case
from reporting.clocks import actions as clocks
from reporting.clocks.models import Clock
from reporting.demo import people, texts
from reporting.demo.crowd import failures, filing, lives, moulds, storing, tables, turns
from reporting.demo.steps import Step
from reporting.incidents import actions as incidents
from reporting.incidents.models import Incident
from reporting.ledger import queries as log
from reporting.mailbox import actions as mailbox
from tests.makers import ANSWERS, AT, file_report, fresh

pytestmark = pytest.mark.django_db
EXPLAINED = texts.EXPLANATIONS[0]
LATER = AT + timedelta(days=60)
CASE_COLUMNS = (
    *("queue", "also_queue", "severity", "urgency", "sensitivity", "flags", "because", "state", "is_shared", "shares_locator"),
    *("assignee_id", "assigned_at", "opened_at", "due_at", "closed_at", "close_reason", "appeal_of_decision_by"),
)
CLOCK_COLUMNS = (
    *("kind", "fact", "platform_id", "queue", "state", "started_at", "due_at", "warn_at", "paused_at", "seconds_paused"),
    *("met_at", "stopped_at"),
)
EVENT_COLUMNS = ("code", "at", "by_kind", "by_role")
MESSAGE_COLUMNS = ("sender", "by_role", "kind", "state", "length", "written_at")


def day(days):
    return AT + timedelta(days=days)


def rows_of(case):
    """All that a case left, without numbers and seals. Entries about clocks that were kept are what a crowd leaves out."""
    return {
        "case": Case.objects.filter(pk=case.pk).values(*CASE_COLUMNS).get(),
        "events": list(case.events.values_list(*EVENT_COLUMNS)),
        "clocks": list(Clock.objects.filter(subject=case.number).order_by("pk").values_list(*CLOCK_COLUMNS)),
        "messages": list(case.mailbox.messages.values_list(*MESSAGE_COLUMNS)),
        "notes": list(case.notes.values_list("written_by", "written_at")),
        "trail": sorted(
            AuditEntry.objects.filter(subject=case.number)
            .exclude(event__startswith="clock.")
            .values_list("hour", "event", "actor_kind", "actor_ref", "role", "reason")
        ),
        "confirmations": list(case.confirmations.values_list("answer", "reason", "answered_at")),
        "links": list(case.incident_links.values_list("because", "added_at", "added_by")),
    }


def rows_of_incident(incident):
    columns = ("state", "severity", "queue", "category", "product_id", "opened_at", "notified_at", "acknowledged_at", "closed_at")
    return {
        "incident": Incident.objects.filter(pk=incident.pk).values(*columns, "close_reason", "reopened").get(),
        "events": list(incident.events.values_list(*EVENT_COLUMNS)),
        "causes": list(incident.causes.values_list("part", "stated_at", "stated_by")),
        "fixes": list(incident.fixes.values_list("measures", "claimed_at", "claimed_by", "is_disputed")),
        "trail": sorted(AuditEntry.objects.filter(subject=incident.number).values_list("hour", "event", "actor_ref", "role", "reason")),
    }


@pytest.fixture
def lead():
    people.welcome(now=AT)
    return people.staff(people.LEAD)


@pytest.fixture
def reported(lead):
    return file_report()


@pytest.fixture
def around(reported, lead):
    numbers = {model: tables.numbers(model) for model in storing.NUMBERED}
    return filing.Around(numbers, dict.fromkeys(people.DESK, (lead,)), lead, log.latest_head(), LATER)


@pytest.fixture
def life(around):
    return filing.cast(moulds.of(ANSWERS, "en", at=AT), at=AT, around=around, chance=Random(1))


def stored(life, around, *gathered):
    lives.settle(life, now=LATER)
    storing.store([life], gathered, around.numbers, at=AT)
    return Case.objects.get(number=life.case.number)


def test_a_conversation_that_is_closed(reported, life, around, lead):
    claimed = cases.claim(case=reported.case, by=lead, at=day(0.1))
    cases.write_note(case=claimed, text=life.note, by=lead, at=day(0.2))
    mailbox.ask(case=fresh(claimed), text=texts.ASKED["en"], by=lead, at=day(0.5))
    mailbox.write_as_reporter(
        mailbox=fresh(claimed).mailbox,
        text=texts.ANSWERED["en"],
        case_key=reported.case_key,
        by=Actor.reporter(claimed.number),
        at=day(1),
        answers_question=True,
    )
    mailbox.write_to_reporter(case=fresh(claimed), text=texts.WROTE["en"], by=lead, at=day(2))
    cases.close(case=fresh(claimed), reason="not_harmful", by=lead, at=day(9))

    for days, does in ((0.1, "claim"), (0.2, "note"), (0.5, "ask"), (1, "answer"), (2, "write")):
        turns.take(life, Step(days, does), at=day(days))
    turns.take(life, Step(9, "close", "not_harmful"), at=day(9))

    told, real = rows_of(stored(life, around)), rows_of(reported.case)
    assert without_references(told) == without_references(real)


def test_an_incident_from_notice_to_a_dispute(reported, life, around, lead):
    program = people.program("lumen")
    cases.claim(case=reported.case, by=lead, at=day(0.1))
    incident = incidents.open_incident(case=fresh(reported.case), by=lead, at=day(1))
    incidents.notify(incident=incident, by=lead, at=day(1.2))
    incidents.acknowledge(incident=incident, by=program, at=day(2))
    incidents.state_cause(incident=incident, part=EXPLAINED.part, text=EXPLAINED.cause, by=program, at=day(5))
    incidents.claim_fix(incident=incident, measures=[EXPLAINED.measure], text=EXPLAINED.fix, by=program, at=day(8))
    incidents.verify(incident=incident, method="design_review", by=lead, at=day(12))
    incidents.dispute(case=fresh(reported.case), reason="happened_again", by=Actor.reporter(reported.case.number), at=day(14))
    clocks.sweep(at=LATER, by=people.HOUSE)

    failure = failures.begin(life.case, EXPLAINED, staff=lead, verifier=lead, at=day(1), numbers=around.numbers)
    life.shared = failure
    failures.gather(failure, life.case, because=turns.because(life), at=day(1))
    turns.take(life, Step(0.1, "claim"), at=day(0.1))
    turns.take(life, Step(1, "gathered"), at=day(1))
    for days, case_step, incident_step in (
        (1.2, "to_platform", "notified"),
        (2, "acknowledged", "acknowledged"),
        (5, "cause", "cause_known"),
        (8, "fix", "fix_claimed"),
        (12, "confirm", "fix_verified"),
        (14, "dispute", "disputed"),
    ):
        turns.take(life, Step(days, case_step, "happened_again"), at=day(days))
        failures.take(failure, Step(days, incident_step, "happened_again"), at=day(days))
    case = stored(life, around, failure)

    told, real = rows_of_incident(Incident.objects.get(pk=failure.incident.pk)), rows_of_incident(incident)
    assert without_references(told) == without_references(real)
    told, real = rows_of(case), rows_of(reported.case)
    assert without_references(told) == without_references(real)


def without_references(rows):
    """A reporter's reference is their case's number, which differs."""
    return rows | {"trail": [["" if str(part).startswith("GF-") else part for part in entry] for entry in rows["trail"]]}
