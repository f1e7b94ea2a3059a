"""The answer to "what may I do now, here?": frozen, in the reader's language, with sources and dates."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Country:
    """A country to choose. `has_hotline` says whether we know of a body there that takes reports of material about children."""

    code: str
    name: str
    has_hotline: bool


@dataclass(frozen=True, slots=True)
class Call:
    """An emergency number and, when it is not for everything, what for."""

    number: str
    words: str


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to do or not to do."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something was read."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Body:
    """Somewhere to go. `is_first` marks what fits this reader best; `anonymous` is yes, no or empty when nobody said."""

    code: str
    name: str
    kind: str
    words: str
    url: str
    phone: str
    hours: str
    anonymous: str
    is_first: bool
    sources: tuple[Origin, ...]
    checked_on: date


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One part of what the law says: `about` is status, definition, unsettled, offences, defence, limits, new_law, precedent or duty."""

    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Law:
    """What the law of a place says, as facts with limits. Never advice, never a promise."""

    place: str
    name: str
    what_to_do: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    sources: tuple[Origin, ...]
    confidence: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class Guidance:
    """Everything a page says to one reader. `limits` always stand beside the law; `version` pins the facts that were shown."""

    country: str
    country_name: str
    emergency: tuple[Call, ...]
    emergency_words: str
    advice: tuple[Advice, ...]
    destinations: tuple[Body, ...]
    no_hotline: bool
    fallbacks: tuple[Body, ...]
    support: tuple[Body, ...]
    law: tuple[Law, ...]
    limits: tuple[str, ...]
    checked_on: date
    is_overdue: bool
    version: str
