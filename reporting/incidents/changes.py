"""One step of an incident: its row changed only as it was read, a line of history, an entry of the trail, the platform told."""

from collections.abc import Mapping
from datetime import datetime

from reporting import clock
from reporting.actors import Actor, ActorKind
from reporting.audit import actions as audit
from reporting.incidents import events, rules
from reporting.incidents.models import Incident, IncidentEvent
from reporting.incidents.states import STATES
from reporting.refusals import SomebodyElseWasFirst, require
from reporting.webhooks import actions as webhooks


def to_state(
    incident: Incident, to: str, *, by: Actor, at: datetime, details: Mapping[str, str | int] | None = None, **values: object
) -> None:
    """Take the incident to its next state and tell its platform. Refuses a step that is not in the table."""
    require(rules.why_not_state(incident.state, to))
    change(incident, state=to, **values)
    happened(incident, to, by=by, at=at, details=details)
    announce(incident, STATES[to].event, events.about(incident), at=at)


def change(incident: Incident, **values: object) -> None:
    """Change the row only if it is still what was read."""
    changed = Incident.objects.filter(pk=incident.pk, version=incident.version).update(version=incident.version + 1, **values)
    if not changed:
        raise SomebodyElseWasFirst()
    incident.version += 1
    for name, value in values.items():
        setattr(incident, name, value)


def happened(incident: Incident, code: str, *, by: Actor, at: datetime, details: Mapping[str, str | int] | None = None) -> None:
    """One line of history, and one entry of the audit trail. What a reporter did is known to the hour only (T13)."""
    at = clock.hour(at) if by.kind is ActorKind.REPORTER else at
    IncidentEvent.objects.create(
        incident=incident, code=code, at=at, by_kind=by.kind.value, by_role=by.role, by_ref=by.ref, details=dict(details or {})
    )
    audit.record(f"incident.{code}", subject=incident.number, by=by, at=at, details=details)


def announce(incident: Incident, event: str, payload: Mapping[str, str | int | bool | None], *, at: datetime) -> None:
    """Tell the incident's platform."""
    webhooks.announce(platform=incident.platform, event=event, payload=payload, at=at)
