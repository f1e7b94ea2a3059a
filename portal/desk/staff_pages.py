"""Who works here: what each may do, has open and knows; a leaver's cases handed over, and their access ended."""

from typing import Any

from django import forms
from django.conf.locale import LANG_INFO
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from portal.desk.forms import Act
from portal.desk.pages import back, number_of, page
from portal.desk.staff import StaffRequest, confirmed_page, staff_page
from portal.web.fields import Checkboxes, SomeOf
from reporting import clock
from reporting.access import actions as access
from reporting.access import queries as reading
from reporting.access.models import StaffMember
from reporting.access.roles import held
from reporting.cases import actions as cases
from reporting.cases import load
from reporting.facts import catalogue, words
from reporting.refusals import why_not_permitted

LANGUAGES = sorted((code, info["name_local"]) for code, info in LANG_INFO.items() if "name_local" in info)


class Skills(Act):
    """What a member speaks and knows."""

    languages = SomeOf(
        label=_("Languages"),
        help_text=_("Those you can answer a reporter in, the desk’s own among them. Hold Ctrl or ⌘ to choose several."),
        choices=LANGUAGES,
        required=False,
        widget=forms.SelectMultiple({"size": 8}),
    )
    categories = SomeOf(label=_("Kinds of report you know well"), required=False, widget=Checkboxes)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(row.code, words.say(row.label)) for row in catalogue.categories()]
        self.fields["categories"].choices = kinds  # type: ignore[attr-defined]


class HandOver(Act):
    leaves = forms.BooleanField(label=_("End their access too: no sign-in, no session"), required=False)


@staff_page
@require_safe
def staff_list(request: StaffRequest) -> HttpResponse:
    """Everybody, for those who manage staff or give cases to people."""
    may_not = why_not_permitted("staff.manage", by=request.actor) and why_not_permitted("cases.assign", by=request.actor)
    if may_not:
        raise may_not
    members = list(reading.colleagues(visible_to=request.actor))
    has, seen = load.loads(members), reading.seen_hours(members)
    rows = [{"member": one, "roles": _roles(one), "load": has[one.pk], "seen": seen.get(one.pk)} for one in members]
    return page(request, "desk/staff.html", section="staff", rows=rows)


def _roles(member: StaffMember) -> str:
    return ", ".join(str(role.name) for role in held(one.role for one in member.roles.all()))


@staff_page
@require_safe
def member_page(request: StaffRequest, number: int) -> HttpResponse:
    """One member. Whoever gives cases to people sees how theirs would be shared out: the dry run of handing over."""
    member = reading.colleague(number, visible_to=request.actor)
    may_not_give = load.why_not_share_out(member, by=request.actor)
    taken = () if may_not_give else load.shared_out(member, visible_to=request.actor)
    may_not_end = access.why_not_deactivate(member, by=request.actor)
    form = HandOver()
    if may_not_end or not member.is_active:
        del form.fields["leaves"]
    shown: dict[str, Any] = {
        "member": member,
        "roles": _roles(member),
        "load": load.loads([member])[member.pk],
        "seen": reading.seen_hours([member]).get(member.pk),
        "kinds": [words.say(catalogue.category(code).label) for code in member.categories if code in catalogue.by_code()],
        "spoken": [name for code, name in LANGUAGES if code in member.languages],
        "taken": taken,
        "shares": load.shares(taken),
        "may": {"hand_over": may_not_give, "deactivate": may_not_end, "skills": access.why_not_declare(member, by=request.actor)},
        "acts": {"hand_over": form, "skills": Skills(initial={"languages": member.languages, "categories": member.categories})},
    }
    return page(request, "desk/member.html", section="staff", **shown)


@staff_page
@require_POST
def declare_skills(request: StaffRequest, number: int) -> HttpResponse:
    member = reading.colleague(number, visible_to=request.actor)
    languages, categories = request.POST.getlist("languages"), request.POST.getlist("categories")
    access.declare_skills(member=member, languages=languages, categories=categories, by=request.actor, at=clock.now())
    return back(request, _("Kept. Cases are suggested by it from now on."), "desk:member", number=str(number))


@confirmed_page
@require_POST
def hand_over(request: StaffRequest, number: int) -> HttpResponse:
    """Share out all of a leaver's cases as the page showed it, and end their access when that is ticked."""
    member = reading.colleague(number, visible_to=request.actor)
    seen, leaves = number_of(request.POST.get("version", "")), bool(request.POST.get("leaves"))
    count = cases.hand_over(member=member, seen=seen, leaves=leaves, by=request.actor, at=clock.now())
    return back(request, _("%(count)s cases were handed over.") % {"count": count}, "desk:member", number=str(number))


@confirmed_page
@require_POST
def deactivate(request: StaffRequest, number: int) -> HttpResponse:
    member = reading.colleague(number, visible_to=request.actor)
    access.deactivate(member=member, by=request.actor, at=clock.now())
    return back(request, _("Their access has ended. Their number stays in the trail."), "desk:member", number=str(number))
