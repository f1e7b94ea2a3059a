"""Clocks run, stand still, are kept or missed; what is near or missed is told once."""

from datetime import UTC, datetime, timedelta

import pytest

from reporting.actors import Actor, ActorKind
from reporting.audit.models import AuditEntry
from reporting.clocks import actions as clocks
from reporting.clocks import queries
from reporting.clocks.kinds import ClockState
from reporting.clocks.models import Clock
from reporting.clocks.refusals import ClockRunsAlready, NotInForce, UnknownClock
from reporting.platforms.models import Platform
from reporting.webhooks.models import WebhookMessage

AT = datetime(2027, 3, 1, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
SUBJECT = "GF-7K2M-94QX-3"
STAFF = Actor(ActorKind.STAFF, "7", "legal_officer", queues=frozenset({"legal"}))
SWEEPER = Actor.system("clocks.sweep")

pytestmark = pytest.mark.django_db


@pytest.fixture
def platform():
    return Platform.objects.create(slug="example-ai", name="Example AI", added_at=AT)


@pytest.fixture
def first_look():
    return clocks.start(subject=SUBJECT, kind="first_look", due_at=AT + 4 * HOUR, at=AT, queue="legal")


def sweep(at):
    return clocks.sweep(at=at, by=SWEEPER)


def told(event):
    return AuditEntry.objects.filter(event=event, subject=SUBJECT).count()


def test_a_started_clock_runs_and_is_on_record(first_look):
    assert first_look.state == ClockState.RUNNING
    assert queries.next_due(SUBJECT) == AT + 4 * HOUR
    assert told("clock.started") == 1


def test_two_clocks_of_one_kind_do_not_run_at_once(first_look):
    with pytest.raises(ClockRunsAlready):
        clocks.start(subject=SUBJECT, kind="first_look", due_at=AT + HOUR, at=AT)

    assert len(queries.running(SUBJECT)) == 1


@pytest.mark.parametrize(("kind", "fact"), [("tea", ""), ("statutory", ""), ("update", "eu-gdpr-33")])
def test_a_clock_nobody_knows_is_refused(kind, fact):
    with pytest.raises(UnknownClock):
        clocks.start(subject=SUBJECT, kind=kind, fact=fact, due_at=AT + HOUR, at=AT)


def test_a_paused_clock_is_due_later_by_as_long_as_it_stood_still(first_look):
    clocks.pause(subject=SUBJECT, at=AT + HOUR)
    assert queries.next_due(SUBJECT) is None

    clocks.resume(subject=SUBJECT, at=AT + 11 * HOUR)

    clock = Clock.objects.get()
    assert clock.due_at == AT + 14 * HOUR
    assert clock.warn_at == AT + 13 * HOUR
    assert clock.seconds_paused == 36_000


def test_a_paused_clock_is_not_missed(first_look):
    clocks.pause(subject=SUBJECT, at=AT + HOUR)

    assert sweep(AT + 100 * HOUR) == 0


def test_the_law_and_the_emergency_do_not_wait_for_the_reporter():
    clocks.start_statutory(subject=SUBJECT, fact="eu-gdpr-33", at=AT, by=STAFF)
    clocks.start(subject=SUBJECT, kind="emergency", due_at=AT + HOUR / 4, at=AT)

    assert clocks.pause(subject=SUBJECT, at=AT) == 0


def test_a_kept_clock_is_never_missed(first_look):
    clocks.meet(subject=SUBJECT, kind="first_look", at=AT + HOUR)

    assert sweep(AT + 100 * HOUR) == 0
    assert Clock.objects.get().state == ClockState.MET
    assert queries.running(SUBJECT) == []


def test_what_is_near_is_told_once(first_look):
    counts = [sweep(AT + 2 * HOUR), sweep(AT + 3 * HOUR), sweep(AT + 3 * HOUR)]

    assert counts == [0, 1, 0]
    assert told("clock.due_soon") == 1


def test_what_is_missed_is_told_once(first_look):
    counts = [sweep(AT + 4 * HOUR), sweep(AT + 4 * HOUR), sweep(AT + 50 * HOUR)]

    assert counts == [1, 0, 0]
    assert (told("clock.breached"), told("clock.due_soon")) == (1, 0)


def test_one_that_somebody_else_told_meanwhile_stays_silent(first_look):
    stale = Clock.objects.select_related("platform").get()
    sweep(AT + 5 * HOUR)

    assert clocks._tell_once(stale, "clock.breached", AT + 5 * HOUR, SWEEPER) == 0
    assert told("clock.breached") == 1


def test_a_missed_clock_can_still_be_kept_late(first_look):
    sweep(AT + 5 * HOUR)

    clocks.meet(subject=SUBJECT, kind="first_look", at=AT + 6 * HOUR)

    clock = Clock.objects.get()
    assert clock.state == ClockState.MET
    assert clock.is_late


def test_the_platform_is_told_in_numbers_and_codes_only(platform):
    clocks.start(subject=SUBJECT, kind="update", due_at=AT + HOUR, at=AT, platform=platform)

    sweep(AT + HOUR)

    message = WebhookMessage.objects.get()
    assert message.event == "clock.breached"


def test_without_a_platform_nothing_leaves_the_house(first_look):
    sweep(AT + 5 * HOUR)

    assert not WebhookMessage.objects.exists()


def test_after_each_update_the_next_one_is_promised():
    clocks.start(subject=SUBJECT, kind="update", due_at=AT + 30 * 24 * HOUR, at=AT)

    clocks.restart(subject=SUBJECT, kind="update", due_at=AT + 40 * 24 * HOUR, at=AT + 10 * 24 * HOUR)

    assert [clock.state for clock in queries.all_of(SUBJECT)] == [ClockState.MET, ClockState.RUNNING]
    assert queries.next_due(SUBJECT) == AT + 40 * 24 * HOUR


def test_closing_a_case_stops_its_promises_but_not_the_law(first_look):
    clocks.start_statutory(subject=SUBJECT, fact="eu-gdpr-33", at=AT, by=STAFF)

    assert clocks.stop_all(subject=SUBJECT, at=AT + HOUR) == 1
    assert [clock.fact for clock in queries.running(SUBJECT)] == ["eu-gdpr-33"]


def test_a_clock_that_no_longer_applies_is_stopped(first_look):
    assert clocks.stop(subject=SUBJECT, kind="first_look", at=AT + HOUR) == 1
    assert sweep(AT + 100 * HOUR) == 0


def test_a_deadline_in_law_counts_from_when_somebody_became_aware():
    clock = clocks.start_statutory(subject=SUBJECT, fact="eu-gdpr-33", at=AT, by=STAFF, queue="privacy")

    assert clock.due_at == AT + 72 * HOUR


def test_a_deadline_in_words_runs_without_a_due_time_and_is_never_missed():
    clock = clocks.start_statutory(subject=SUBJECT, fact="us-2258a-report", at=AT, by=STAFF)

    assert clock.due_at is None
    assert sweep(AT + 10_000 * HOUR) == 0
    assert queries.next_due(SUBJECT) is None


@pytest.mark.parametrize("fact", ["us-2258a-preserve", "eu-aia-85-87", "no-such-law"])
def test_what_is_not_a_deadline_does_not_run(fact):
    with pytest.raises(NotInForce):
        clocks.start_statutory(subject=SUBJECT, fact=fact, at=AT, by=STAFF)


def test_a_law_that_is_not_in_force_yet_does_not_run():
    with pytest.raises(NotInForce):
        clocks.start_statutory(subject=SUBJECT, fact="us-ny-raise-72h", at=datetime(2026, 12, 1, tzinfo=UTC), by=STAFF)


def test_the_board_shows_the_most_urgent_first(first_look):
    clocks.start(subject="GF-AAAA-AAAA-A", kind="first_look", due_at=AT + HOUR, at=AT, queue="legal")
    clocks.start_statutory(subject=SUBJECT, fact="us-2258a-report", at=AT, by=STAFF, queue="legal")

    rows = queries.board(visible_to_actor=STAFF, at=AT + 2 * HOUR)

    assert [row.left for row in rows] == [-HOUR, 2 * HOUR, None]


@pytest.mark.parametrize(
    ("actor", "rows"),
    [
        (STAFF, 1),
        (Actor(ActorKind.STAFF, "8", "triager", queues=frozenset({"trust"})), 0),
        (Actor.platform("example-ai"), 0),
        (Actor.reporter(SUBJECT), 0),
        (SWEEPER, 1),
    ],
)
def test_who_sees_the_board(actor, rows, first_look):
    assert len(queries.board(visible_to_actor=actor, at=AT)) == rows


def test_a_case_that_moves_takes_its_clocks_along(first_look):
    clocks.move(subject=SUBJECT, queue="trust", at=AT)

    assert queries.board(visible_to_actor=STAFF, at=AT) == []
