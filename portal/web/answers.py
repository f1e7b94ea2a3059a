"""A report's answers as rows that a person reads: the question, and the answer in words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django_countries import countries

from reporting.facts import catalogue, words
from reporting.facts.kinds import Field
from reporting.platforms import queries as platforms

_MOMENT = "j F Y, H:i T"
TYPED = frozenset({"text", "token", "email", "product_or_text"})


def rows(answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Rows for `components/summary_list.html`, in the order of the form. What a person typed says so and is never a link."""
    return [
        {"key": field.key, "label": words.say(field.title), "value": in_words(field, answers[field.key]), "typed": field.type in TYPED}
        for field in catalogue.fields()
        if field.key in answers
    ]


def in_words(field: Field, value: object) -> str:
    """One answer in words; a code that is no longer offered is shown as it is."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if field.type.startswith("iso3166"):
        return str(countries.name(str(value))) or str(value)
    if field.type == "product_or_text":
        return _product(str(value))
    if field.type == "datetime_with_tz":
        return date_format(datetime.fromisoformat(str(value)), _MOMENT)
    labels = {choice.code: words.say(choice.label) for choice in field.choices}
    codes = value if isinstance(value, list) else [value]
    return ", ".join(labels.get(str(code), str(code)) for code in codes)


def _product(named: str) -> str:
    product = platforms.product_named(named)
    return product.name if product else {"dk": _("I do not know"), "other": _("Another one")}.get(named, named)


def category(code: str) -> str:
    """A category in words."""
    found = catalogue.by_code().get(code)
    return words.say(found.label) if found else code


def subcategory(category_code: str, code: str) -> str:
    """A sub-category in words; empty when there is none."""
    found = catalogue.by_code().get(category_code)
    return next((words.say(sub.label) for sub in found.subcategories if sub.code == code), "") if found else ""
