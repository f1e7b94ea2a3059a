"""What happened to an incident, in words for staff. One row per event code."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reporting.cases.words import CLOSED_FOR_STAFF, Told
from reporting.incidents.kinds import CausePart, DisputeReason, LinkReason, Measure, Position, VerifyMethod
from reporting.incidents.models import IncidentEvent

EVENTS: Mapping[str, str | Promise] = {
    "opened": _("Incident opened"),
    "case_added": _("Case added"),
    "notified": _("The platform was told"),
    "acknowledged": _("The platform acknowledged the notice"),
    "cause_known": _("The cause is known; a fix is asked for"),
    "cause_stated": _("The cause was stated again"),
    "fix_claimed": _("Fix claimed"),
    "fix_verified": _("Fix verified"),
    "closed": _("Closed"),
    "position": _("The platform stated its position"),
    "statement": _("The platform made a statement to its reporters"),
}
CHOICES: Mapping[str, Mapping[str, str | Promise]] = {
    "because": {
        **dict(LinkReason.choices),
        **dict(DisputeReason.choices),
        "check_failed": _("The check failed"),
    },
    "position": dict(Position.choices),
    "part": dict(CausePart.choices),
    "measure": dict(Measure.choices),
    "method": dict(VerifyMethod.choices),
    "reason": CLOSED_FOR_STAFF,
}


def for_staff(events: Iterable[IncidentEvent]) -> list[Told]:
    """Every event with its codes in words, in the order given."""
    return [
        Told(str(EVENTS.get(event.code, event.code)), _details(event.details), event.at, event.by_kind, event.by_role, event.by_ref)
        for event in events
    ]


def _details(details: Mapping[str, object]) -> str:
    said = [str(details["case"])] if "case" in details else []
    said += [str(CHOICES[key].get(str(value), "")) for key, value in details.items() if key in CHOICES]
    return ": ".join(words for words in said if words)
