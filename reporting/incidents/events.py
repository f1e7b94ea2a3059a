"""What a platform hears about an incident: numbers, codes and times, never text. The only place that says so."""

from datetime import datetime

from reporting.incidents.models import Incident

Payload = dict[str, str | int | bool | None]


def about(incident: Incident) -> Payload:
    """Open fields alone."""
    return {
        "incident_number": incident.number,
        "state": incident.state,
        "severity": incident.severity,
        "category": incident.category,
        "product": incident.product.slug if incident.product else None,
        "cases": incident.links.count(),
    }


def case_added(incident: Incident, case_number: str, because: str) -> Payload:
    return {**about(incident), "case_number": case_number, "because": because}


def moment(at: datetime | None) -> str | None:
    """A time as the outside reads it, to the hour."""
    return at.replace(minute=0, second=0, microsecond=0).isoformat().replace("+00:00", "Z") if at else None
