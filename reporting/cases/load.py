"""How much each member has to do, who may take a case and in which order, and how a leaver's cases are shared out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Count, F, Sum, Value

from reporting.access import queries as access
from reporting.access.models import StaffMember
from reporting.actors import Actor
from reporting.cases import rules
from reporting.cases.kinds import Candidate, Queue
from reporting.cases.models import IS_OPEN, Case
from reporting.refusals import Refused, require, why_not_permitted

Taken = Sequence[tuple[Case, Candidate | None]]


@dataclass(frozen=True, slots=True)
class Load:
    """How many open cases somebody has, and their weight: a critical one counts four, high three, medium two, low one."""

    cases: int = 0
    weight: int = 0


def loads(members: Collection[StaffMember]) -> Mapping[int, Load]:
    """What each of these members has open; nobody is left out."""
    weight = Sum(Value(rules.HEAVIEST) - F("urgency"))
    open_cases = Case.objects.filter(IS_OPEN, assignee__in=members).order_by()
    found = open_cases.values_list("assignee").annotate(count=Count("pk"), heavy=weight)
    counted = {member: Load(cases, heavy) for member, cases, heavy in found}
    return {member.pk: counted.get(member.pk, Load()) for member in members}


def candidates(case: Case) -> Sequence[Candidate]:
    """Who may be given this case, the first to ask first: they work its queue, did not decide it before, and do not have it already."""
    members = list(access.members_for_queue(case.queue))
    held = loads(members)
    asked = [_candidate(member, held[member.pk]) for member in members if _may_take(case, member.pk)]
    return rules.in_order(asked, language=case.report.language, category=case.report.category)


def _may_take(case: Case, member: int) -> bool:
    return member != case.assignee_id and rules.why_not_judge_again(case.appeal_of_decision_by, str(member)) is None


def held_by_another(case: Case, *, by: Actor) -> str:
    """The name of the colleague who has this case; empty when nobody has it, the actor, or somebody who has left."""
    holder = case.assignee
    return holder.display_name if holder and holder.is_active and str(holder.pk) != by.ref else ""


def _candidate(member: StaffMember, load: Load) -> Candidate:
    languages = frozenset(member.languages or [settings.LANGUAGE_CODE])
    return Candidate(
        member.pk, member.display_name, load.cases, load.weight, languages, frozenset(member.categories), bool(member.last_login)
    )


def open_cases_of(member: StaffMember) -> Sequence[Case]:
    """Every open case somebody has, most urgent first."""
    return list(Case.objects.select_related("report").filter(IS_OPEN, assignee=member).order_by("urgency", "due_at", "pk"))


def why_not_share_out(member: StaffMember, *, by: Actor) -> Refused | None:
    """Whether this actor may hand over everything a member has: they give cases to people and work every queue where one lies."""
    places = Case.objects.filter(IS_OPEN, assignee=member).order_by().values_list("queue", "also_queue").distinct()
    refusals = (rules.why_not_work(queue, also, by.queues) for queue, also in places)
    return why_not_permitted("cases.assign", by=by) or next((refusal for refusal in refusals if refusal), None)


def shared_out(member: StaffMember, *, visible_to: Actor) -> Taken:
    """To whom each of a member's open cases would go, most urgent first, each time to who is first then; to nobody where nobody else may.

    Refuses as `why_not_share_out` says.
    """
    require(why_not_share_out(member, by=visible_to))
    workers = {queue: [one for one in access.members_for_queue(queue) if one.pk != member.pk] for queue in Queue.values}
    held = loads({one for members in workers.values() for one in members})
    taken: list[tuple[Case, Candidate | None]] = []
    for case in open_cases_of(member):
        asked = [_candidate(one, held[one.pk]) for one in workers[case.queue] if _may_take(case, one.pk)]
        first = next(iter(rules.in_order(asked, language=case.report.language, category=case.report.category)), None)
        if first:
            held = {**held, first.member: _heavier(held[first.member], case)}
        taken.append((case, first))
    return taken


def _heavier(load: Load, case: Case) -> Load:
    return replace(load, cases=load.cases + 1, weight=load.weight + rules.HEAVIEST - case.urgency)


@dataclass(frozen=True, slots=True)
class Share:
    """How many cases somebody would be given, and what they have open already. Without a name: those that go back to the queue."""

    name: str
    cases: int
    has: int


def shares(taken: Taken) -> Sequence[Share]:
    """A sharing out in numbers, the most first; what nobody may take last."""
    counted: dict[int, int] = {}
    for _case, one in taken:
        counted[one.member if one else 0] = counted.get(one.member if one else 0, 0) + 1
    first_seen = {one.member: one for _case, one in reversed(list(taken)) if one}
    named = [Share(one.name, counted[one.member], one.cases) for one in first_seen.values()]
    left = [Share("", counted[0], 0)] if 0 in counted else []
    return [*sorted(named, key=lambda share: (-share.cases, share.name)), *left]
