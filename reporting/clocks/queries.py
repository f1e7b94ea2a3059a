"""Which clocks run, what is due next, what we promise, and the board that staff watch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, F, Min, QuerySet, When

from reporting.actors import Actor, ActorKind
from reporting.clocks.kinds import OPEN, TICKING, ClockKind, ClockState
from reporting.clocks.models import Clock
from reporting.clocks.rules import due_at
from reporting.facts import catalogue
from reporting.refusals import NotFound

BOARD_ROWS = 200


def running(subject: str) -> Sequence[Clock]:
    """The open clocks of a case or incident (running, paused or overdue), the next due first."""
    return list(_soonest(Clock.objects.filter(subject=subject, state__in=OPEN)))


def all_of(subject: str) -> Sequence[Clock]:
    """Every clock a case or incident ever had, oldest first."""
    return list(Clock.objects.filter(subject=subject).order_by("started_at", "pk"))


def of_law(subject: str) -> Sequence[Clock]:
    """The deadlines in law that run or ran on a case or incident, those that run first, the next due first."""
    ended = Case(When(state__in=OPEN, then=0), default=1)
    return list(Clock.objects.filter(subject=subject, kind=ClockKind.STATUTORY).order_by(ended, F("due_at").asc(nulls_last=True), "pk"))


def deadline(number: int, *, subject: str) -> Clock:
    """One deadline in law of a case or incident. Refuses with NotFound."""
    clock = Clock.objects.filter(pk=number, subject=subject, kind=ClockKind.STATUTORY).first()
    if clock is None:
        raise NotFound()
    return clock


def next_due(subject: str) -> datetime | None:
    """When the next thing is due, overdue ones included. None when nothing runs."""
    due: datetime | None = Clock.objects.filter(subject=subject, state__in=TICKING).aggregate(first=Min("due_at"))["first"]
    return due


def promised(kind: str, at: datetime, severity: str = "") -> datetime | None:
    """When the promise of that kind, begun at `at`, is due by the facts in use. None when nothing is promised."""
    return due_at(kind, at, severity, levels=catalogue.service_levels())


def visible_to(actor: Actor) -> QuerySet[Clock]:
    """The clocks of an actor's queues; the house itself sees all, nobody else any."""
    if actor.kind is ActorKind.SYSTEM:
        return Clock.objects.all()
    return Clock.objects.filter(queue__in=actor.queues) if actor.is_staff else Clock.objects.none()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the board. `left` is negative when the time has passed and None when the law gives no time or the clock is paused."""

    clock: Clock
    left: timedelta | None


def board(*, visible_to_actor: Actor, at: datetime, of_law: bool = False) -> Sequence[Row]:
    """Open clocks of an actor's queues, the most urgent first; `of_law` leaves our own promises out."""
    open_clocks = visible_to(visible_to_actor).filter(state__in=OPEN)
    clocks = _soonest(open_clocks.filter(kind=ClockKind.STATUTORY) if of_law else open_clocks)[:BOARD_ROWS]
    return [Row(clock, _left(clock, at)) for clock in clocks]


def _left(clock: Clock, at: datetime) -> timedelta | None:
    is_counting = clock.due_at is not None and clock.state != ClockState.PAUSED
    return clock.due_at - at if is_counting and clock.due_at else None


def _soonest(clocks: QuerySet[Clock]) -> QuerySet[Clock]:
    return clocks.order_by(F("due_at").asc(nulls_last=True), "pk")
