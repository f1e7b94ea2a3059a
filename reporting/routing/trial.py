"""What rules would have done to past cases, by the answers that staff may see. Nothing is opened and nothing is changed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from reporting.actors import Actor
from reporting.cases import queries as cases
from reporting.cases.routing import Routed, route
from reporting.facts import catalogue
from reporting.facts.catalogue import RoutingFacts
from reporting.refusals import require_permission
from reporting.routing import queries, rules
from reporting.routing.kinds import Example, Rules, Tried, Went

PAST = 1000
EXAMPLES = 20
ANSWERS = ("number", "report__category", "report__subcategory", "report__open_answers", "report__staff_answers")

Pair = tuple[str, Routed, Routed]


def try_out(proposed: Rules, *, visible_to: Actor, most: int = PAST) -> Tried:
    """Route the latest `most` cases that this actor sees by the rules in use and by those proposed, and compare. Erased cases are left out."""
    require_permission("routing.manage", by=visible_to)
    pairs = list(_routed(proposed, visible_to, most))
    moved = [pair for pair in pairs if pair[1].queue != pair[2].queue]
    return Tried(
        cases=len(pairs),
        elsewhere=len(moved),
        queues=_counted((before.queue, after.queue) for _number, before, after in moved),
        graver=_counted((before.severity, after.severity) for _number, before, after in pairs if before.severity != after.severity),
        noted=sum((before.also_queues, before.flags) != (after.also_queues, after.flags) for _number, before, after in pairs),
        examples=tuple(Example(number, before.queue, after.queue) for number, before, after in moved[:EXAMPLES]),
        untried=untried(proposed),
    )


def untried(proposed: Rules) -> tuple[str, ...]:
    """Rules that ask a sealed answer, or one that is no list: they are taken not to hold."""
    asked = queries.known().values
    return tuple(rule.code for rule in proposed if any(one.field not in asked for one in rule.when))


def _routed(proposed: Rules, visible_to: Actor, most: int) -> Iterator[Pair]:
    now = queries.in_use()
    then = RoutingFacts(now.categories, rules.in_force(proposed, catalogue.routing().overrides, date.min))
    past = cases.visible_to(visible_to).select_related(None).filter(report__envelope__destroyed_at=None).order_by("-id")
    for number, category, subcategory, told, staff in past.values_list(*ANSWERS)[:most]:
        if category in now.categories:
            answers: Mapping[str, Any] = {**told, **staff, "category": category, "subcategory": subcategory}
            yield number, route(answers, now), route(answers, then)


def _counted(pairs: Iterable[tuple[str, str]]) -> tuple[Went, ...]:
    return tuple(Went(before, after, count) for (before, after), count in Counter(pairs).most_common())
