"""Reading cases. The only way to a case is `visible_to`; a stranger and a wrong number get the same answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q, QuerySet

from reporting.access import queries as access
from reporting.access.kinds import Act
from reporting.access.models import Approval
from reporting.actors import Actor, ActorKind
from reporting.cases.kinds import CaseState
from reporting.cases.models import Case, CaseEvent, Note
from reporting.refusals import NotFound

PAGE = 50


def visible_to(actor: Actor) -> QuerySet[Case]:
    """Staff see the cases of their queues and those given to them; a platform its own that were shared; a reporter theirs."""
    cases = Case.objects.select_related("report__product", "report__envelope", "platform", "assignee")
    if actor.kind is ActorKind.SYSTEM:
        return cases
    if actor.kind is ActorKind.STAFF:
        if not actor.may("cases.read"):
            return cases.none()
        return cases.filter(Q(queue__in=actor.queues) | Q(also_queue__in=actor.queues) | Q(assignee_id=int(actor.ref)))
    if actor.kind is ActorKind.PLATFORM:
        return cases.filter(platform__slug=actor.ref, is_shared=True)
    return cases.filter(number=actor.ref)


def get(number: str, *, visible_to_actor: Actor) -> Case:
    """One case by number. Refuses with NotFound, the same for absent and for not yours."""
    case = visible_to(visible_to_actor).filter(number=number).first()
    if case is None:
        raise NotFound()
    return case


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and the cursors of the pages after and before; empty where there is none."""

    rows: Sequence[Case]
    next: str
    previous: str = ""


NO_CASES = Page((), "")
ORDER = ("urgency", "due_at", "id")
FILTERS: Mapping[str, str] = {
    "queue": "queue",
    "state": "state",
    "severity": "severity",
    "platform": "platform__slug",
    "category": "report__category",
}


def queue_page(
    *,
    visible_to_actor: Actor,
    filters: Mapping[str, Sequence[str]],
    mine: bool = False,
    after: str = "",
    before: str = "",
    size: int = PAGE,
) -> Page:
    """Open cases, most urgent first, then the nearest due time; closed ones only when asked for.

    `after` is the cursor that the page before gave, `before` the one that the page after gave.
    """
    cases = visible_to(visible_to_actor)
    if "closed" not in filters.get("state", ()):
        cases = cases.exclude(state=CaseState.CLOSED)
    for name, lookup in FILTERS.items():
        if chosen := [value for value in filters.get(name, ()) if value]:
            cases = cases.filter(**{f"{lookup}__in": chosen})
    if numbers := [value.strip().upper() for value in filters.get("number", ()) if value.strip()]:
        cases = cases.filter(number__startswith=numbers[0])
    if mine:
        cases = cases.filter(assignee_id=int(visible_to_actor.ref))
    return _page_before(cases, before, size) if before else _page(cases, after, size)


def _page(cases: QuerySet[Case], after: str, size: int) -> Page:
    rows = list(_beyond(cases, after, "gt").order_by(*ORDER)[: size + 1])
    more = len(rows) > size
    return Page(rows[:size], cursor_of(rows[size - 1]) if more else "", cursor_of(rows[0]) if after and rows else "")


def _page_before(cases: QuerySet[Case], before: str, size: int) -> Page:
    rows = list(_beyond(cases, before, "lt").order_by(*(f"-{name}" for name in ORDER))[: size + 1])
    page = rows[:size][::-1]
    return Page(page, cursor_of(page[-1]) if page else "", cursor_of(page[0]) if len(rows) > size else "")


def cursor_of(case: Case) -> str:
    return f"{case.urgency}_{case.due_at.timestamp():.6f}_{case.pk}"


def _beyond(cases: QuerySet[Case], cursor: str, way: str) -> QuerySet[Case]:
    """Cases after (`gt`) or before (`lt`) a place in the order. Refuses a cursor that is none."""
    if not cursor:
        return cases
    try:
        urgency, due, pk = cursor.split("_")
        at = datetime.fromtimestamp(float(due), tz=UTC)
        place = (int(urgency), at, int(pk))
    except (ValueError, OverflowError, OSError):
        raise NotFound() from None
    later_due = Q(**{f"due_at__{way}": at}) | Q(**{"due_at": at, f"id__{way}": place[2]})
    return cases.filter(Q(**{f"urgency__{way}": place[0]}) | (Q(urgency=place[0]) & later_due))


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """What the top of the queue page says."""

    open: int
    overdue: int
    unclaimed: int
    mine: int


def counts(*, visible_to_actor: Actor, at: datetime, most: int = 1000) -> QueueCounts:
    """Counts of open cases, each capped at `most` so that the page costs the same at any size."""
    cases = visible_to(visible_to_actor).select_related(None).exclude(state=CaseState.CLOSED)
    mine = cases.filter(assignee_id=int(visible_to_actor.ref)) if visible_to_actor.is_staff else cases.none()
    capped = [cases, cases.filter(due_at__lt=at), cases.filter(assignee=None), mine]
    return QueueCounts(*(query.order_by()[:most].count() for query in capped))


def history(case: Case) -> Sequence[CaseEvent]:
    """What happened, oldest first."""
    return list(case.events.all())


def note_headings(case: Case) -> Sequence[Note]:
    """Who noted when, without any text: what staff see before they open it."""
    return list(case.notes.select_related("written_by").defer("sealed_text"))


def numbers_seen(numbers: Sequence[str], *, by: Actor) -> frozenset[str]:
    """Of these case numbers, those whose page this actor may open."""
    return frozenset(visible_to(by).filter(number__in=numbers).values_list("number", flat=True))


def asks_to_decide(*, visible_to_actor: Actor, at: datetime) -> QuerySet[Approval]:
    """Asks that wait for this actor as the second person. Whoever may not see a case does not say who reads its words."""
    return _of_cases_seen(access.approvals_to_decide(visible_to=visible_to_actor, at=at), visible_to_actor)


def get_ask(number: int, *, visible_to_actor: Actor) -> Approval:
    """One ask, their own or one they may decide on. Refuses with NotFound."""
    ask = access.get_approval(number, visible_to=visible_to_actor)
    if not _of_cases_seen(Approval.objects.filter(pk=ask.pk), visible_to_actor).exists():
        raise NotFound()
    return ask


def _of_cases_seen(asks: QuerySet[Approval], actor: Actor) -> QuerySet[Approval]:
    numbers = visible_to(actor).select_related(None).order_by().values("number")
    return asks.exclude(Q(what=Act.TEXT_OPEN) & ~Q(subject__in=numbers))


def shared_page(*, visible_to_actor: Actor, state: str = "", after: str = "", size: int = PAGE) -> Sequence[Case]:
    """A platform's own cases, newest first. `after` is the number of the last case before, so that no cursor tells how many others there are."""
    cases = visible_to(visible_to_actor)
    if state:
        cases = cases.filter(state=state)
    if after:
        cases = cases.filter(pk__lt=get(after, visible_to_actor=visible_to_actor).pk)
    return list(cases.order_by("-id")[:size])
