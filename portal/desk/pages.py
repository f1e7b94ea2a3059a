"""What every page of the desk shows around its own: where it is, the counts, who is signed in as what."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from portal.desk.staff import StaffRequest
from reporting import clock
from reporting.access import queries as access
from reporting.cases import queries as cases
from reporting.refusals import Words


def page(request: StaffRequest, template: str, *, section: str, status: int = 200, **shown: Any) -> HttpResponse:
    """Render one page of the desk."""
    at = clock.now()
    around = {
        "section": section,
        "now": at,
        "counts": cases.counts(visible_to_actor=request.actor, at=at),
        "role_names": ", ".join(str(role.name) for role in access.roles_of(request.user)),
        "actor": request.actor,
        "to_decide": cases.asks_to_decide(visible_to_actor=request.actor, at=at).count(),
    }
    return render(request, template, around | shown, status=status)


def back(request: StaffRequest, words: Words, name: str, **where: str) -> HttpResponse:
    """After something was done: say so on the page it was done from."""
    messages.success(request, str(words))
    return HttpResponseRedirect(reverse(name, kwargs=where))


def number_of(text: str) -> int:
    """A number that a page posts back; -1 for anything else, which no page ever shows."""
    return int(text) if text.isdecimal() and len(text) < 9 else -1
