"""One case and everything that happens to it, as rows like those that the real actions write: history, trail, promises, texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import models

from reporting import clock
from reporting.actors import Actor, ActorKind
from reporting.audit.models import AuditEntry
from reporting.cases.models import NOTHING_DUE, Case, CaseEvent, Note
from reporting.clocks import rules as clock_rules
from reporting.clocks.kinds import OPEN, TICKING, ClockState
from reporting.clocks.models import Clock
from reporting.clocks.queries import promised
from reporting.demo.crowd import tables
from reporting.demo.people import HOUSE
from reporting.demo.texts import Explanation
from reporting.incidents.models import Confirmation, Fix, Incident, IncidentCase
from reporting.mailbox.models import Mailbox, Message
from reporting.sealing.kinds import DataKey

SWEPT = timedelta(seconds=30)
Details = Mapping[str, str | int]


@dataclass
class Shared:
    """An incident that cases have in common. `fix` is there from the start and stored once it is claimed."""

    incident: Incident
    fix: Fix
    explained: Explanation


@dataclass
class Life:
    """A case with the rows around it. `filed` are those of its filing; the last of `clocks` is the promise made last; `shared` is
    the incident it has in common with others; `note` is what staff note of it, should they.
    """

    case: Case
    language: str
    mailbox: Mailbox
    key: DataKey
    staff: Actor
    note: str
    filed_at: datetime
    clocks: list[Clock]
    filed: Sequence[models.Model]
    entries: list[AuditEntry]
    shared: Shared | None = None
    is_first: bool = True
    events: list[CaseEvent] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    links: list[IncidentCase] = field(default_factory=list)
    confirmations: list[Confirmation] = field(default_factory=list)

    @property
    def clock(self) -> Clock:
        return self.clocks[-1]

    @property
    def open_clocks(self) -> list[Clock]:
        return [one for one in self.clocks if one.state in OPEN]

    @property
    def in_common(self) -> Shared:
        if self.shared is None:
            raise ValueError("This course has no incident.")
        return self.shared

    @property
    def reporter(self) -> Actor:
        return Actor.reporter(self.case.number)

    @property
    def platform(self) -> Actor:
        return Actor.platform(self.case.platform.slug if self.case.platform else "")


def entry(event: str, *, subject: str, by: Actor, at: datetime, reason: str = "", details: Details | None = None) -> AuditEntry:
    """An entry of the trail as `audit.record` writes it, not chained yet."""
    return tables.row(
        AuditEntry,
        event=event,
        actor_kind=by.kind.value,
        actor_ref=by.ref,
        role=by.role,
        subject=subject,
        reason=reason,
        details=details or {},
        hour=clock.hour(at),
        seq=None,
        prev=None,
        hash=None,
    )


def happened(life: Life, code: str, *, by: Actor, at: datetime, reason: str = "", details: Details | None = None) -> None:
    """One line of history and one entry of the trail, as `cases.happened` writes them."""
    at = clock.hour(at) if by.kind is ActorKind.REPORTER else at
    done_by = {"by_kind": by.kind.value, "by_role": by.role, "by_ref": by.ref if by.is_staff else ""}
    life.events.append(tables.row(CaseEvent, case_id=life.case.pk, code=code, at=at, details=details or {}, **done_by))
    life.entries.append(entry(f"case.{code}", subject=life.case.number, by=by, at=at, reason=reason, details=details))


def promise(case: Case, kind: str, at: datetime) -> Clock:
    """A promise that runs from `at`."""
    due = promised(kind, at, case.severity)
    warn = clock_rules.warn_at(at, due) if due else None
    return Clock(subject=case.number, kind=kind, queue=case.queue, started_at=at, due_at=due, warn_at=warn)


def kept(clock_: Clock, at: datetime) -> None:
    """What was promised has been done, late or in time."""
    if clock_.state == ClockState.RUNNING and clock_.due_at and clock_.due_at <= at:
        clock_.breached_at = clock_.due_at + SWEPT
    clock_.state, clock_.met_at, clock_.paused_at = ClockState.MET, at, None


def pause(clock_: Clock, at: datetime) -> None:
    clock_.state, clock_.paused_at = ClockState.PAUSED, at


def resume(clock_: Clock, at: datetime) -> None:
    """The promise runs again, due later by as long as it stood still."""
    since = clock_.paused_at or at
    clock_.state, clock_.paused_at = ClockState.RUNNING, None
    clock_.seconds_paused += max(int((at - since).total_seconds()), 0)
    clock_.due_at = clock_rules.extended(clock_.due_at, since, at) if clock_.due_at else None
    clock_.warn_at = clock_rules.extended(clock_.warn_at, since, at) if clock_.warn_at else None


def stop(clock_: Clock, at: datetime) -> None:
    clock_.state, clock_.stopped_at, clock_.paused_at = ClockState.STOPPED, at, None


def settle(life: Life, *, now: datetime) -> None:
    """How the promises stand today: still to come, announced or overdue; and the case's own copy of what is due next."""
    for running in life.open_clocks:
        _settle(life, running, now)
    ticking = [one.due_at for one in life.clocks if one.state in TICKING and one.due_at]
    life.case.due_at = min(ticking, default=NOTHING_DUE)
    life.case.version = 1 + len(life.events)


def _settle(life: Life, running: Clock, now: datetime) -> None:
    if running.state == ClockState.RUNNING and running.due_at and running.warn_at:
        running.warned_at = running.warn_at if running.warn_at <= now else None
        if running.due_at <= now:
            running.state, running.breached_at = ClockState.BREACHED, running.due_at + SWEPT
            late = entry("clock.breached", subject=life.case.number, by=HOUSE, at=running.due_at, details={"kind": running.kind})
            life.entries.append(late)
