"""Reading incidents: staff by queue, a platform its own, a reporter through their case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from reporting.actors import Actor, ActorKind
from reporting.cases.kinds import CaseState
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


NO_INCIDENTS = Page((), "", "")


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


def to_join(case: Case, *, visible_to_actor: Actor) -> Sequence[Incident]:
    """Incidents that a case may belong to, of those this actor sees: open, same platform, same product or none, same category."""
    if case.platform_id is None:
        return []
    alike = Q(platform=case.platform_id, category=case.report.category, product=case.report.product_id)
    there = visible_to(visible_to_actor).exclude(state=IncidentState.CLOSED).filter(alike)
    return list(there.exclude(pk__in=case.incident_links.values("incident")).order_by("-pk")[:5])


def of_case(case: Case, *, visible_to_actor: Actor) -> Sequence[Incident]:
    """The incidents a case belongs to, of those this actor sees, newest first."""
    return list(visible_to(visible_to_actor).filter(pk__in=case.incident_links.values("incident")).order_by("-pk"))


def open_number_of(case: Case) -> str:
    """The number of the latest open incident of its platform that a case belongs to, whoever asks; empty when there is none."""
    held = Incident.objects.filter(links__case=case, platform=case.platform_id).exclude(state=IncidentState.CLOSED)
    return held.order_by("-pk").values_list("number", flat=True).first() or ""


def causes(incident: Incident) -> Sequence[Cause]:
    """Every cause that was stated, the latest first."""
    return list(incident.causes.order_by("-pk"))


def fixes(incident: Incident) -> Sequence[Fix]:
    """Every fix that was claimed with its check, the latest first."""
    return list(incident.fixes.select_related("verification").order_by("-pk"))


def statements(incident: Incident) -> Sequence[Statement]:
    """What the platform said in words, the latest first."""
    return list(incident.statements.order_by("-pk"))


def latest_cause(incident: Incident) -> Cause | None:
    return incident.causes.last()


def latest_fix(incident: Incident) -> Fix | None:
    return incident.fixes.select_related("verification").last()


def is_verified(fix: Fix | None) -> bool:
    return fix is not None and hasattr(fix, "verification")


def hands(fix: Fix) -> tuple[str, ...]:
    """Who claimed a fix and who checked it."""
    return (fix.claimed_by, fix.verification.verified_by) if hasattr(fix, "verification") else (fix.claimed_by,)


def fix_to_confirm(case: Case) -> Fix | None:
    """The latest verified fix that this case's reporter has not answered yet."""
    verified = Fix.objects.filter(incident__links__case=case, verification__isnull=False)
    return verified.exclude(confirmations__case=case).order_by("-id").first()


def fix_to_ask_about(case: Case) -> Fix | None:
    """The fix whose reporter may say now whether it settles things: checked, not disputed by others, and the case not taken up again."""
    if case.state not in (CaseState.CONFIRMING, CaseState.CLOSED):
        return None
    fix = fix_to_confirm(case)
    return None if fix is None or fix.is_disputed else fix


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
    """Everything typed on an incident in the clear, by row ref, oldest first. Callers record the read before they show it."""
    key = sealing.unlock_for_queue(envelope=incident.envelope)
    fixes = list(incident.fixes.select_related("verification"))
    checks = [fix.verification for fix in fixes if hasattr(fix, "verification")]
    rows: list[Statement | Cause | Fix | Verification] = [*incident.statements.all(), *incident.causes.all(), *fixes, *checks]
    sealed = ((row, row.sealed_text) for row in sorted(rows, key=_typed_at))
    return {row.ref: sealing.open_sealed(sealed=bytes(text), place=place_of(row.ref), key=key) for row, text in sealed if text}


def _typed_at(row: Statement | Cause | Fix | Verification) -> datetime:
    if isinstance(row, Verification):
        return row.verified_at
    return row.claimed_at if isinstance(row, Fix) else row.stated_at


def place_of(ref: str) -> Place:
    """Where a text of an incident belongs; refs are unique over all its parts."""
    return Place(table="incident", field="sealed_text", row=ref)


def told_page(*, visible_to_actor: Actor, state: str = "", after: str = "", size: int) -> Sequence[Incident]:
    """A platform's incidents, newest first. `after` is the number of the last one before."""
    incidents = visible_to(visible_to_actor)
    if state:
        incidents = incidents.filter(state=state)
    if after:
        incidents = incidents.filter(pk__lt=get(after, visible_to_actor=visible_to_actor).pk)
    return list(incidents.order_by("-id")[:size])
