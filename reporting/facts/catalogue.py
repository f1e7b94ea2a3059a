"""The facts as frozen values, read once. Ask here; nothing else reads the files."""

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, cast

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from reporting.facts import loader
from reporting.facts.kinds import (
    Category,
    Choice,
    ClockFact,
    Condition,
    Destination,
    Emergency,
    Field,
    GuidanceRule,
    LegalLimit,
    LegalStatus,
    Number,
    Override,
    Place,
    ServiceLevel,
    Source,
    Statement,
    Step,
    Subcategory,
)

Shape = TypeVar("Shape")
NESTED: Mapping[str, type] = {
    "when": Condition,
    "shown_when": Condition,
    "required_when": Condition,
    "subcategories": Subcategory,
    "numbers": Number,
    "choices": Choice,
}


@dataclasses.dataclass(frozen=True, slots=True)
class RoutingFacts:
    """What `cases.routing.route` decides by. `version` is that of the desk's rules (reporting/routing); 0 is the file alone."""

    categories: Mapping[str, Category]
    overrides: tuple[Override, ...]
    version: int = 0


@cache
def facts() -> loader.Facts:
    """All facts, as loaded. An operator's folder is `FACTS_DIR`; a change there is read at the next start."""
    folder = settings.FACTS_DIR
    return loader.load([loader.OWN_FOLDER, *([Path(folder)] if folder else [])])


def check_at_start() -> None:
    """Called once before a process serves: ImproperlyConfigured with the sentence when the facts cannot be used."""
    try:
        facts()
    except loader.FactsRefused as refused:
        raise ImproperlyConfigured(str(refused)) from None


def read_again() -> None:
    """Forget what was read, so that the next question reads the files."""
    for value in list(globals().values()):
        if hasattr(value, "cache_clear"):
            value.cache_clear()


def entries(kind: str) -> tuple[loader.Entry, ...]:
    """The plain entries of a kind that has no shape of its own here, such as taxonomies or wording."""
    return facts().entries[kind]


@cache
def version(kind: str) -> str:
    """Twelve hexadecimal digits that change whenever a fact of this kind does."""
    plain = json.dumps([dict(entry) for entry in entries(kind)], sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()[:12]


@cache
def categories() -> tuple[Category, ...]:
    return _all("categories", Category)


def category(code: str) -> Category:
    """One category. KeyError for a code that is not in the tree."""
    return by_code()[code]


@cache
def by_code() -> Mapping[str, Category]:
    return MappingProxyType({row.code: row for row in categories()})


def subcategory(category_code: str, code: str) -> Subcategory:
    """One sub-category. KeyError when there is none."""
    found = {row.code: row for row in category(category_code).subcategories}
    return found[code]


@cache
def routing() -> RoutingFacts:
    return RoutingFacts(by_code(), _all("routing", Override))


@cache
def sources() -> Mapping[str, Source]:
    """Every source by its id."""
    return MappingProxyType({row["id"]: _one(Source, {"source": [], **row}) for row in entries("sources")})


@cache
def destinations() -> tuple[Destination, ...]:
    return _all("destinations", Destination)


@cache
def emergency_numbers() -> Mapping[str, tuple[Number, ...]]:
    """Numbers to call first, by country. A country that is missing has none that was confirmed."""
    return MappingProxyType({row.place: row.numbers for row in _all("emergency", Emergency) if row.numbers})


@cache
def places() -> Mapping[str, Place]:
    """Places that are not one country, by code, for example EU."""
    return MappingProxyType({row.code: row for row in _all("places", Place)})


@cache
def clock_facts() -> Mapping[str, ClockFact]:
    """Deadlines and rules in law, by id."""
    return MappingProxyType({row.id: row for row in _all("clocks", ClockFact)})


@cache
def service_levels() -> tuple[ServiceLevel, ...]:
    return _all("service_levels", ServiceLevel)


@cache
def legal_status() -> tuple[LegalStatus, ...]:
    return _all("legal_status", LegalStatus)


@cache
def legal_limits() -> tuple[LegalLimit, ...]:
    return _all("legal_limits", LegalLimit)


@cache
def rules() -> tuple[GuidanceRule, ...]:
    """What a reporter is told, in order."""
    return _all("guidance_rules", GuidanceRule)


@cache
def steps() -> tuple[Step, ...]:
    return _all("steps", Step)


@cache
def fields() -> tuple[Field, ...]:
    """The questions of the form, in order, each with its words."""
    words = {row["key"]: row for row in entries("question_words")}
    return tuple(_field(row, words[row["key"]]) for row in entries("report_fields"))


def field(key: str) -> Field:
    """One question. KeyError for a key that is not in the form."""
    return fields_by_key()[key]


@cache
def fields_by_key() -> Mapping[str, Field]:
    return MappingProxyType({row.key: row for row in fields()})


def _field(row: loader.Entry, words: loader.Entry) -> Field:
    labels: Mapping[str, str] = words.get("values", {})
    choices = [{"code": code, "label": labels[code]} for code in row.get("values", ())]
    return _one(Field, {**row, "title": words["title"], "hint": words.get("hint", ""), "choices": choices})


@cache
def good_faith() -> Statement:
    """The good-faith statement in use now, with its hash (DSA Art. 16(2)(d))."""
    return good_faith_versions()[-1]


@cache
def good_faith_versions() -> tuple[Statement, ...]:
    return tuple(_one(Statement, {**row, "sha256": hashlib.sha256(row["text"].encode()).hexdigest()}) for row in entries("good_faith"))


def _all(kind: str, shape: type[Shape]) -> tuple[Shape, ...]:
    return tuple(_one(shape, row) for row in entries(kind))


def _one(shape: type[Shape], row: Mapping[str, Any]) -> Shape:
    known = {part.name for part in dataclasses.fields(cast(Any, shape))}
    return shape(**{word: _frozen(word, value) for word, value in row.items() if word in known})


def _frozen(word: str, value: Any) -> Any:
    if word in NESTED:
        return tuple(_one(NESTED[word], row) for row in value)
    if isinstance(value, Mapping):
        return MappingProxyType({key: _frozen("", inner) for key, inner in value.items()})
    return tuple(value) if isinstance(value, Iterable) and not isinstance(value, str) else value
