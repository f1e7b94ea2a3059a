"""The shapes of the facts: small frozen values. Their words are English; `words.say` puts them in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

SEVERITIES = ("low", "medium", "high", "critical")
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What every fact says about itself: where it was read (ids of sources), how sure we are, when, and when to look again."""

    source: tuple[str, ...]
    checked_on: date
    review_after: date
    confidence: str = "medium"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Checked):
    """Where a fact was read. `read_as` says how directly."""

    id: str
    name: str
    address: str = ""
    read_as: str = ""
    via: str = ""
    commit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One thing that must hold of the answers: `operator` is is, is_not, answered or at_least."""

    field: str
    operator: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subcategory:
    code: str
    label: str
    route: str
    clocks: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Category(Checked):
    """One kind of harm: its words for the form (`plain`), its queue, severity and sensitivity, and what it maps to elsewhere."""

    code: str
    label: str
    plain: str
    severity: str
    queue: str
    sensitivity: str
    support_always: bool = False
    subcategories: tuple[Subcategory, ...] = ()
    clocks: tuple[str, ...] = ()
    mandatory: Mapping[str, str] = field(default_factory=dict)
    map: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity(Checked):
    code: str
    staff: str
    narrative: str
    webhook: str
    search: str
    narrative_max: int | None = None
    suppress_below: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Override(Checked):
    """Answers that change where a case goes. `words` tell staff why."""

    code: str
    when: tuple[Condition, ...]
    words: str
    queue: str = ""
    severity: str = ""
    raise_severity: int = 0
    treat_as: str = ""
    also_queue: str = ""
    flag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockFact(Checked):
    """A deadline or a rule in law. `deadline` is an ISO 8601 duration, or `deadline_words` the law's own words where it names no time."""

    id: str
    law: str
    jurisdiction: str
    kind: str
    deadline: str = ""
    deadline_words: str = ""
    trigger: str = ""
    who: str = ""
    to: str = ""
    action: str = ""
    also: str = ""
    clock_start: str = ""
    extension: str = ""
    followups: str = ""
    text: str = ""
    why_it_matters: str = ""
    window: str = ""
    rule: str = ""
    retention: str = ""
    applies_from: date | None = None
    enforcement_from: date | None = None
    first_due: date | None = None
    enforcer: str = ""
    penalty: str = ""
    trap: str = ""
    partly_unverified: str = ""
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLevel(Checked):
    """A promise of this portal. Without a severity it holds for every one."""

    id: str
    promise: str
    deadline: str
    action: str
    severity: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination(Checked):
    """Somewhere a reporter can go. `words` is for the reporter, `note` for staff; an empty yes-or-no means that nobody said."""

    id: str
    group: str
    places: tuple[str, ...]
    name: str
    kind: str
    url: str = ""
    phone: str = ""
    hours: str = ""
    serves: str = "anyone"
    categories: tuple[str, ...] = ()
    audience: str = "reporter"
    words: str = ""
    anonymous: str = ""
    takes_files: str = ""
    says_do_not_copy: str = ""
    takes_ai_generated: str = ""
    inhope_member: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """An emergency number and, if it is not for everything, what for."""

    number: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency(Checked):
    place: str
    numbers: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Checked):
    """A place that is not one country: what it covers."""

    code: str
    name: str
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalStatus(Checked):
    """What the law of a place says. Every part is a fact with limits, never advice; empty where nothing was confirmed."""

    id: str
    place: str
    ai_generated_status: str = ""
    definition: str = ""
    unsettled: str = ""
    conduct_offences: str = ""
    reporter_defence: str = ""
    limits: str = ""
    new_law: str = ""
    precedent: str = ""
    reporter_duty: str = ""
    what_to_do: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalLimit(Checked):
    code: str
    audience: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceRule(Checked):
    """One thing a reporter is told. {emergency} and {country} are filled in for the place."""

    id: str
    text: str
    categories: tuple[str, ...] = ()
    not_categories: tuple[str, ...] = ()
    legal_review: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Checked):
    """One question of the form. `values` are the codes it may hold, `choices` the same with their words.

    `vis`: pub, staff, enc or key. `in_s4`: what a sealed category does with it: shown, hidden, or on_request with `max_s4`.
    """

    key: str
    step: str
    type: str
    vis: str
    title: str
    risk: str = "low"
    hint: str = ""
    required: bool = False
    values: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    default: str | bool | None = None
    max: int | None = None
    max_s4: int | None = None
    pattern: str = ""
    opt_in: bool = False
    in_s4: str = "shown"
    shown_when: tuple[Condition, ...] = ()
    required_when: tuple[Condition, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Checked):
    code: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Checked):
    """The words a reporter agrees to. A version's text never changes; `sha256` is its hash in hexadecimal."""

    code: str
    text: str
    sha256: str
    in_use_from: date
