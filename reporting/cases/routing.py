"""Which queue a case joins, how grave it is, and why. Values in, values out.

The category decides first, its sub-category may name another queue, then the answers may change both (facts/data/routing.yaml).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reporting.facts.catalogue import RoutingFacts
from reporting.facts.conditions import all_hold
from reporting.facts.kinds import SEVERITIES, Category, Override, Subcategory

Answers = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Routed:
    """Where a case goes. `because` holds reason codes in order, last the version of the rules when it is not 0 (routing.queries.why says them in words)."""

    queue: str
    also_queues: tuple[str, ...]
    severity: str
    sensitivity: str
    flags: tuple[str, ...]
    because: tuple[str, ...]
    treated_as: str = ""


def route(answers: Answers, facts: RoutingFacts) -> Routed:
    """Choose the line for a report. KeyError for a category that is not in the tree."""
    treated_as, because = _treated_as(answers, facts)
    category, sub = _place(answers, treated_as, facts)
    because += _because_of(category, sub)
    queue, severity = (sub.route if sub else category.queue), category.severity
    decided: set[str] = set()
    also: list[str] = []
    flags: list[str] = []
    for override in facts.overrides:
        if not all_hold(override.when, {**answers, "severity": severity}) or not _adds(override, decided):
            continue
        because += (f"override:{override.code}",)
        if override.queue and "queue" not in decided:
            also += [queue] if queue != override.queue else []
            queue = override.queue
        if "severity" not in decided:
            severity = _severity(override, severity)
        decided |= _decides(override)
        also += [override.also_queue] if override.also_queue else []
        flags += [override.flag] if override.flag else []
    because += (f"rules:{facts.version}",) if facts.version else ()
    others = tuple(name for name in dict.fromkeys(also) if name != queue)
    return Routed(queue, others, severity, category.sensitivity, tuple(flags), because, treated_as)


def _treated_as(answers: Answers, facts: RoutingFacts) -> tuple[str, tuple[str, ...]]:
    """The graver place in the tree that an unsure report is held in, if any."""
    for override in facts.overrides:
        if override.treat_as and all_hold(override.when, answers):
            return override.treat_as, (f"override:{override.code}",)
    return "", ()


def _place(answers: Answers, treated_as: str, facts: RoutingFacts) -> tuple[Category, Subcategory | None]:
    chosen = f"{answers.get('category', '')}.{answers.get('subcategory') or ''}"
    code, _dot, sub_code = (treated_as or chosen).partition(".")
    category = facts.categories[code]
    return category, next((sub for sub in category.subcategories if sub.code == sub_code), None)


def _because_of(category: Category, sub: Subcategory | None) -> tuple[str, ...]:
    first = f"category:{category.code}"
    return (first, f"subcategory:{category.code}.{sub.code}") if sub else (first,)


def _decides(override: Override) -> set[str]:
    """What an override settles, so that no later one changes it again."""
    queue = {"queue"} if override.queue else set()
    return queue | ({"severity"} if override.severity or override.raise_severity else set())


def _adds(override: Override, decided: set[str]) -> bool:
    return bool(_decides(override) - decided or override.also_queue or override.flag)


def _severity(override: Override, now: str) -> str:
    """The graver of the two: an override never makes a case less urgent."""
    raised = SEVERITIES.index(now) + override.raise_severity
    named = SEVERITIES.index(override.severity) if override.severity else 0
    return SEVERITIES[min(max(raised, named), len(SEVERITIES) - 1)]
