"""The audit trail: who did and opened what."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from portal.desk.forms import TrailFilter
from portal.desk.pages import page
from portal.desk.queue import address
from portal.desk.staff import StaffRequest, staff_page
from reporting.access import queries as access
from reporting.audit import queries as audit

ROWS = 50


@staff_page
@require_safe
def trail(request: StaffRequest) -> HttpResponse:
    """All of it or of one subject, latest first."""
    form = TrailFilter(request.GET)
    before = request.GET.get("before", "")
    subject = next(iter(form.chosen.get("subject", [])), "").strip()
    entries = list(audit.trail(visible_to=request.actor, subject=subject, before=_number(before))[: ROWS + 1])
    older = address(request, before=str(entries[ROWS - 1].pk)) if len(entries) > ROWS else ""
    names = access.names(entry.actor_ref for entry in entries if entry.actor_kind == "staff")
    shown: dict[str, Any] = {"entries": entries[:ROWS], "names": names, "older": older, "filter_form": form, "chosen": len(form.chosen)}
    return page(request, "desk/trail.html", section="trail", **shown)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 18 else None
