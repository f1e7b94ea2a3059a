"""Plausible reports, cleaned, guarded, divided and routed once each; the many cases of demonstration data are cast from them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from reporting.cases.routing import Routed, route
from reporting.demo import people, texts
from reporting.facts import catalogue
from reporting.facts.kinds import Field
from reporting.intake import answers as checked
from reporting.intake import steps
from reporting.platforms import queries as platforms
from reporting.platforms.models import Product
from reporting.reports.rules import Divided, divide
from reporting.routing import queries as routing

REQUIRED: Mapping[str, object] = {"bona_fide": True, "no_content_confirm": True}
LEFT_OUT = frozenset(
    {"danger_now", "category", "subcategory", "what_happened", "product", "share_with_platform", "affected_child", "contact_mode"}
)
OFTEN = 0.35
LANGUAGES: Mapping[str, int] = {"en": 80, "es": 15, "de": 5}
KEPT_FROM_PLATFORM = 0.12
UNKNOWN_PRODUCT = 0.05
IN_DANGER = 0.004
HOW_OFTEN: Mapping[str, int] = {
    "child-sexual": 3,
    "intimate-image": 6,
    "sexual-unwanted": 9,
    "self-harm": 6,
    "violence": 8,
    "extremism": 2,
    "mass-harm": 1,
    "cyber-misuse": 4,
    "hate": 11,
    "harassment": 7,
    "privacy": 9,
    "identity": 5,
    "fraud-illicit": 6,
    "dangerous-advice": 10,
    "civic": 3,
    "manipulation": 5,
    "unsafe-action": 4,
    "other": 4,
}


@dataclass(frozen=True, slots=True)
class Mould:
    """One report as it would be stored. `sealed` is the text that is sealed, `plain` what the receipt commits to."""

    product: Product | None
    category: str
    subcategory: str
    language: str
    divided: Divided
    sealed: str
    plain: Mapping[str, str]
    routed: Routed
    is_shared: bool


def make(*, count: int, chance: Random, at: datetime) -> list[Mould]:
    """So many different reports."""
    products = [code for code, _name in platforms.form_choices() if code.partition("/")[0] in people.PLATFORMS]
    languages = chance.choices(list(LANGUAGES), weights=list(LANGUAGES.values()), k=count)
    return [of(_answers(language, products, chance), language, at=at) for language in languages]


def of(given: Mapping[str, object], language: str, *, at: datetime) -> Mould:
    """The mould of one report. Refuses what `intake.submit` refuses."""
    answers = checked.complete(given, at=at)
    divided = divide(answers, catalogue.fields())
    return Mould(
        product=platforms.product_named(str(answers["product"])),
        category=str(answers["category"]),
        subcategory=str(answers.get("subcategory", "")),
        language=language,
        divided=divided,
        sealed=json.dumps(divided.sealed, ensure_ascii=False),
        plain=checked.as_text(answers),
        routed=route(answers, routing.in_use()),
        is_shared=answers["share_with_platform"] != "no",
    )


def _answers(language: str, products: Sequence[str], chance: Random) -> dict[str, object]:
    category = catalogue.by_code()[chance.choices(list(HOW_OFTEN), weights=list(HOW_OFTEN.values()))[0]]
    chosen: dict[str, object] = {**REQUIRED, "category": category.code, "product": _product(products, chance)}
    if category.subcategories:
        chosen["subcategory"] = chance.choice(category.subcategories).code
    chosen["danger_now"] = "yes" if chance.random() < IN_DANGER else "no"
    chosen["affected_child"] = chance.choice(["no", "no", "no", "yes"])
    chosen["share_with_platform"] = "no" if chance.random() < KEPT_FROM_PLATFORM else chance.choice(["yes", "yes_without_contact"])
    if not steps.is_sealed(chosen):
        chosen["what_happened"] = chance.choice(texts.ACCOUNTS[language])
    fields = (field for field in catalogue.fields() if field.key not in LEFT_OUT and steps.is_asked(field, chosen))
    return chosen | {
        field.key: _pick(field, chance) for field in fields if _is_choice(field) and (field.required or chance.random() < OFTEN)
    }


def _product(products: Sequence[str], chance: Random) -> str:
    return "dk" if chance.random() < UNKNOWN_PRODUCT else chance.choice(products)


def _is_choice(field: Field) -> bool:
    return field.type in ("choice", "multi")


def _pick(field: Field, chance: Random) -> object:
    one = chance.choice(field.values)
    return [one] if field.type == "multi" else one
