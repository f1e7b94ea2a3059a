"""Incidents of the many cases: cases of one product and one kind of harm, filed in the same days, and what was done about them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from reporting import clock
from reporting.actors import Actor
from reporting.audit.models import AuditEntry
from reporting.cases.models import Case, new_ref
from reporting.demo.crowd import lives
from reporting.demo.crowd.lives import Shared
from reporting.demo.steps import Step
from reporting.demo.texts import Explanation
from reporting.incidents.kinds import IncidentState, VerifyMethod, new_incident_number
from reporting.incidents.models import Cause, Fix, Incident, IncidentEvent, Verification
from reporting.incidents.queries import place_of
from reporting.sealing import actions as sealing
from reporting.sealing.kinds import DataKey


@dataclass(kw_only=True)
class Failure(Shared):
    """An incident with the rows around it; `first` is the number of the case it was opened for."""

    key: DataKey
    staff: Actor
    verifier: Actor
    first: str
    events: list[IncidentEvent] = field(default_factory=list)
    entries: list[AuditEntry] = field(default_factory=list)
    causes: list[Cause] = field(default_factory=list)
    fixes: list[Fix] = field(default_factory=list)
    verifications: list[Verification] = field(default_factory=list)

    @property
    def platform(self) -> Actor:
        return Actor.platform(self.incident.platform.slug)


def begin(
    case: Case, explained: Explanation, *, staff: Actor, verifier: Actor, at: datetime, numbers: Mapping[type, Iterator[int]]
) -> Failure:
    """An incident opened for a case; its envelope is of its own and not stored yet."""
    envelope, key = sealing.draw_envelope(queue=case.queue, reporter_public=None)
    incident = Incident(
        id=next(numbers[Incident]),
        number=new_incident_number(),
        platform=case.platform,
        product=case.report.product,
        category=case.report.category,
        queue=case.queue,
        severity=case.severity,
        envelope=envelope,
        opened_at=clock.hour(at),
    )
    ref, program = new_ref(), case.platform.slug if case.platform else ""
    sealed = _sealed(explained.fix, ref, key)
    fix = Fix(id=next(numbers[Fix]), incident_id=incident.pk, ref=ref, measures=[explained.measure], sealed_text=sealed, claimed_by=program)
    failure = Failure(incident=incident, fix=fix, explained=explained, key=key, staff=staff, verifier=verifier, first=case.number)
    _happened(failure, "opened", by=staff, at=at)
    return failure


def gather(failure: Failure, case: Case, *, because: str, at: datetime) -> None:
    """Note that one more case belongs to it."""
    _happened(failure, "case_added", by=failure.staff, at=at, details={"case": case.number, "because": because})


def take(failure: Failure, step: Step, *, at: datetime) -> None:
    """Take one step at a moment."""
    STEPS[step.does](failure, at, step.reason)
    failure.incident.version = 1 + len(failure.events)


def _happened(failure: Failure, code: str, *, by: Actor, at: datetime, details: lives.Details | None = None) -> None:
    told = IncidentEvent(incident_id=failure.incident.pk, code=code, at=at, by_kind=by.kind.value, by_role=by.role, by_ref=by.ref)
    told.details = dict(details or {})
    failure.events.append(told)
    failure.entries.append(lives.entry(f"incident.{code}", subject=failure.incident.number, by=by, at=at, details=details))


def _to_state(failure: Failure, state: IncidentState, by: Actor, at: datetime, details: lives.Details | None = None) -> None:
    failure.incident.state = state
    _happened(failure, state, by=by, at=at, details=details)


def _notified(failure: Failure, at: datetime, reason: str) -> None:
    failure.incident.notified_at = at
    _to_state(failure, IncidentState.NOTIFIED, failure.staff, at)


def _acknowledged(failure: Failure, at: datetime, reason: str) -> None:
    failure.incident.acknowledged_at = at
    _to_state(failure, IncidentState.ACKNOWLEDGED, failure.platform, at)


def _cause_known(failure: Failure, at: datetime, reason: str) -> None:
    ref, by = new_ref(), failure.platform
    sealed = _sealed(failure.explained.cause, ref, failure.key)
    cause = Cause(incident_id=failure.incident.pk, ref=ref, part=failure.explained.part, sealed_text=sealed, stated_at=at, stated_by=by.ref)
    failure.causes.append(cause)
    _to_state(failure, IncidentState.CAUSE_KNOWN, by, at, {"part": failure.explained.part})


def _fix_claimed(failure: Failure, at: datetime, reason: str) -> None:
    failure.fix.claimed_at = at
    failure.fixes.append(failure.fix)
    _to_state(failure, IncidentState.FIX_CLAIMED, failure.platform, at, {"measure": failure.explained.measure})


def _fix_verified(failure: Failure, at: datetime, reason: str) -> None:
    method = VerifyMethod.DESIGN_REVIEW
    checked = Verification(fix=failure.fix, ref=new_ref(), method=method, verified_by=failure.verifier.ref, verified_at=at)
    failure.verifications.append(checked)
    _to_state(failure, IncidentState.FIX_VERIFIED, failure.verifier, at, {"method": method})


def _disputed(failure: Failure, at: datetime, reason: str) -> None:
    failure.fix.is_disputed, failure.incident.reopened = True, failure.incident.reopened + 1
    _to_state(failure, IncidentState.CAUSE_KNOWN, Actor.reporter(failure.first), clock.hour(at), {"because": reason})


def _closed(failure: Failure, at: datetime, reason: str) -> None:
    failure.incident.closed_at, failure.incident.close_reason = at, reason
    _to_state(failure, IncidentState.CLOSED, failure.verifier, at, {"reason": reason})


def _sealed(text: str, ref: str, key: DataKey) -> bytes:
    return sealing.seal(text=text, place=place_of(ref), key=key)


STEPS: Mapping[str, Callable[[Failure, datetime, str], None]] = {
    "notified": _notified,
    "acknowledged": _acknowledged,
    "cause_known": _cause_known,
    "fix_claimed": _fix_claimed,
    "fix_verified": _fix_verified,
    "disputed": _disputed,
    "closed": _closed,
}
