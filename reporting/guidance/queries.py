"""Guidance for a place, most fitting first, put together from the facts. Read anew for each page, so it is never out of date."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django_countries import countries

from reporting.facts import catalogue
from reporting.facts.kinds import Checked, Destination, GuidanceRule, LegalStatus
from reporting.facts.words import say
from reporting.guidance import rules
from reporting.guidance.kinds import Advice, Body, Call, Country, Guidance, Law, Origin, Paragraph
from reporting.guidance.refusals import NoSuchCountry
from reporting.guidance.rules import Reader

LOCAL_NUMBER = _("your local emergency number")
YOUR_COUNTRY = _("your country")
SHOWN_KINDS = ("guidance_rules", "destinations", "emergency", "legal_status", "legal_limits", "places")
PARTS = (
    ("status", "ai_generated_status"),
    ("definition", "definition"),
    ("offences", "conduct_offences"),
    ("defence", "reporter_defence"),
    ("limits", "limits"),
    ("unsettled", "unsettled"),
    ("new_law", "new_law"),
    ("precedent", "precedent"),
    ("duty", "reporter_duty"),
)


def for_place(
    country: str | None, category: str | None, *, age_group: str | None = None, depicted: str | None = None, at: datetime
) -> Guidance:
    """What we may say to this reader. `country` is an ISO 3166 code; NoSuchCountry when there is none like it."""
    reader = _reader(country, category, age_group, depicted)
    name = _name(reader.country)
    known = catalogue.destinations()
    calls = tuple(Call(row.number, say(row.words)) for row in catalogue.emergency_numbers().get(reader.country, ()))
    emergency = rules.emergency_words([call.number for call in calls], str(LOCAL_NUMBER))
    chosen = rules.destinations_for(reader, known)
    fallbacks, support = rules.group("fallback", reader, known), rules.group("support", reader, known)
    advice = rules.advice_for(reader.category, catalogue.rules())
    law = [row for row in catalogue.legal_status() if row.place in reader.reach and rules.needs_the_law(reader)]
    shown: list[Checked] = [*advice, *chosen, *fallbacks, *support, *law]
    return Guidance(
        country=reader.country,
        country_name=name,
        emergency=calls,
        emergency_words=emergency,
        advice=_advice(advice, emergency, name or str(YOUR_COUNTRY)),
        destinations=_bodies(chosen, reader),
        no_hotline=rules.is_missing_hotline(reader, known),
        fallbacks=_bodies(fallbacks, reader),
        support=_bodies(support, reader),
        law=tuple(_law(row) for row in law),
        limits=tuple(say(row.text) for row in catalogue.legal_limits() if row.audience == "reporter"),
        checked_on=min(row.checked_on for row in shown),
        is_overdue=any(row.review_after < at.date() for row in shown),
        version=version(),
    )


def _reader(country: str | None, category: str | None, age_group: str | None, depicted: str | None) -> Reader:
    code = (country or "").upper()
    return Reader(code, rules.reach(code, catalogue.places().values()), category or "", age_group or "", depicted or "")


def countries_list() -> Sequence[Country]:
    """Every country, by its name in the reader's language."""
    known = catalogue.destinations()
    return [Country(str(code), str(name), rules.has_hotline(str(code), known)) for code, name in countries]


def version() -> str:
    """Twelve hexadecimal digits that change whenever anything that guidance says does."""
    return hashlib.sha256("".join(catalogue.version(kind) for kind in SHOWN_KINDS).encode()).hexdigest()[:12]


def _name(country: str) -> str:
    name = str(countries.name(country)) if country else ""
    if country and not name:
        raise NoSuchCountry(field="country")
    return name


def _advice(chosen: Iterable[GuidanceRule], emergency: str, country: str) -> tuple[Advice, ...]:
    return tuple(Advice(rule.id, rules.fill(say(rule.text), emergency=emergency, country=country)) for rule in chosen)


def _bodies(rows: Iterable[Destination], reader: Reader) -> tuple[Body, ...]:
    return tuple(_body(row, reader) for row in rows)


def _body(row: Destination, reader: Reader) -> Body:
    return Body(
        code=row.id,
        name=row.name,
        kind=row.kind,
        words=say(row.words),
        url=row.url,
        phone=row.phone,
        hours=row.hours,
        anonymous=row.anonymous,
        is_first=rules.is_first(row, reader),
        sources=_origins(row),
        checked_on=row.checked_on,
    )


def _law(row: LegalStatus) -> Law:
    place = catalogue.places().get(row.place)
    paragraphs = [Paragraph(about, say(getattr(row, word))) for about, word in PARTS if getattr(row, word)]
    return Law(
        place=row.place,
        name=say(place.name) if place else str(countries.name(row.place)),
        what_to_do=tuple(say(text) for text in row.what_to_do),
        paragraphs=tuple(paragraphs),
        sources=_origins(row),
        confidence=row.confidence,
        checked_on=row.checked_on,
    )


def _origins(row: Checked) -> tuple[Origin, ...]:
    known = catalogue.sources()
    return tuple(Origin(known[name].name, known[name].address) for name in row.source)
