"""What a platform's token may be used for, and how a token looks."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

PREFIX = "gfp_"
TOKEN_BYTES = 32
TOKEN_LIFETIME = timedelta(days=365)


class Scope(TextChoices):
    """One allowed thing for a program of a platform."""

    CASES_READ = "cases.read", _("Read the platform's own cases")
    CASES_ASK = "cases.ask", _("Put a question to a reporter")
    INCIDENTS_READ = "incidents.read", _("Read the platform's own incidents")
    INCIDENTS_WRITE = "incidents.write", _("Acknowledge incidents, name causes and claim fixes")
    GOOD_FAITH_CHECK = "good_faith.check", _("Ask whether a good-faith report exists for an account or request")
    ENDPOINTS = "endpoints.manage", _("Set up webhook endpoints and rotate their secrets")
    DELIVERIES = "deliveries.read", _("Read and replay webhook deliveries")
    PRODUCTS = "products.write", _("Tell us of a product's new version")


ALL_SCOPES = frozenset(Scope.values)


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A token at the only moment its secret can be seen."""

    plain: str
    number: str
