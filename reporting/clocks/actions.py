"""Starting, pausing and ending clocks, and telling people when one is due soon or overdue, once."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from reporting import rows
from reporting.actors import Actor
from reporting.audit import actions as audit
from reporting.clocks import events, rules
from reporting.clocks.kinds import DONE, OPEN, PAUSABLE, ClockKind, ClockState, EndReason, StartReason
from reporting.clocks.models import Clock
from reporting.clocks.refusals import ClockEnded, ClockRunsAlready, DeadlineReasonNeeded, NotInForce, TriggerNotYet, UnknownClock
from reporting.facts import catalogue
from reporting.platforms.models import Platform
from reporting.refusals import NotAllowed, Refused, require, why_not_permitted
from reporting.webhooks import actions as webhooks

HOUSE = Actor.system("clocks")


def start(
    *,
    subject: str,
    kind: str,
    due_at: datetime | None,
    at: datetime,
    platform: Platform | None = None,
    queue: str = "",
    fact: str = "",
    because: str = "",
    by: Actor = HOUSE,
) -> Clock:
    """Let a clock run for a case or incident. Refuses an unknown kind, and a second open clock of the same kind and fact."""
    if kind not in ClockKind.values or (kind == ClockKind.STATUTORY) != bool(fact):
        raise UnknownClock(field="kind")
    warn = rules.warn_at(at, due_at) if due_at else None
    clock = Clock(
        subject=subject,
        kind=kind,
        fact=fact,
        platform=platform,
        queue=queue,
        started_at=at,
        due_at=due_at,
        warn_at=warn,
        because=because,
    )
    if not _begin(clock, by, at):
        raise ClockRunsAlready(field="kind")
    return clock


@transaction.atomic(savepoint=False)
def _begin(clock: Clock, by: Actor, at: datetime) -> bool:
    is_new = rows.add_if_new(clock)
    if is_new:
        audit.record("clock.started", subject=clock.subject, by=by, at=at, details=_named(clock))
    return is_new


@transaction.atomic(savepoint=False)
def start_first(*, subject: str, kind: str, due_at: datetime, at: datetime, queue: str, by: Actor = HOUSE) -> Clock:
    """The promise that runs from the moment a case is opened. No other can be running yet, so none is looked for."""
    clock = Clock(subject=subject, kind=kind, queue=queue, started_at=at, due_at=due_at, warn_at=rules.warn_at(at, due_at))
    audit.record("clock.started", subject=subject, by=by, at=at, details=_named(clock))
    return rows.add(clock)


def start_statutory(
    *, subject: str, fact: str, at: datetime, by: Actor, platform: Platform | None = None, queue: str = "", because: str = ""
) -> Clock:
    """Let a deadline in law run from `at`, the moment somebody became aware. Where the law gives no time, it runs without a due time."""
    known = catalogue.clock_facts().get(fact)
    if known is None or known.kind != "deadline" or (known.applies_from and known.applies_from > at.date()):
        raise NotInForce(field="fact")
    due = rules.after(at, rules.duration(known.deadline)) if known.deadline else None
    kind = ClockKind.STATUTORY
    return start(subject=subject, kind=kind, fact=fact, due_at=due, at=at, platform=platform, queue=queue, because=because, by=by)


def why_not_manage(*, queues: Collection[str], by: Actor) -> Refused | None:
    """Whether this actor may start and end deadlines in law of something that lies in these queues."""
    return why_not_permitted("clocks.manage", by=by) or (None if by.queues & set(queues) else NotAllowed())


@transaction.atomic
def begin_deadline(*, subject: str, queues: Sequence[str], fact: str, since: datetime, reason: str, by: Actor, at: datetime) -> Clock:
    """Let a deadline in law run on a case or incident from `since`, the moment that staff state. It is never paused.

    Shown on the board of the first of `queues`. Whether the law applies is for counsel: refuses only what is no deadline in force.
    """
    require(why_not_manage(queues=queues, by=by))
    if reason not in StartReason.values:
        raise DeadlineReasonNeeded(field="reason")
    if since > at:
        raise TriggerNotYet(field="day")
    clock = start_statutory(subject=subject, fact=fact, at=since, by=by, queue=queues[0], because=reason)
    audit.record("clock.begun_by_staff", subject=subject, by=by, at=at, reason=reason, details={"fact": fact})
    return clock


@transaction.atomic
def end_deadline(*, clock: Clock, queues: Sequence[str], reason: str, by: Actor, at: datetime) -> Clock:
    """Say how a deadline in law ended: met, late or in time, or stopped because it does not apply."""
    require(why_not_manage(queues=queues, by=by))
    if reason not in EndReason.values:
        raise DeadlineReasonNeeded(field="reason")
    how = {"state": ClockState.MET, "met_at": at} if reason in DONE else {"state": ClockState.STOPPED, "stopped_at": at}
    if not Clock.objects.filter(pk=clock.pk, kind=ClockKind.STATUTORY, state__in=OPEN).update(**how, ended_because=reason):
        raise ClockEnded()
    event = "clock.met_by_staff" if reason in DONE else "clock.stopped_by_staff"
    audit.record(event, subject=clock.subject, by=by, at=at, reason=reason, details={"fact": clock.fact})
    clock.refresh_from_db()
    return clock


@transaction.atomic
def pause(*, subject: str, at: datetime, kind: str | None = None, by: Actor = HOUSE) -> int:
    """Pause the promises that wait for somebody else. What the law asks and the emergency run on. Answers with how many."""
    paused = _of(subject, kind).filter(state=ClockState.RUNNING, kind__in=PAUSABLE).update(state=ClockState.PAUSED, paused_at=at)
    _record("clock.paused", paused, subject, at, by)
    return paused


@transaction.atomic
def resume(*, subject: str, at: datetime, kind: str | None = None, by: Actor = HOUSE) -> int:
    """Let paused clocks run again, due later by as long as they stood still. Answers with how many."""
    resumed = sum(_resume(clock, at) for clock in _of(subject, kind).filter(state=ClockState.PAUSED))
    _record("clock.resumed", resumed, subject, at, by)
    return resumed


def _resume(clock: Clock, at: datetime) -> int:
    since = clock.paused_at or at
    stood = int((at - since).total_seconds())
    return Clock.objects.filter(pk=clock.pk, state=ClockState.PAUSED).update(
        state=ClockState.RUNNING,
        paused_at=None,
        seconds_paused=clock.seconds_paused + max(stood, 0),
        due_at=rules.extended(clock.due_at, since, at) if clock.due_at else None,
        warn_at=rules.extended(clock.warn_at, since, at) if clock.warn_at else None,
    )


@transaction.atomic
def meet(*, subject: str, at: datetime, kind: str | None = None, fact: str | None = None, by: Actor = HOUSE) -> int:
    """What was promised has been done. An overdue clock is met too, late. Answers with how many."""
    clocks = _of(subject, kind).filter(state__in=OPEN)
    clocks = clocks if fact is None else clocks.filter(fact=fact)
    met = clocks.update(state=ClockState.MET, met_at=at, paused_at=None)
    _record("clock.met", met, subject, at, by)
    return met


@transaction.atomic
def restart(
    *, subject: str, kind: str, due_at: datetime, at: datetime, platform: Platform | None = None, queue: str = "", by: Actor = HOUSE
) -> Clock:
    """Kept, and promised again: the clock that runs is met and the next begins, as after each update to the reporter."""
    meet(subject=subject, kind=kind, at=at, by=by)
    return start(subject=subject, kind=kind, due_at=due_at, at=at, platform=platform, queue=queue, by=by)


@transaction.atomic
def stop(*, subject: str, kind: str, at: datetime, by: Actor = HOUSE) -> int:
    """End clocks of one kind that no longer apply, without saying they were kept. Answers with how many."""
    return _stop(_of(subject, kind), subject, at, by)


@transaction.atomic
def stop_all(*, subject: str, at: datetime, by: Actor = HOUSE) -> int:
    """End every open clock of a case or incident that is closed, but what the law asks. Answers with how many."""
    return _stop(_of(subject, None).exclude(kind=ClockKind.STATUTORY), subject, at, by)


def _stop(clocks: QuerySet[Clock], subject: str, at: datetime, by: Actor) -> int:
    stopped = clocks.filter(state__in=OPEN).update(state=ClockState.STOPPED, stopped_at=at, paused_at=None)
    _record("clock.stopped", stopped, subject, at, by)
    return stopped


@transaction.atomic
def move(*, subject: str, queue: str, at: datetime, by: Actor = HOUSE) -> int:
    """Show the open clocks of a case on the board of the queue it moved to. Answers with how many."""
    moved = _of(subject, None).filter(state__in=OPEN).update(queue=queue)
    _record("clock.moved", moved, subject, at, by)
    return moved


def sweep(*, at: datetime, by: Actor) -> int:
    """Announce every clock that is due soon or overdue, each once, however many of us sweep. Answers with how many."""
    ticking = Clock.objects.filter(state=ClockState.RUNNING).select_related("platform").order_by("due_at", "pk")
    late = list(ticking.filter(due_at__lte=at))
    soon = list(ticking.filter(warn_at__lte=at, warned_at=None, due_at__gt=at))
    return _tell(late, events.BREACHED, at, by) + _tell(soon, events.DUE_SOON, at, by)


def _tell(clocks: Iterable[Clock], event: str, at: datetime, by: Actor) -> int:
    return sum(_tell_once(clock, event, at, by) for clock in clocks)


@transaction.atomic
def _tell_once(clock: Clock, event: str, at: datetime, by: Actor) -> int:
    """Whoever changes the row tells; whoever finds it changed stays silent."""
    as_read = Clock.objects.filter(pk=clock.pk, state=ClockState.RUNNING, due_at=clock.due_at)
    if event == events.BREACHED:
        is_ours = as_read.update(state=ClockState.BREACHED, breached_at=at)
    else:
        is_ours = as_read.filter(warned_at=None).update(warned_at=at)
    if is_ours:
        audit.record(event, subject=clock.subject, by=by, at=at, details=_named(clock))
        if clock.platform:
            webhooks.announce(platform=clock.platform, event=event, payload=events.about(clock), at=at)
    return is_ours


def _of(subject: str, kind: str | None) -> QuerySet[Clock]:
    return Clock.objects.filter(Q(subject=subject), Q(kind=kind) if kind else Q())


def _named(clock: Clock) -> dict[str, str | int]:
    return {"kind": clock.kind, **({"fact": clock.fact} if clock.fact else {})}


def _record(event: str, count: int, subject: str, at: datetime, by: Actor) -> None:
    if count:
        audit.record(event, subject=subject, by=by, at=at, details={"clocks": count})
