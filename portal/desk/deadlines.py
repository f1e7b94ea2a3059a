"""Deadlines in law on cases and incidents: which may concern them, starting one, saying how it ended; and the board of all clocks."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from portal.desk.forms import FIRST, Act, choose
from portal.desk.pages import back, page
from portal.desk.staff import StaffRequest, staff_page
from portal.web.fields import DatePieces, OneOf
from reporting import clock
from reporting.actors import Actor
from reporting.cases import deadlines as of_cases
from reporting.cases import queries as cases
from reporting.cases.models import Case
from reporting.clocks import actions as clocks
from reporting.clocks import queries as running
from reporting.clocks import rules
from reporting.clocks.kinds import DONE, OPEN, EndReason, StartReason, Statutory
from reporting.clocks.models import Clock
from reporting.clocks.refusals import TriggerNotYet
from reporting.clocks.words import CONFIRM_WITH_COUNSEL
from reporting.facts import catalogue
from reporting.facts.kinds import ClockFact
from reporting.incidents import queries as incidents
from reporting.incidents.models import Incident
from reporting.refusals import Refused


def may_concern(
    category: str, subcategory: str, countries: Collection[str], *, at: datetime, answers: Mapping[str, Any]
) -> list[Statutory]:
    """The deadlines in law that our table knows for this kind of report in these countries."""
    known = catalogue.by_code().get(category)
    if known is None:
        return []
    facts, places = catalogue.clock_facts(), catalogue.places()
    found = rules.statutory_for(known, countries, at=at, facts=facts, places=places, subcategory=subcategory, answers=answers)
    return list(found)


def of_case(case: Case) -> list[Statutory]:
    report = case.report
    answers = {**report.open_answers, **report.staff_answers}
    countries = {str(answers[key]) for key in incidents.COUNTRY_ANSWERS if answers.get(key)}
    return may_concern(report.category, report.subcategory, countries, at=case.opened_at, answers=answers)


class Deadline(Act):
    """Start one. Those our table lists for this come first."""

    name = "deadline"
    fact = choose(_("Which deadline"), ())
    day = forms.DateField(
        label=_("On which day did it begin to count?"), help_text=_("For example, 17 11 2026"), required=False, widget=DatePieces
    )
    hour = forms.TimeField(
        label=_("At what time, in UTC?"), required=False, widget=forms.TimeInput({"type": "time", "autocomplete": "off"}, format="%H:%M")
    )
    reason = choose(_("Why"), StartReason.choices)

    def __init__(self, *args: Any, listed: Iterable[Statutory] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        far = {one.id: _label(one) for one in catalogue.clock_facts().values() if one.kind == "deadline"}
        near = {one.fact: far[one.fact] for one in listed if one.may_start}
        others = [row for row in far.items() if row[0] not in near]
        groups = [(_("May concern this"), list(near.items()))] if near else []
        self.fields["fact"].choices = [("", FIRST), *groups, (_("Others of our table"), others)]  # type: ignore[attr-defined]

    def since(self) -> datetime:
        """The moment that was stated. Refuses when a part of it is missing or is none."""
        self.full_clean()
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get("hour")
        if not (day and hour):
            raise TriggerNotYet(field="day")
        return datetime.combine(day, hour, tzinfo=UTC)


def _label(fact: ClockFact) -> str:
    """A deadline to choose: its law, where it holds, and what tells it from others of the same law."""
    told_apart = fact.trigger or fact.deadline_words or fact.action
    law = f"{fact.law} ({fact.jurisdiction})"
    return f"{law}: {told_apart}" if told_apart else law


class EndDeadline(Act):
    reason = OneOf(
        label=_("How did it end?"),
        choices=[
            ("", FIRST),
            (_("It was met"), [row for row in EndReason.choices if row[0] in DONE]),
            (_("It no longer runs"), [row for row in EndReason.choices if row[0] not in DONE]),
        ],
        required=False,
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """What `desk/deadlines.html` shows of one deadline; `end` is the form that ends it, while it runs."""

    clock: Clock
    ref: str
    trigger: str
    who: str
    end: EndDeadline | None
    action: str


def section(subject: str, *, listed: list[Statutory], queues: Collection[str], by: Actor, form: Act | None = None) -> dict[str, Any]:
    """The part of a case's or incident's page about deadlines in law."""
    kind = "case" if subject.startswith("GF-") else "incident"
    return {
        "deadlines": [_shown(one, kind) for one in running.of_law(subject)],
        "why_not_deadline": clocks.why_not_manage(queues=queues, by=by),
        "deadline_form": form if isinstance(form, Deadline) else Deadline(listed=listed),
        "deadline_action": reverse(f"desk:{kind}_deadline", kwargs={"number": subject}),
        "confirm": CONFIRM_WITH_COUNSEL,
    }


def _shown(one: Clock, kind: str) -> Shown:
    fact = catalogue.clock_facts().get(one.fact)
    ref = f"deadline{one.pk}"
    form = EndDeadline(auto_id=f"{ref}_%s") if one.state in OPEN else None
    action = reverse(f"desk:end_{kind}_deadline", kwargs={"number": one.subject, "clock_number": one.pk})
    return Shown(one, ref, fact.trigger if fact else "", fact.who if fact else "", form, action)


def begun(request: StaffRequest, form: Deadline, thing: Case | Incident) -> Deadline | None:
    """Start what the form says; the form with the refusal beside its field when it was refused."""
    fact, reason, at = request.POST.get("fact", ""), request.POST.get("reason", ""), clock.now()
    try:
        since = form.since()
        if isinstance(thing, Case):
            of_cases.begin(case=thing, fact=fact, since=since, reason=reason, by=request.actor, at=at)
        else:
            queues = [thing.queue]
            clocks.begin_deadline(subject=thing.number, queues=queues, fact=fact, since=since, reason=reason, by=request.actor, at=at)
    except Refused as refusal:
        if refusal.status == 403:
            raise
        form.refused(refusal, refusal.field if refusal.field in form.fields else "fact")
        return form
    return None


@staff_page
@require_POST
def end_on_case(request: StaffRequest, number: str, clock_number: int) -> HttpResponse:
    case = cases.get(number, visible_to_actor=request.actor)
    deadline = running.deadline(clock_number, subject=case.number)
    of_cases.end(case=case, clock=deadline, reason=request.POST.get("reason", ""), by=request.actor, at=clock.now())
    return back(request, _("It is kept how the deadline ended."), "desk:case", number=number)


@staff_page
@require_POST
def end_on_incident(request: StaffRequest, number: str, clock_number: int) -> HttpResponse:
    incident = incidents.get(number, visible_to_actor=request.actor)
    deadline = running.deadline(clock_number, subject=incident.number)
    reason = request.POST.get("reason", "")
    clocks.end_deadline(clock=deadline, queues=[incident.queue], reason=reason, by=request.actor, at=clock.now())
    return back(request, _("It is kept how the deadline ended."), "desk:incident", number=number)


@staff_page
@require_safe
def board(request: StaffRequest) -> HttpResponse:
    """Every clock that runs in this member's queues, the most urgent first; `?of=law` shows deadlines in law alone."""
    of_law = request.GET.get("of") == "law"
    rows = running.board(visible_to_actor=request.actor, at=clock.now(), of_law=of_law)
    tabs = [
        {"label": _("All"), "href": reverse("desk:clocks"), "is_here": not of_law},
        {"label": _("Deadlines in law"), "href": reverse("desk:clocks") + "?of=law", "is_here": of_law},
    ]
    return page(request, "desk/board.html", section="clocks", rows=rows, tabs=tabs, most=running.BOARD_ROWS)
