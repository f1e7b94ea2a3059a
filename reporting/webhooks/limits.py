"""The limits as this installation sets them."""

from typing import Any

from django.conf import settings

from reporting.webhooks.addresses import Egress, networks
from reporting.webhooks.kinds import Limits


def current() -> Limits:
    """The default limits with whatever `settings.WEBHOOKS` changes."""
    changed: dict[str, Any] = settings.WEBHOOKS
    return Limits(**changed)


def egress() -> Egress:
    """What deliveries may reach here: the public internet, and what the operator allowed besides."""
    return Egress(
        loopback=settings.ALLOW_LOOPBACK_ENDPOINTS,
        networks=networks(settings.EGRESS_ALLOWED_NETWORKS),
        ports=frozenset(settings.EGRESS_ALLOWED_PORTS),
    )
