"""When something is due, when to warn, and which deadlines in law may run. Values in, values out."""

import calendar
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta

from reporting.clocks.kinds import Duration, Statutory
from reporting.clocks.words import CONFIRM_WITH_COUNSEL, NOT_YET_IN_FORCE
from reporting.facts.conditions import all_hold
from reporting.facts.kinds import Category, ClockFact, Place, ServiceLevel

ISO = re.compile(r"P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
WARN_AT_MOST = timedelta(hours=24)


def due_at(kind: str, at: datetime, severity: str = "", *, levels: Iterable[ServiceLevel]) -> datetime | None:
    """When this portal's promise of that kind, begun at `at`, is due. None when nothing is promised.

    A promise for the severity goes before one for all. `levels` are the promises to decide by.
    """
    promised = [level for level in levels if level.promise == kind]
    fitting = [level for level in promised if level.severity == severity] or [level for level in promised if not level.severity]
    return after(at, duration(fitting[0].deadline)) if fitting else None


def duration(text: str) -> Duration:
    """Read an ISO 8601 duration such as P15D, PT72H, P3M. ValueError for anything else."""
    found = ISO.fullmatch(text)
    if not found:
        raise ValueError(text)
    years, months, weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return Duration(years * 12 + months, timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds))


def after(at: datetime, length: Duration) -> datetime:
    """The moment that lies this long after `at`. A month ends on the month's last day where the day does not exist."""
    year, month = divmod(at.year * 12 + at.month - 1 + length.months, 12)
    day = min(at.day, calendar.monthrange(year, month + 1)[1])
    return at.replace(year=year, month=month + 1, day=day) + length.exact


def warn_at(started_at: datetime, due: datetime) -> datetime:
    """When to say that something is due soon: with a quarter of the time left, and at most a day before."""
    return due - min((due - started_at) / 4, WARN_AT_MOST)


def extended(due: datetime, paused_at: datetime, at: datetime) -> datetime:
    """A deadline after a pause: later by as long as the pause lasted."""
    return due + max(at - paused_at, timedelta())


def statutory_for(
    category: Category,
    countries: Collection[str],
    *,
    at: datetime,
    facts: Mapping[str, ClockFact],
    places: Mapping[str, Place],
    subcategory: str = "",
    answers: Mapping[str, object] | None = None,
) -> tuple[Statutory, ...]:
    """The deadlines in law that may concern a case of this kind in these countries, counted from `at` where they can be counted.

    Each is a reminder with its source, to be confirmed with counsel: whether the law applies is not for a table to say.
    """
    named = [*category.clocks, *(name for sub in category.subcategories if sub.code == subcategory for name in sub.clocks)]
    asked = [fact.id for fact in facts.values() if fact.when and all_hold(fact.when, answers or {})]
    chosen = [facts[name] for name in dict.fromkeys([*named, *asked]) if name in facts]
    return tuple(_statutory(fact, at) for fact in chosen if _reaches(places.get(fact.jurisdiction), fact.jurisdiction, countries))


def _reaches(place: Place | None, jurisdiction: str, countries: Collection[str]) -> bool:
    """US-CA is reached from the United States; EU from each of its members."""
    return bool(set(place.countries if place else (jurisdiction,)) & set(countries))


def _statutory(fact: ClockFact, at: datetime) -> Statutory:
    in_force = fact.applies_from is None or fact.applies_from <= _day(at)
    may_start = fact.kind == "deadline" and in_force
    return Statutory(
        fact=fact.id,
        law=fact.law,
        jurisdiction=fact.jurisdiction,
        trigger=fact.trigger,
        who=fact.who,
        to=fact.to,
        due_at=after(at, duration(fact.deadline)) if may_start and fact.deadline else None,
        deadline_words=fact.deadline_words or fact.also or fact.text,
        may_start=may_start,
        source=fact.source,
        confirm=CONFIRM_WITH_COUNSEL if in_force else NOT_YET_IN_FORCE,
    )


def _day(at: datetime) -> date:
    return at.date()
