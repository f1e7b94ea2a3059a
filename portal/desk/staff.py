"""The door of every staff page: signed in, with a second factor, as an actor."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from portal.desk.sign_in import came_by_demonstration, require_confirmation, used_second_factor
from portal.web.sessions import SessionStore
from reporting.access import factors, queries
from reporting.access.models import StaffMember
from reporting.actors import Actor

View = Callable[..., HttpResponse]


class StaffRequest(HttpRequest):
    """What a view behind `staff_page` is given: `user` is the member, `actor` what they may do now."""

    user: StaffMember  # type: ignore[assignment]
    session: SessionStore
    actor: Actor


def staff_page(view: View) -> View:
    """Let only signed-in staff with a second factor in; everybody else is led to sign in or to set one up, and back."""

    @wraps(view)
    def page(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        elsewhere = _where_first(request)
        if elsewhere:
            return _go(request, elsewhere)
        request.actor = queries.actor_for(request.user)
        return view(request, *args, **kwargs)

    page.is_staff_page = True  # type: ignore[attr-defined]
    return page


def confirmed_page(view: View) -> View:
    """A staff page for a sensitive act: whoever sits here must have proved who they are within fifteen minutes."""

    @staff_page
    @wraps(view)
    def page(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require_confirmation(request)
        return view(request, *args, **kwargs)

    return page


def _where_first(request: StaffRequest) -> str:
    if not request.user.is_authenticated:
        return "account_login"
    if came_by_demonstration(request):
        return ""
    if not factors.has_one(request.user):
        return "set_up_factor"
    return "" if used_second_factor(request) else "mfa_reauthenticate"


def _go(request: HttpRequest, name: str) -> HttpResponse:
    back = request.get_full_path() if request.method == "GET" and "HX-Request" not in request.headers else settings.LOGIN_REDIRECT_URL
    address = f"{reverse(name)}?{urlencode({'next': back})}"
    return HttpResponseClientRedirect(address) if "HX-Request" in request.headers else HttpResponseRedirect(address)
