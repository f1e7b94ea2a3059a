"""One-click sign-in: over loopback, in demonstration mode, with the start's own secret. Otherwise there is nothing here."""

import hmac
from ipaddress import ip_address

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from portal.desk.sign_in import DEMONSTRATION
from reporting import clock
from reporting.access import actions, queries
from reporting.access.roles import ROLES
from reporting.refusals import NotFound, Refused

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")


class LinkIsOver(Refused):
    """Said in a demonstration on its own machine alone; elsewhere there is nothing."""

    code = "demo_link_over"
    words = _("This link is from an earlier start. Each start of the portal prints new ones: use those.")
    status = 404


def token_for(name: str) -> str:
    """The token that signs in as this role (or platform slug, for the vendor room), from the start's secret `DEMO_TOKEN`."""
    return hmac.new(settings.DEMO_TOKEN.encode(), name.encode(), "sha256").hexdigest()


def is_demonstration(request: HttpRequest) -> bool:
    """True in demonstration mode, for a request from this machine that nobody forwarded."""
    if not (settings.DEMONSTRATION and settings.DEMO_TOKEN):
        return False
    try:
        is_local = ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
    return is_local and not any(header in request.META for header in FORWARDED)


def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in as the demonstration member of the role this token is for."""
    if not is_demonstration(request):
        raise NotFound
    role = next((code for code in ROLES if hmac.compare_digest(token_for(code).encode(), token.encode())), None)
    member = queries.members_with(role).first() if role else None
    if member is None:
        raise LinkIsOver()
    request.session.flush()
    record_authentication(request, member, DEMONSTRATION)
    get_adapter().login(request, member)
    actions.note_sign_in(member=member, by=queries.actor_for(member), at=clock.now())
    return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL)
