"""The queue and one's own cases: open cases, most urgent first."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from portal.desk.forms import QueueFilter
from portal.desk.pages import page
from portal.desk.staff import StaffRequest, staff_page
from reporting import clock
from reporting.cases import queries as cases
from reporting.facts import queries as facts


@staff_page
@require_safe
def queue(request: StaffRequest) -> HttpResponse:
    """Every open case that this member may see."""
    may_check = "facts.read" in request.actor.permissions
    return _listed(request, "queue", overdue_facts=facts.overdue(clock.now()) if may_check else ())


@staff_page
@require_safe
def mine(request: StaffRequest) -> HttpResponse:
    """The open cases given to this member."""
    return _listed(request, "mine")


def _listed(request: StaffRequest, section: str, **shown: Any) -> HttpResponse:
    form = QueueFilter(request.GET, queues=request.actor.queues)
    places = {way: request.GET.get(way, "") for way in ("after", "before")}
    asked: dict[str, Any] = {"visible_to_actor": request.actor, "filters": form.chosen, "mine": section == "mine", **places}
    found = cases.queue_page(**asked) if form.is_valid() else cases.NO_CASES
    links: dict[str, Any] = {"newer": address(request, before=found.previous), "older": address(request, after=found.next)}
    return page(request, "desk/queue.html", section=section, cases=found.rows, filter_form=form, chosen=len(form.chosen), **links, **shown)


def address(request: StaffRequest, **cursor: str) -> str:
    """This list with the same filters at another place; nothing without a place to go to."""
    if not any(cursor.values()):
        return ""
    kept = [(key, value) for key in request.GET for value in request.GET.getlist(key) if value and key not in ("after", "before")]
    return "?" + urlencode([*kept, *cursor.items()])
