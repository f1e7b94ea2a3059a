"""What staff do by a form: refused, it comes back as the page it was done from, with the words and what was typed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from portal.desk import forms
from portal.desk.staff import StaffRequest, View, staff_page
from reporting.refusals import Refused

Page = Callable[..., HttpResponse]
AnyForm = Callable[..., forms.Act]


def act_on(show_again: Page, form: AnyForm | None = None) -> Callable[[View], View]:
    """A POST whose refusal is shown by `show_again(request, …, refusal=…, form=…)`, which is given the address's own parts."""

    def decorated(view: View) -> View:
        @staff_page
        @require_POST
        @wraps(view)
        def act(request: StaffRequest, *args: Any, **where: Any) -> HttpResponse:
            try:
                return view(request, *args, **where)
            except Refused as refusal:
                return show_again(request, refusal=refusal, form=form, **where)

        return act

    return decorated


def shown_again(request: StaffRequest, refusal: Refused, form: AnyForm | None, **made_with: Any) -> dict[str, Any]:
    """What a page needs to show a refusal: beside its field when the form has it, else above everything with the form still filled in."""
    typed = form(request.POST, **made_with) if form else None
    field = typed.field_of(refusal) if typed else ""
    if typed and field:
        return {"status": refusal.status, "form": typed.refused(refusal, field)}
    return {"status": refusal.status, "form": typed, "refusal": refusal}
