"""Reading the facts over time: what must be looked at again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from reporting.facts import catalogue
from reporting.facts.loader import Entry, Skipped
from reporting.facts.shapes import SHAPES


@dataclass(frozen=True, slots=True)
class Overdue:
    """A fact whose day to be looked at again has passed."""

    kind: str
    name: str
    checked_on: date
    review_after: date


def overdue(at: datetime) -> tuple[Overdue, ...]:
    """Facts to look at again, the longest overdue first. Staff read this as a warning."""
    late = [_overdue(kind, entry) for kind in SHAPES for entry in catalogue.entries(kind) if entry["review_after"] < at.date()]
    return tuple(sorted(late, key=lambda row: (row.review_after, row.kind, row.name)))


def _overdue(kind: str, entry: Entry) -> Overdue:
    return Overdue(kind, str(entry[SHAPES[kind].identity]), entry["checked_on"], entry["review_after"])


def left_out() -> tuple[Skipped, ...]:
    """Facts that are known but shown to nobody, because no person has checked them yet."""
    return catalogue.facts().skipped


def versions() -> Mapping[str, str]:
    """The version of every kind of facts, for receipts, figures and support."""
    return {kind: catalogue.version(kind) for kind in SHAPES}
