"""Reading incidents: staff by queue, a platform its own, a reporter through their case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from reporting.actors import Actor, ActorKind
from reporting.cases.models import Case
from reporting.incidents.kinds import IncidentState
from reporting.incidents.models import Cause, Confirmation, Fix, Incident, IncidentCase, IncidentEvent, Statement, Verification
from reporting.refusals import NotFound
from reporting.sealing import actions as sealing
from reporting.sealing.kinds import Place

COUNTRY_ANSWERS = ("help_country", "country_of_use")


def visible_to(actor: Actor) -> QuerySet[Incident]:
    """Staff see the incidents of their queues; a platform its own once it has been notified."""
    incidents = Incident.objects.select_related("platform", "product", "envelope").annotate(size=Count("links"))
    if actor.kind is ActorKind.SYSTEM:
        return incidents
    if actor.kind is ActorKind.STAFF:
        return incidents.filter(queue__in=actor.queues) if actor.may("cases.read") else incidents.none()
    if actor.kind is ActorKind.PLATFORM:
        return incidents.filter(platform__slug=actor.ref, notified_at__isnull=False)
    return incidents.none()


def get(number: str, *, visible_to_actor: Actor) -> Incident:
    """One incident by number. Refuses with NotFound, the same for absent and for not yours."""
    incident = visible_to(visible_to_actor).filter(number=number).first()
    if incident is None:
        raise NotFound()
    return incident


PAGE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """Some incidents, newest first, and the cursors of the pages after and before; empty where there is none."""

    rows: Sequence[Incident]
    next: str
    previous: str


def page(*, visible_to_actor: Actor, state: str = "", platform: str = "", after: str = "", before: str = "", size: int = PAGE) -> Page:
    """Incidents newest first: those not closed unless a state is asked for. Cursors are those the neighbouring page gave."""
    wanted = Q(state=state) if state else ~Q(state=IncidentState.CLOSED)
    wanted &= Q(platform__slug=platform) if platform else Q()
    incidents = visible_to(visible_to_actor).filter(wanted)
    if before.isdecimal():
        rows = list(incidents.filter(pk__gt=int(before)).order_by("pk")[: size + 1])
        shown, is_first, is_last = rows[:size][::-1], len(rows) <= size, not rows
    else:
        rows = list((incidents.filter(pk__lt=int(after)) if after.isdecimal() else incidents).order_by("-pk")[: size + 1])
        shown, is_first, is_last = rows[:size], not after, len(rows) <= size
    ends = (str(shown[-1].pk), str(shown[0].pk)) if shown else ("", "")
    return Page(shown, "" if is_last else ends[0], "" if is_first else ends[1])


def links(incident: Incident) -> Sequence[IncidentCase]:
    """The cases of an incident with why each belongs to it, and what its reporter answered; oldest first."""
    return list(incident.links.select_related("case__report", "case__assignee").prefetch_related("case__confirmations").order_by("pk"))


def countries(incident: Incident) -> frozenset[str]:
    """The countries that reporters of this incident named, for the deadlines in law that may concern it."""
    answers = incident.links.values_list("case__report__staff_answers", "case__report__open_answers")
    return frozenset(str(one[key]) for pair in answers for one in pair for key in COUNTRY_ANSWERS if one.get(key))


def to_join(case: Case) -> Sequence[Incident]:
    """Incidents that a case may belong to: open, same platform, same product or none, same category."""
    if case.platform_id is None:
        return []
    alike = Incident.objects.exclude(state=IncidentState.CLOSED).filter(platform=case.platform_id, category=case.report.category)
    return list(alike.filter(product=case.report.product_id).exclude(links__case=case).order_by("-id")[:5])


def of_case(case: Case) -> Sequence[Incident]:
    """The incidents a case belongs to, newest first."""
    return list(Incident.objects.filter(links__case=case).select_related("platform", "envelope").order_by("-id"))


def latest_cause(incident: Incident) -> Cause | None:
    return incident.causes.last()


def latest_fix(incident: Incident) -> Fix | None:
    return incident.fixes.select_related("verification").last()


def is_verified(fix: Fix | None) -> bool:
    return fix is not None and hasattr(fix, "verification")


def fix_to_confirm(case: Case) -> Fix | None:
    """The latest verified fix that this case's reporter has not answered yet."""
    verified = Fix.objects.filter(incident__links__case=case, verification__isnull=False)
    return verified.exclude(confirmations__case=case).order_by("-id").first()


def history(incident: Incident) -> Sequence[IncidentEvent]:
    """What happened, oldest first."""
    return list(incident.events.all())


@dataclass(frozen=True, slots=True)
class Tally:
    """What reporters said of the latest fix."""

    asked: int
    confirmed: int
    disputed: int


def tally(incident: Incident) -> Tally:
    answers = Confirmation.objects.filter(fix__incident=incident).values_list("answer", flat=True)
    return Tally(incident.links.count(), list(answers).count("confirmed"), list(answers).count("disputed"))


def texts(incident: Incident) -> Mapping[str, str]:
    """Everything typed on an incident in the clear, by row ref. Callers record the read before they show it."""
    key = sealing.unlock_for_queue(envelope=incident.envelope)
    fixes = list(incident.fixes.select_related("verification"))
    checks = [fix.verification for fix in fixes if hasattr(fix, "verification")]
    rows: list[Statement | Cause | Fix | Verification] = [*incident.statements.all(), *incident.causes.all(), *fixes, *checks]
    sealed = ((row, row.sealed_text) for row in rows)
    return {row.ref: sealing.open_sealed(sealed=bytes(text), place=place_of(row.ref), key=key) for row, text in sealed if text}


def place_of(ref: str) -> Place:
    """Where a text of an incident belongs; refs are unique over all its parts."""
    return Place(table="incident", field="sealed_text", row=ref)
