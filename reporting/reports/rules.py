"""Which of a report's answers stand open, which are for staff, which are sealed. Values in, values out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

Answer = str | bool | list[str]
Answers = Mapping[str, Answer]

FREE_TEXT = frozenset({"text", "product_or_text", "token", "email", "bcp47", "datetime_with_tz"})
OWN_COLUMNS = frozenset({"category", "subcategory"})


class FieldLike(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def vis(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Divided:
    """`open` may leave in counts, `staff` is for staff, `sealed` is encrypted before it reaches the database."""

    open: dict[str, Answer]
    staff: dict[str, Answer]
    sealed: dict[str, Answer]


def divide(answers: Answers, fields: Iterable[FieldLike]) -> Divided:
    """Each answer to its place. Anything a person can type goes to the sealed side whatever its visibility, so no text stands in the clear."""
    divided = Divided({}, {}, {})
    for field in fields:
        if field.key in answers and field.key not in OWN_COLUMNS:
            _side(divided, field)[field.key] = answers[field.key]
    return divided


def _side(divided: Divided, field: FieldLike) -> dict[str, Answer]:
    if field.type in FREE_TEXT or field.vis == "enc":
        return divided.sealed
    return divided.open if field.vis == "pub" else divided.staff
