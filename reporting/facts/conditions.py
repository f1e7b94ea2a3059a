"""Do these answers meet that condition? The one small evaluator for routing, for questions that depend on others, and for clocks."""

from collections.abc import Iterable, Mapping

from reporting.facts.kinds import SEVERITIES, Condition


def all_hold(conditions: Iterable[Condition], answers: Mapping[str, object]) -> bool:
    """Whether every condition holds; an empty list holds."""
    return all(holds(condition, answers) for condition in conditions)


def holds(condition: Condition, answers: Mapping[str, object]) -> bool:
    given = _given(answers.get(condition.field))
    match condition.operator:
        case "is":
            return bool(given & set(condition.values))
        case "is_not":
            return not given & set(condition.values)
        case "answered":
            return bool(given)
        case "at_least":
            return any(_rank(value) >= _rank(condition.values[0]) for value in given)
    raise ValueError(condition.operator)


def _given(answer: object) -> set[str]:
    if isinstance(answer, bool):
        return {"yes" if answer else "no"}
    if isinstance(answer, (list, tuple, set, frozenset)):
        return {str(value) for value in answer}
    return {str(answer)} if answer else set()


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity) if severity in SEVERITIES else -1
