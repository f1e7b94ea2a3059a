"""Reading incidents: staff by queue, a platform its own, a reporter through their case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from reporting.actors import Actor, ActorKind
from reporting.cases.models import Case
from reporting.incidents.kinds import IncidentState
from reporting.incidents.models import Cause, Confirmation, Fix, Incident, Statement, Verification
from reporting.refusals import NotFound
from reporting.sealing import actions as sealing
from reporting.sealing.kinds import Place


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
