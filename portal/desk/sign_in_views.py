"""Pages around signing in: the first second factor, one's own sessions, and removing a passkey that is not the last factor."""

from typing import cast

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from portal.desk.staff import StaffRequest, confirmed_page, staff_page
from reporting import clock
from reporting.access import actions, queries


@login_required
@require_GET
def set_up_factor(request: HttpRequest) -> HttpResponse:
    """Where a first sign-in leads: choose a passkey or an authenticator app."""
    return render(request, "account/set_up_factor.html")


@staff_page
@require_GET
def sessions(request: StaffRequest) -> HttpResponse:
    """One's own running sessions, without addresses or devices, which nobody keeps."""
    rows = queries.sessions_of(request.user, at=clock.now())
    return render(request, "account/sessions.html", {"sessions": rows, "this_one": request.session.row})


@confirmed_page
@require_POST
def end_sessions(request: StaffRequest) -> HttpResponse:
    """End one of one's own sessions, or all but this one."""
    only = request.POST.get("session", "")
    actions.end_sessions(member=request.user, only=only, keep="" if only else request.session.row, by=request.actor, at=clock.now())
    return HttpResponseRedirect("../")


class RemovePasskey(RemoveWebAuthnView):
    """As django-allauth does it, but the last factor stays."""

    def form_valid(self, form: Form) -> HttpResponse:
        if not get_adapter().can_delete_authenticator(self.object):
            form.add_error(None, get_adapter().validation_error("cannot_delete_authenticator"))
            return cast(HttpResponse, self.form_invalid(form))
        return cast(HttpResponse, super().form_valid(form))
