"""What waits for a second person, and what one asked for oneself."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from portal.desk.pages import back, page
from portal.desk.staff import StaffRequest, staff_page
from reporting import clock
from reporting.access import actions as access
from reporting.access import queries as reading


@staff_page
@require_safe
def approvals(request: StaffRequest) -> HttpResponse:
    waiting = reading.approvals_to_decide(visible_to=request.actor, at=clock.now())
    own = reading.own_asks(asked_by=request.actor)[:20]
    return page(request, "desk/approvals.html", section="approvals", waiting=waiting, own=own)


@staff_page
@require_POST
def decide(request: StaffRequest, number: int) -> HttpResponse:
    """Say yes or no as the second person."""
    approval = reading.get_approval(number, visible_to=request.actor)
    says_yes = request.POST.get("do") == "approve"
    say = access.approve if says_yes else access.decline
    say(approval=approval, by=request.actor, at=clock.now())
    return back(request, _("Approved. It holds for an hour.") if says_yes else _("Declined."), "desk:approvals")
