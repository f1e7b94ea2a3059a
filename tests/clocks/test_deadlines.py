"""Deadlines in law that staff start: from the moment they state, never paused, warned and missed like promises, ended with a reason."""

from datetime import UTC, datetime, timedelta

import pytest

from reporting.access.roles import ROLES
from reporting.actors import Actor
from reporting.audit.models import AuditEntry
from reporting.cases import actions as cases
from reporting.cases import deadlines as of_cases
from reporting.clocks import actions as clocks
from reporting.clocks import queries
from reporting.clocks.kinds import ClockState
from reporting.clocks.models import Clock
from reporting.clocks.refusals import ClockEnded, ClockRunsAlready, DeadlineReasonNeeded, NotInForce, TriggerNotYet
from reporting.refusals import NotAllowed, NotFound
from reporting.webhooks.models import WebhookMessage
from tests.makers import AT, file_report, fresh, make_actor

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
SUBJECT = "IN-7K2M-94QX"
SWEEPER = Actor.system("clocks.sweep")


@pytest.fixture
def officer():
    return make_actor("legal_officer")


def begin(by, *, fact="eu-gdpr-33", since=AT - 2 * HOUR, reason="counsel", queue="legal", at=AT):
    return clocks.begin_deadline(subject=SUBJECT, queues=[queue], fact=fact, since=since, reason=reason, by=by, at=at)


def end(clock, by, *, reason="reported", at=AT):
    return clocks.end_deadline(clock=clock, queues=["legal"], reason=reason, by=by, at=at)


def test_it_counts_from_the_moment_that_was_stated(officer):
    clock = begin(officer)

    assert (clock.started_at, clock.due_at) == (AT - 2 * HOUR, AT + 70 * HOUR)
    assert clock.get_because_display() == "Counsel says that it applies"


def test_starting_and_ending_are_in_the_trail_with_their_reasons_and_by_whom(officer):
    end(begin(officer), officer)

    kept = AuditEntry.objects.filter(subject=SUBJECT, event__endswith="by_staff").order_by("id")
    assert [(one.event, one.reason, one.actor_ref) for one in kept] == [
        ("clock.begun_by_staff", "counsel", officer.ref),
        ("clock.met_by_staff", "reported", officer.ref),
    ]


@pytest.mark.parametrize(
    ("parts", "refusal"),
    [
        ({"since": AT + HOUR}, TriggerNotYet),
        ({"reason": ""}, DeadlineReasonNeeded),
        ({"reason": "reported"}, DeadlineReasonNeeded),
        ({"fact": "no-such-law"}, NotInForce),
        ({"fact": "us-2258a-preserve"}, NotInForce),
        ({"fact": "us-ny-raise-72h"}, NotInForce),
    ],
)
def test_what_cannot_run_is_refused_and_leaves_nothing(parts, refusal, officer):
    with pytest.raises(refusal):
        begin(officer, **parts)

    assert not Clock.objects.exists()
    assert not AuditEntry.objects.filter(event__startswith="clock").exists()


def test_the_same_deadline_does_not_run_twice_at_once_but_again_after_it_ended(officer):
    clock = begin(officer)
    with pytest.raises(ClockRunsAlready):
        begin(officer)

    end(clock, officer, reason="mistake")

    assert begin(officer).state == ClockState.RUNNING


def test_it_is_never_paused_and_closing_does_not_stop_it(officer):
    begin(officer)

    clocks.pause(subject=SUBJECT, at=AT)
    clocks.stop_all(subject=SUBJECT, at=AT)

    assert Clock.objects.get().state == ClockState.RUNNING


def test_it_warns_and_is_missed_once_each_and_no_platform_is_told(officer):
    begin(officer)

    counts = [clocks.sweep(at=AT + hours * HOUR, by=SWEEPER) for hours in (10, 55, 56, 71, 72)]

    assert counts == [0, 1, 0, 1, 0]
    assert [one.event for one in AuditEntry.objects.filter(actor_ref="clocks.sweep")] == ["clock.due_soon", "clock.breached"]
    assert not WebhookMessage.objects.exists()


@pytest.mark.parametrize(
    ("reason", "state"), [("reported", "met"), ("shown", "met"), ("not_applicable", "stopped"), ("mistake", "stopped")]
)
def test_how_it_ended_is_kept(reason, state, officer):
    clock = end(begin(officer), officer, reason=reason)

    assert (clock.state, clock.ended_because) == (state, reason)


def test_one_that_was_missed_is_met_late(officer):
    clock = begin(officer)
    clocks.sweep(at=AT + 100 * HOUR, by=SWEEPER)

    clock = end(clock, officer, at=AT + 101 * HOUR)

    assert clock.state == ClockState.MET and clock.is_late


def test_what_has_ended_is_not_ended_again(officer):
    clock = begin(officer)
    end(clock, officer)

    with pytest.raises(ClockEnded):
        end(clock, officer, reason="mistake")
    with pytest.raises(DeadlineReasonNeeded):
        end(clock, officer, reason="counsel")

    assert Clock.objects.get().ended_because == "reported"


@pytest.mark.parametrize("role", list(ROLES))
def test_a_legal_officer_and_a_team_lead_start_and_end_deadlines(role, officer):
    running, by = begin(officer, fact="eu-gdpr-34"), make_actor(role)

    if role in ("legal_officer", "team_lead"):
        assert end(begin(by), by).state == ClockState.MET
        return
    with pytest.raises(NotAllowed):
        begin(by)
    with pytest.raises(NotAllowed):
        end(running, by)


def test_only_in_ones_own_queues(officer):
    with pytest.raises(NotAllowed):
        begin(officer, queue="trust")


def test_a_case_is_ordered_by_the_deadline_that_is_due_first_and_falls_back_when_it_ended():
    lead, case = make_actor("team_lead"), file_report().case
    promised = case.due_at

    clock = of_cases.begin(case=case, fact="eu-gdpr-33", since=AT - 71 * HOUR, reason="counsel", by=lead, at=AT)
    nearest = fresh(case).due_at
    of_cases.end(case=fresh(case), clock=clock, reason="reported", by=lead, at=AT)

    assert nearest == AT + HOUR
    assert fresh(case).due_at == promised


def test_a_deadline_on_a_closed_case_runs_without_taking_it_up_again():
    lead, case = make_actor("team_lead"), file_report().case
    case = cases.close(case=case, reason="not_ours", by=lead, at=AT)

    of_cases.begin(case=case, fact="eu-gdpr-33", since=AT, reason="authority", by=lead, at=AT)

    assert fresh(case).next_due is None
    assert [one.fact for one in queries.running(case.number)] == ["eu-gdpr-33"]


def test_a_deadline_is_found_on_its_own_subject_only(officer):
    clock = begin(officer)

    assert queries.deadline(clock.pk, subject=SUBJECT) == clock
    with pytest.raises(NotFound):
        queries.deadline(clock.pk, subject="IN-0000-0000")


def test_the_board_shows_deadlines_in_law_alone_when_asked(officer):
    begin(officer)
    clocks.start(subject=SUBJECT, kind="answer", due_at=datetime(2026, 11, 21, 10, tzinfo=UTC), at=AT, queue="legal")

    every = queries.board(visible_to_actor=officer, at=AT)
    of_law = queries.board(visible_to_actor=officer, at=AT, of_law=True)

    assert [row.clock.kind for row in every] == ["answer", "statutory"]
    assert [row.clock.kind for row in of_law] == ["statutory"]
