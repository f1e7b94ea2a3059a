"""Incidents: the list, the page of one, and what staff do with it."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal.desk import forms
from portal.desk.acts import act_on
from portal.desk.deadlines import Deadline, begun
from portal.desk.incident_page import again, listed, show
from portal.desk.pages import back, page
from portal.desk.queue import address
from portal.desk.sign_in import require_confirmation
from portal.desk.staff import StaffRequest, staff_page
from reporting import clock
from reporting.incidents import actions as incidents
from reporting.incidents import queries as reading
from reporting.incidents.models import Incident


def seen(request: StaffRequest, number: str) -> Incident:
    """The incident as the page showed it, so that what somebody else changed meanwhile is not overwritten."""
    incident = reading.get(number, visible_to_actor=request.actor)
    version = request.POST.get("version", "")
    incident.version = int(version) if version.isdecimal() and len(version) < 9 else incident.version
    return incident


@staff_page
@require_safe
def incident_list(request: StaffRequest) -> HttpResponse:
    """Incidents of this member's queues, newest first."""
    form = forms.IncidentFilter(request.GET)
    chosen: dict[str, Any] = {key: values[0] for key, values in form.chosen.items()}
    places: dict[str, Any] = {way: request.GET.get(way, "")[:18] for way in ("after", "before")}
    found = reading.page(visible_to_actor=request.actor, **chosen, **places) if form.is_valid() else reading.NO_INCIDENTS
    links: dict[str, Any] = {"newer": address(request, before=found.previous), "older": address(request, after=found.next)}
    return page(request, "desk/incidents.html", section="incidents", incidents=found.rows, filter_form=form, chosen=len(chosen), **links)


@staff_page
@require_safe
def incident_page(request: StaffRequest, number: str) -> HttpResponse:
    return show(request, reading.get(number, visible_to_actor=request.actor))


@act_on(again)
def notify(request: StaffRequest, number: str) -> HttpResponse:
    incidents.notify(incident=seen(request, number), by=request.actor, at=clock.now())
    return back(request, _("The platform is told, and every case in it is with the platform."), "desk:incident", number=number)


@act_on(again, forms.Verify)
def verify(request: StaffRequest, number: str) -> HttpResponse:
    """Record the check of the latest fix."""
    method, text = request.POST.get("method", ""), request.POST.get("text", "")
    incidents.verify(incident=seen(request, number), method=method, text=text, by=request.actor, at=clock.now())
    return back(request, _("The fix is verified. Every reporter is asked whether it settles things."), "desk:incident", number=number)


@act_on(again)
def reject_fix(request: StaffRequest, number: str) -> HttpResponse:
    incidents.reject_fix(incident=seen(request, number), by=request.actor, at=clock.now())
    return back(request, _("The platform is asked again."), "desk:incident", number=number)


@act_on(again)
def begin_deadline(request: StaffRequest, number: str) -> HttpResponse:
    """Let a deadline in law run; the page comes back with the words when it is refused."""
    incident = reading.get(number, visible_to_actor=request.actor)
    refused = begun(request, Deadline(request.POST, listed=listed(incident)), incident)
    if refused:
        return show(request, incident, status=422, form=refused)
    return back(request, _("The deadline runs."), "desk:incident", number=number)


@act_on(again, forms.CloseIncident)
def close(request: StaffRequest, number: str) -> HttpResponse:
    incidents.close(incident=seen(request, number), reason=request.POST.get("reason", ""), by=request.actor, at=clock.now())
    return back(request, _("The incident and its cases are closed."), "desk:incident", number=number)


@act_on(again, forms.OpenText)
def read_texts(request: StaffRequest, number: str) -> HttpResponse:
    """What was typed on the incident, on this answer alone."""
    require_confirmation(request)
    incident = reading.get(number, visible_to_actor=request.actor)
    texts = incidents.read_texts(incident=incident, reason=request.POST.get("reason", ""), by=request.actor, at=clock.now())
    return show(request, incident, texts=texts, opened=True)
