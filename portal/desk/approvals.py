"""What waits for a second person, and what one asked for oneself."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal.desk.acts import act_on
from portal.desk.pages import back, page
from portal.desk.sign_in import require_confirmation
from portal.desk.staff import StaffRequest, staff_page
from reporting import clock
from reporting.access import queries as reading
from reporting.cases import actions as acting
from reporting.cases import queries as cases
from reporting.refusals import Refused


@staff_page
@require_safe
def approvals(request: StaffRequest) -> HttpResponse:
    return show(request)


def show(request: StaffRequest, *, refusal: Refused | None = None) -> HttpResponse:
    status = refusal.status if refusal else 200
    waiting = cases.asks_to_decide(visible_to_actor=request.actor, at=clock.now())
    own = reading.own_asks(asked_by=request.actor)[:20]
    return page(request, "desk/approvals.html", section="approvals", status=status, waiting=waiting, own=own, refusal=refusal)


def again(request: StaffRequest, *, refusal: Refused, **where: object) -> HttpResponse:
    """What waits now, with the refusal of what was just tried."""
    return show(request, refusal=refusal)


@act_on(again)
def decide(request: StaffRequest, number: int) -> HttpResponse:
    """Say yes or no as the second person."""
    require_confirmation(request)
    says_yes = request.POST.get("do") == "approve"
    acting.decide_ask(number=number, says_yes=says_yes, by=request.actor, at=clock.now())
    return back(request, _("Approved. It holds for an hour.") if says_yes else _("Declined."), "desk:approvals")
