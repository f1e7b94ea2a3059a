"""What an incident's page shows: state, cases, the platform's side, what reporters say, deadlines in law, what was sent."""

from typing import Any

from django.http import HttpResponse

from portal.desk import deadlines, forms
from portal.desk.acts import AnyForm, shown_again
from portal.desk.case_page import timeline
from portal.desk.pages import page
from portal.desk.staff import StaffRequest
from reporting.access import queries as access
from reporting.cases import queries as cases
from reporting.clocks import queries as clocks
from reporting.clocks.kinds import Statutory
from reporting.facts import catalogue
from reporting.incidents import queries as incidents
from reporting.incidents import words
from reporting.incidents.models import Incident
from reporting.incidents.offers import offers
from reporting.incidents.states import STATES
from reporting.refusals import Refused
from reporting.webhooks import queries as webhooks


def show(request: StaffRequest, incident: Incident, *, status: int = 200, form: forms.Act | None = None, **more: Any) -> HttpResponse:
    """The incident's page. `form` is one that was refused, shown again; `more` may hold the opened texts, for this showing alone."""
    links = incidents.links(incident)
    history = list(reversed(words.for_staff(incidents.history(incident))))
    stated, fixes = incidents.causes(incident), incidents.fixes(incident)
    acts: dict[str, forms.Act] = {one.name: one for one in (forms.Verify(), forms.CloseIncident(), forms.OpenText())}
    concerning = listed(incident)
    shown = {
        "incident": incident,
        "state": STATES[incident.state],
        "may": offers(incident, by=request.actor),
        "links": links,
        "open_numbers": cases.numbers_seen([link.case.number for link in links], by=request.actor),
        "causes": stated,
        "fixes": fixes,
        "names": access.names([*(one.stated_by for one in stated), *(ref for fix in fixes for ref in incidents.hands(fix))]),
        "statements": incidents.statements(incident),
        "tally": incidents.tally(incident),
        "history": timeline(history, access.names(one.by_ref for one in history if one.by_kind == "staff")),
        "clocks": clocks.running(incident.number),
        "statutory": [{"rule": one, "sources": _sources(one)} for one in concerning],
        "told": webhooks.told_about(incident.number),
        "acts": acts | ({form.name: form} if form else {}),
        "form": form,
    }
    shown |= deadlines.section(incident.number, listed=concerning, queues=[incident.queue], by=request.actor, form=form)
    return page(request, "desk/incident.html", section="incidents", status=status, **shown | more)


def listed(incident: Incident) -> list[Statutory]:
    """Deadlines in law that may concern it."""
    return deadlines.may_concern(incident.category, "", incidents.countries(incident), at=incident.opened_at, answers={})


def again(request: StaffRequest, number: str, *, refusal: Refused, form: AnyForm | None = None, **where: str) -> HttpResponse:
    """The incident as it stands now, with the refusal of what was just tried."""
    incident = incidents.get(number, visible_to_actor=request.actor)
    return show(request, incident, **shown_again(request, refusal, form))


def _sources(rule: Statutory) -> str:
    known = catalogue.sources()
    return ", ".join(known[code].name for code in rule.source if code in known)
