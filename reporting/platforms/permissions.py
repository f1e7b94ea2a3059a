"""Who may act for a platform: its own tokens with the right scope, staff who manage platforms, and the house itself."""

from reporting.actors import Actor, ActorKind
from reporting.platforms.models import Platform
from reporting.platforms.refusals import ScopeMissing
from reporting.refusals import NotAllowed, NotFound, Refused

MANAGE_PLATFORMS = "platforms.manage"


def why_not_act_for(platform: Platform, *, scope: str, by: Actor) -> Refused | None:
    """Nothing when `by` may do `scope` for this platform; a stranger is told there is nothing here."""
    match by.kind:
        case ActorKind.SYSTEM:
            return None
        case ActorKind.PLATFORM if by.ref == platform.slug:
            return None if by.may(scope) else ScopeMissing(scope)
        case ActorKind.STAFF:
            return None if by.may(MANAGE_PLATFORMS) else NotAllowed(details={"permission": MANAGE_PLATFORMS})
    return NotFound()
