"""What waits for a second person, and what one asked for oneself."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal.desk.acts import act_on
from portal.desk.pages import back, page
from portal.desk.sign_in import require_confirmation
from portal.desk.staff import StaffRequest, staff_page
from reporting import clock
from reporting.access import actions as access
from reporting.access import queries as reading
from reporting.refusals import Refused


@staff_page
@require_safe
def approvals(request: StaffRequest) -> HttpResponse:
    return show(request)


def show(request: StaffRequest, *, refusal: Refused | None = None) -> HttpResponse:
    status = refusal.status if refusal else 200
    waiting = reading.approvals_to_decide(visible_to=request.actor, at=clock.now())
    own = reading.own_asks(asked_by=request.actor)[:20]
    return page(request, "desk/approvals.html", section="approvals", status=status, waiting=waiting, own=own, refusal=refusal)


def again(request: StaffRequest, *, refusal: Refused, **where: object) -> HttpResponse:
    """What waits now, with the refusal of what was just tried."""
    return show(request, refusal=refusal)


@act_on(again)
def decide(request: StaffRequest, number: int) -> HttpResponse:
    """Say yes or no as the second person."""
    require_confirmation(request)
    approval = reading.get_approval(number, visible_to=request.actor)
    says_yes = request.POST.get("do") == "approve"
    say = access.approve if says_yes else access.decline
    say(approval=approval, by=request.actor, at=clock.now())
    return back(request, _("Approved. It holds for an hour.") if says_yes else _("Declined."), "desk:approvals")
