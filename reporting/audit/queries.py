"""Reading the audit trail: of one subject, for the person concerned, by one actor; and the chain's head."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from reporting import clock
from reporting.actors import Actor, ActorKind
from reporting.audit import rules
from reporting.audit.kinds import GENESIS, ChainHead, Event
from reporting.audit.models import AuditEntry
from reporting.ledger import queries as ledger
from reporting.ledger import seen
from reporting.refusals import require_permission

IS_READING = Q(event__endswith=rules.READ) | Q(event=rules.OPENED)


@dataclass(frozen=True, slots=True)
class Reading:
    """That somebody of a role read something, and in which hour. What a reporter is shown of who looked."""

    event: str
    role: str
    reason: str
    hour: datetime


def history_of(subject: str) -> QuerySet[AuditEntry]:
    """Everything done to or read of a subject, latest first."""
    return AuditEntry.objects.filter(subject=subject).order_by("-id")


def trail(*, visible_to: Actor, subject: str = "", before: int | None = None) -> QuerySet[AuditEntry]:
    """The trail for those who may read it, latest first: all of it, or of one subject. Refuses with NotAllowed."""
    require_permission("trail.read", by=visible_to)
    entries = AuditEntry.objects.filter(subject=subject) if subject else AuditEntry.objects.all()
    return (entries.filter(pk__lt=before) if before is not None else entries).order_by("-id")


def reads_of(subject: str) -> list[Reading]:
    """Who read of this subject, by role, latest first: staff and platforms, never a name."""
    rows = history_of(subject).filter(IS_READING, actor_kind__in=[ActorKind.STAFF, ActorKind.PLATFORM])
    return [Reading(*row) for row in rows.values_list("event", "role", "reason", "hour")]


def subjects_read_by(*, kind: ActorKind, ref: str, since: datetime) -> int:
    """How many different subjects an actor read since an hour: what the alarm on bulk reading counts."""
    rows = AuditEntry.objects.filter(IS_READING, actor_kind=kind, actor_ref=ref, hour__gte=clock.hour(since))
    return rows.values("subject").distinct().count()


def has_unchained() -> bool:
    return AuditEntry.objects.filter(seq=None).exists()


def head() -> ChainHead:
    """The last chained entry."""
    last = AuditEntry.objects.filter(seq__isnull=False).order_by("-seq").values_list("seq", "hash").first()
    return ChainHead(last[0] or 0, bytes(last[1] or b"")) if last else ChainHead(0, GENESIS)


def kept_head() -> ChainHead:
    """The head as kept outside the database; the beginning when none was kept. Raises NotProven when what was kept is damaged."""
    return ChainHead(*(seen.last_chain() or (0, GENESIS)))


def continues_from(kept: ChainHead) -> bool:
    """True when the chain goes through this head."""
    if kept.seq == 0:
        return True
    found = AuditEntry.objects.filter(seq=kept.seq).values_list("hash", flat=True).first()
    return found is not None and bytes(found) == kept.hash


def is_checkpoint_due(*, at: datetime) -> bool:
    """True when leaves wait, or when the trail grew and the last checkpoint is of an earlier hour."""
    if ledger.has_waiting_leaves():
        return True
    latest = ledger.latest_checkpoint()
    if latest and latest.made_at >= clock.hour(at):
        return False
    last = head()
    return has_unchained() or (last.seq > 0 and ledger.last_value() != rules.head_leaf(last))


COLUMNS = ("event", "actor_kind", "actor_ref", "role", "subject", "reason", "details", "hour")
"""What of a row is hashed, in the order of Event."""

Row = tuple[str, str, str, str, str, str, Mapping[str, str | int], datetime]


def event_of(entry: AuditEntry) -> Event:
    """The event that is hashed, from its row."""
    return event_from(
        (entry.event, entry.actor_kind, entry.actor_ref, entry.role, entry.subject, entry.reason, entry.details, entry.hour),
    )


def event_from(row: Row) -> Event:
    """The event that is hashed, from the values of COLUMNS."""
    what, kind, actor, role, subject, reason, details, hour = row
    return Event(what, kind, actor, role, subject, reason, details, hour.isoformat())
