"""What the case page shows: facts in words, who wrote when, what happened, what may be done next and why not."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.desk import deadlines, forms
from portal.desk.acts import AnyForm, shown_again
from portal.desk.pages import page
from portal.desk.staff import StaffRequest
from portal.templatetags.desk import role, who
from portal.web import answers
from reporting import clock
from reporting.access import queries as access
from reporting.access.kinds import Act
from reporting.cases import load, words
from reporting.cases import queries as cases
from reporting.cases.actions import Opened
from reporting.cases.deadlines import queues_of
from reporting.cases.kinds import Candidate
from reporting.cases.models import Case
from reporting.cases.offers import offers
from reporting.cases.states import STATES
from reporting.cases.words import Told
from reporting.clocks import queries as clocks
from reporting.facts import catalogue
from reporting.incidents import offers as incident_offers
from reporting.incidents import queries as incidents
from reporting.mailbox import queries as mailbox
from reporting.mailbox.kinds import MessageState, Sender
from reporting.mailbox.queries import Line
from reporting.refusals import Refused
from reporting.routing import queries as routing

SENDERS = {Sender.REPORTER: "reporter", Sender.PLATFORM: "platform"}


def show(request: StaffRequest, case: Case, *, status: int = 200, form: forms.Act | None = None, **more: Any) -> HttpResponse:
    """The case's page. `form` is one that was refused, shown again; `more` may hold the opened text, for this showing alone."""
    actor, at = request.actor, clock.now()
    may = {**offers(case, by=actor, at=at), **incident_offers.for_case(case, by=actor)}
    asked = load.candidates(case) if may["assign"] is None else ()
    again = {form.name: form} if form else {}
    shown = {
        "case": case,
        "state": STATES[case.state],
        "may": may,
        "next": next(iter(asked), None),
        "ask": access.latest_ask(Act.TEXT_OPEN, subject=case.number, asked_by=actor),
        "facts": facts_of(case),
        "clocks": clocks.running(case.number),
        "written": mailbox.headings(case),
        "why": routing.why(case.because),
        "notes": cases.note_headings(case),
        "history": history_of(case),
        "incidents": incidents.of_case(case, visible_to_actor=actor),
        "to_join": [(one, forms.Join(auto_id=f"{one.number}_%s")) for one in incidents.to_join(case, visible_to_actor=actor)],
        "acts": forms.acts(queue=case.queue, asked=to_choose(asked, case), replaced=again),
        "form": form,
    }
    shown |= deadlines.section(case.number, listed=deadlines.of_case(case), queues=queues_of(case), by=actor, form=form)
    return page(request, "desk/case.html", section="queue", status=status, **shown | more)


def to_choose(asked: Iterable[Candidate], case: Case) -> list[tuple[str, str]]:
    """Members who may take the case, in the order we would ask."""
    return [(str(one.member), in_words(one, case)) for one in asked]


def in_words(one: Candidate, case: Case) -> str:
    """A member to choose, with what they have open and what speaks for them."""
    has = ngettext("%(cases)s open", "%(cases)s open", one.cases) % {"cases": one.cases}
    speaks = [_("speaks the reporter’s language")] if case.report.language in one.languages else []
    knows = [_("knows this kind")] if case.report.category in one.categories else []
    return _("%(name)s: %(what)s") % {"name": one.name, "what": ", ".join([has, *speaks, *knows])}


def again(request: StaffRequest, number: str, *, refusal: Refused, form: AnyForm | None = None, **where: str) -> HttpResponse:
    """The case as it stands now, with the refusal of what was just tried."""
    case = cases.get(number, visible_to_actor=request.actor)
    made_with: dict[AnyForm | None, dict[str, Any]] = {
        forms.Assign: {"asked": to_choose(load.candidates(case), case)},
        forms.Move: {"queue": case.queue},
    }
    return show(request, case, **shown_again(request, refusal, form, **made_with.get(form, {})))


def opened(texts: Opened, lines: Iterable[Line]) -> dict[str, Any]:
    """Everything that was sealed, for one showing."""
    return {"opened": True, "sealed": answers.rows(texts.answers), "open_notes": texts.notes, "talk": [_bubble(line) for line in lines]}


def _bubble(line: Line) -> dict[str, Any]:
    writer = str(role(SENDERS.get(Sender(line.sender), line.by_role)))
    held = {MessageState.HELD: _("held, not handed on yet"), MessageState.DECLINED: _("not handed on")}.get(MessageState(line.state), "")
    said = f"{writer} ({held})" if held else writer
    return {"text": line.text, "who": said[:1].upper() + said[1:], "is_mine": line.sender == Sender.STAFF, "at": line.written_at}


def facts_of(case: Case) -> list[dict[str, Any]]:
    """What the reporter chose, in words; nothing that was typed."""
    report = case.report
    product = f"{report.product.name} ({case.platform.name})" if report.product and case.platform else _("Not registered here")
    kind = answers.subcategory(report.category, report.subcategory)
    own = [{"label": _("Product"), "value": product}, *([{"label": _("More exactly"), "value": kind}] if kind else [])]
    rows = answers.rows({**report.open_answers, **report.staff_answers})
    shared = _("Yes") if case.is_shared else _("No: nothing is said to the platform")
    said = [row for row in rows if catalogue.field(row["key"]).step != "consent"]
    return [*own, *said, {"label": _("May the platform know?"), "value": shared}]


def history_of(case: Case) -> list[dict[str, Any]]:
    """What happened, newest first; the report's arrival last."""
    arrived = Told(str(words.EVENTS["received"].staff), "", case.opened_at, "reporter", "", "")
    events = cases.history(case)
    names = access.names(words.people_in(events))
    return timeline([*reversed(words.for_staff(events, names)), arrived], names)


def timeline(told: Sequence[Told], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Rows for components/timeline.html, with members by name."""
    return [{"title": one.title, "words": one.words, "at": one.at, "by": who(one, names)} for one in told]
