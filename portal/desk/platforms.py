"""The platforms and their products, to read."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from portal.desk.pages import page
from portal.desk.staff import StaffRequest, staff_page
from reporting.platforms import queries as platforms


@staff_page
@require_safe
def platform_list(request: StaffRequest) -> HttpResponse:
    return page(request, "desk/platforms.html", section="platforms", platforms=platforms.register(to=request.actor))
