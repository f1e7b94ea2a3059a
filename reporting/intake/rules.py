"""What counts as an answer. Values in, a clean value or a refusal out."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime, timedelta

from reporting.facts.kinds import Field
from reporting.intake.refusals import (
    CHOOSE_ONE,
    AddressNeeded,
    AnswerNeeded,
    NotADate,
    NotAnAddress,
    NotInReach,
    NotOffered,
    NotThatForm,
    TickNeeded,
    TooLong,
    WrongType,
)
from reporting.refusals import Refused, require

Answer = str | bool | list[str]
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
EMAIL = re.compile(rf"(?=[^@]{{1,64}}@)(?=.{{1,254}}\Z){_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")
"""What every mail server and Django's own mail takes as it is: ASCII, dots between words only."""
LANGUAGE = re.compile(r"(?P<language>[A-Za-z]{2,3})(?:-(?P<script>Hans|Hant|Latn|Cyrl|Arab))?(?:-(?P<region>[A-Za-z]{2}))?", re.IGNORECASE)
COUNTRY = re.compile(r"[A-Z]{2}")
FIRST_MOMENT = datetime(2015, 1, 1, tzinfo=UTC)
SLACK = timedelta(days=1)  # where a clock or a time zone was mistaken
EMPTY: tuple[object, ...] = (None, "", [], ())


def clean(field: Field, value: object, *, offered: Collection[str], longest: int | None, is_needed: bool, at: datetime) -> Answer | None:
    """One answer as it is kept, or None for no answer. `offered` are the codes a choice may have, `at` is the moment it was given.

    Refuses an answer of the wrong type, one that was not offered, one too long or not of the field's pattern, a moment that cannot be meant,
    and a missing one that is needed.
    """
    if value in EMPTY or (value is False and is_needed):
        require(_why_not_nothing(field) if is_needed else None)
        return None
    answer = CLEANERS.get(field.type, _text)(field, value)
    if field.type in CHOICES and not set(_codes(field, answer)) <= set(offered):
        raise NotOffered(field=field.key)
    if longest and isinstance(answer, str) and len(answer) > longest:
        raise TooLong(field=field.key)
    if field.type == "datetime_with_tz" and not FIRST_MOMENT <= datetime.fromisoformat(str(answer)) <= at + SLACK:
        raise NotInReach(field=field.key)
    return answer


CHOICES = frozenset({"choice", "multi", "category_code", "subcategory_code", "iso3166", "iso3166_or_none", "bcp47"})


def _why_not_nothing(field: Field) -> Refused:
    """What is missing, without words of an answer that is not offered there."""
    if field.type in WHAT_IS_MISSING:
        return WHAT_IS_MISSING[field.type](field=field.key)
    offers_unsure = "dk" in field.values or field.type == "product_or_text"
    return AnswerNeeded(field=field.key, words=None if offers_unsure else CHOOSE_ONE)


WHAT_IS_MISSING: Mapping[str, type[Refused]] = {"boolean": TickNeeded, "email": AddressNeeded}


def _codes(field: Field, answer: Answer) -> list[str]:
    """The codes that have to be offered; a language tag has one for the language and one for the region."""
    if field.type == "bcp47":
        return [part for number, part in enumerate(str(answer).split("-")) if number == 0 or len(part) == 2]
    return answer if isinstance(answer, list) else [str(answer)]


def _text(field: Field, value: object) -> str:
    if not isinstance(value, str):
        raise WrongType(field=field.key)
    return value.strip()


def _several(field: Field, value: object) -> list[str]:
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise WrongType(field=field.key)
    return sorted(set(value))


def _tick(field: Field, value: object) -> bool:
    if not isinstance(value, bool):
        raise WrongType(field=field.key)
    return value


def _token(field: Field, value: object) -> str:
    text = _text(field, value)
    if not re.fullmatch(field.pattern, text):
        raise NotThatForm(field=field.key)
    return text


def _moment(field: Field, value: object) -> str:
    try:
        moment = datetime.fromisoformat(_text(field, value))
    except ValueError:
        raise NotADate(field=field.key) from None
    if moment.tzinfo is None:
        raise NotADate(field=field.key)
    return moment.isoformat(timespec="minutes")


def _language(field: Field, value: object) -> str:
    """A language, with its script and region where they are named; written one way only."""
    found = LANGUAGE.fullmatch(_text(field, value))
    if not found:
        raise NotOffered(field=field.key)
    parts = (found["language"].lower(), (found["script"] or "").title(), (found["region"] or "").upper())
    return "-".join(filter(None, parts))


def _matching(pattern: re.Pattern[str], refusal: type[NotOffered] | type[NotAnAddress]) -> Callable[[Field, object], str]:
    def cleaner(field: Field, value: object) -> str:
        text = _text(field, value)
        if not pattern.fullmatch(text):
            raise refusal(field=field.key)
        return text

    return cleaner


CLEANERS: Mapping[str, Callable[[Field, object], Answer]] = {
    "multi": _several,
    "boolean": _tick,
    "token": _token,
    "datetime_with_tz": _moment,
    "email": _matching(EMAIL, NotAnAddress),
    "bcp47": _language,
    "iso3166": _matching(COUNTRY, NotOffered),
    "iso3166_or_none": _matching(COUNTRY, NotOffered),
}
