"""Rules as their rows keep them, there and back."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reporting.facts.kinds import Condition
from reporting.routing.kinds import Rule, Rules

Kept = Sequence[Mapping[str, Any]]


def to_rows(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    return [dataclasses.asdict(rule) for rule in rules]


def from_rows(kept: Kept) -> Rules:
    return tuple(Rule(**{**row, "when": tuple(_condition(one) for one in row["when"])}) for row in kept)


def _condition(row: Mapping[str, Any]) -> Condition:
    return Condition(field=row["field"], operator=row["operator"], values=tuple(row["values"]))
