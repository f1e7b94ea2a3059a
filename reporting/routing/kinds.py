"""A rule as the desk edits it, what a rule may ask and name, and why a new version was made."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from reporting.facts.kinds import Condition

FIXED = frozenset({"danger-now"})
"""The emergency promise hangs on these: they are changed in the file of facts alone, and nothing is put before them."""


class ChangeReason(TextChoices):
    WENT_WRONG = "went_wrong", _("Cases went to the wrong queue")
    NEW_HARM = "new_harm", _("A new kind of harm is reported")
    TEAM_CHANGED = "team_changed", _("A team or its work changed")
    TOO_MANY = "too_many", _("A queue has more than it can do")
    LAW_CHANGED = "law_changed", _("A law or a duty changed")
    PUT_RIGHT = "put_right", _("An earlier change did not work out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. `is_own` was written in the desk; otherwise the file of facts says what it does, and the desk its place and whether it is on."""

    code: str
    when: tuple[Condition, ...]
    words: str
    queue: str = ""
    severity: str = ""
    raise_severity: int = 0
    also_queue: str = ""
    flag: str = ""
    treat_as: str = ""
    is_on: bool = True
    is_own: bool = False

    @property
    def is_fixed(self) -> bool:
        return self.code in FIXED


Rules = tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What a rule of the desk may ask and name: the values of each question that staff see answered, and where each sub-category belongs."""

    values: Mapping[str, frozenset[str]]
    homes: Mapping[str, frozenset[str]]
    queues: frozenset[str]
    severities: frozenset[str]


@dataclass(frozen=True, slots=True)
class Went:
    """Cases that would go from one place to another: two queues, or two severities."""

    before: str
    after: str
    count: int


@dataclass(frozen=True, slots=True)
class Example:
    """One case that would go elsewhere."""

    number: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What a draft would have done to past cases. `untried` are the rules that ask a sealed answer, which nobody sees here."""

    cases: int
    elsewhere: int
    queues: tuple[Went, ...]
    graver: tuple[Went, ...]
    noted: int
    examples: tuple[Example, ...]
    untried: tuple[str, ...]

    @property
    def regraded(self) -> int:
        return sum(went.count for went in self.graver)
