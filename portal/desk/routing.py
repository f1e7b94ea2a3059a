"""The rules of routing: as they are in use and as one's draft has them, tried on past cases, put into use, put back."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.desk.pages import back, number_of, page
from portal.desk.routing_forms import REFUSED_BESIDE, PutBack, PutIntoUse, RuleForm
from portal.desk.staff import StaffRequest, staff_page
from reporting import clock
from reporting.facts import catalogue
from reporting.refusals import NotFound, Refused, require_permission, why_not_permitted
from reporting.routing import actions as routing
from reporting.routing import queries as reading
from reporting.routing import rules, trial, words
from reporting.routing.kinds import Known, Rule, Rules
from reporting.routing.refusals import NoDraft


def in_words(rule: Rule, *, change: str = "", known: Known | None = None) -> dict[str, Any]:
    """A rule for a page; `why_not` keeps the form from it."""
    return {
        "rule": rule,
        "when": [words.condition(one) for one in rule.when],
        "does": words.effects(rule),
        "change": change,
        "change_words": words.CHANGES.get(change, ""),
        "why_not": rules.why_not_change(rule, known) if known else None,
    }


@staff_page
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    """The rules in use, or one's draft of the next; the tree's queues; every version."""
    versions = reading.versions(visible_to=request.actor)
    draft, known = reading.draft_of(request.actor), reading.known()
    in_use = reading.rules_in_use()
    shown = reading.rules_of_draft(draft) if draft else in_use
    changes: Mapping[str, str] = rules.changes(in_use, shown)
    return page(
        request,
        "desk/routing.html",
        section="routing",
        rules=[in_words(rule, change=changes.get(rule.code, ""), known=known) for rule in shown],
        draft=draft,
        changed=len(changes),
        latest=next(iter(versions), None),
        versions=versions,
        why_not=why_not_permitted("routing.manage", by=request.actor),
        tree=catalogue.categories(),
    )


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def new_rule(request: StaffRequest) -> HttpResponse:
    require_permission("routing.manage", by=request.actor)
    if request.method != "POST":
        return _form(request, RuleForm(), _("A new rule"))
    form = RuleForm(request.POST)
    try:
        routing.write_rule(rule=form.rule(), is_new=True, by=request.actor, at=clock.now())
    except Refused as refusal:
        return _form(request, _refused(form, refusal), _("A new rule"), refusal)
    return back(request, _("The rule is in your draft. Try it before you put it into use."), "desk:routing")


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def change_rule(request: StaffRequest, code: str) -> HttpResponse:
    require_permission("routing.manage", by=request.actor)
    was = _named(_shown(request), code)
    if refusal := rules.why_not_change(was, reading.known()):
        raise refusal
    if request.method != "POST":
        return _form(request, RuleForm(was=was), code)
    form = RuleForm(request.POST, was=was)
    try:
        routing.write_rule(rule=form.rule(code), is_new=False, by=request.actor, at=clock.now())
    except Refused as refusal:
        return _form(request, _refused(form, refusal), code, refusal)
    return back(request, _("The change is in your draft. Try it before you put it into use."), "desk:routing")


def _shown(request: StaffRequest) -> Rules:
    draft = reading.draft_of(request.actor)
    return reading.rules_of_draft(draft) if draft else reading.rules_in_use()


def _named(among: Rules, code: str) -> Rule:
    found = next((rule for rule in among if rule.code == code), None)
    if found is None:
        raise NotFound()
    return found


def _refused(form: RuleForm, refusal: Refused) -> RuleForm:
    """The form with the refusal beside its field, or above all where it is about the questions asked."""
    form.full_clean()
    beside = refusal.field if refusal.field in REFUSED_BESIDE and refusal.field in form.fields else None
    form.add_error(beside, str(refusal.words))
    return form


def _form(request: StaffRequest, form: RuleForm, title: Any, refusal: Refused | None = None) -> HttpResponse:
    status = refusal.status if refusal else 200
    return page(request, "desk/routing_rule.html", section="routing", status=status, form=form, title=title)


@staff_page
@require_POST
def switch_rule(request: StaffRequest, code: str) -> HttpResponse:
    is_on = request.POST.get("do") == "on"
    routing.switch_rule(code=code, is_on=is_on, by=request.actor, at=clock.now())
    return back(request, _("Switched on in your draft.") if is_on else _("Switched off in your draft."), "desk:routing")


@staff_page
@require_POST
def place_rule(request: StaffRequest, code: str) -> HttpResponse:
    routing.place_rule(code=code, earlier=request.POST.get("do") == "earlier", by=request.actor, at=clock.now())
    return back(request, _("Moved in your draft."), "desk:routing")


@staff_page
@require_POST
def throw_away(request: StaffRequest) -> HttpResponse:
    routing.throw_away(by=request.actor, at=clock.now())
    return back(request, _("Your draft is gone. The rules in use stay as they are."), "desk:routing")


@staff_page
@require_safe
def try_out(request: StaffRequest) -> HttpResponse:
    """What the draft would have done, and the form that puts it into use."""
    require_permission("routing.manage", by=request.actor)
    return _tried(request, PutIntoUse())


def _tried(request: StaffRequest, form: Any, status: int = 200) -> HttpResponse:
    draft = reading.draft_of(request.actor)
    if draft is None:
        raise NoDraft()
    proposed = reading.rules_of_draft(draft)
    tried = trial.try_out(proposed, visible_to=request.actor)
    changes = rules.changes(reading.rules_in_use(), proposed)
    rows = [in_words(rule, change=changes[rule.code]) for rule in proposed if rule.code in changes]
    return page(request, "desk/routing_try.html", section="routing", status=status, tried=tried, draft=draft, changes=rows, form=form)


@staff_page
@require_POST
def put_into_use(request: StaffRequest) -> HttpResponse:
    reason, note, seen = request.POST.get("reason", ""), request.POST.get("note", ""), number_of(request.POST.get("version", ""))
    try:
        version = routing.put_into_use(seen=seen, reason=reason, note=note, by=request.actor, at=clock.now())
    except Refused as refusal:
        if refusal.field not in ("reason", "note"):
            raise
        return _tried(request, PutIntoUse(request.POST).refused(refusal, refusal.field), refusal.status)
    done = _("Version %(number)s is in use: every report from now on is routed by it.") % {"number": version.number}
    return back(request, done, "desk:routing")


@staff_page
@require_safe
def version_page(request: StaffRequest, number: int) -> HttpResponse:
    return _version(request, number, PutBack())


def _version(request: StaffRequest, number: int, form: Any, status: int = 200) -> HttpResponse:
    """An earlier version as it was, and the form that puts it back. Version 0 is the file of facts."""
    version, kept = reading.get_version(number, visible_to=request.actor) if number else (None, reading.rules_of(0))
    shown: dict[str, Any] = {
        "version": version,
        "number": number,
        "rules": [in_words(rule) for rule in kept],
        "in_use": reading.number_in_use(),
        "why_not": why_not_permitted("routing.manage", by=request.actor),
        "form": form,
        "seen": str(reading.number_in_use()),  # "0" is a version too
        "action": reverse("desk:put_back", kwargs={"number": number}),
    }
    return page(request, "desk/routing_version.html", section="routing", status=status, **shown)


@staff_page
@require_POST
def put_back(request: StaffRequest, number: int) -> HttpResponse:
    reason, note, seen = request.POST.get("reason", ""), request.POST.get("note", ""), number_of(request.POST.get("version", ""))
    try:
        version = routing.put_back(number=number, seen=seen, reason=reason, note=note, by=request.actor, at=clock.now())
    except Refused as refusal:
        if refusal.field not in ("reason", "note"):
            raise
        return _version(request, number, PutBack(request.POST).refused(refusal, refusal.field), refusal.status)
    done = _("The rules are those of version %(old)s again, as version %(number)s.") % {"old": number, "number": version.number}
    return back(request, done, "desk:routing")
