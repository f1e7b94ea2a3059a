"""What the pages of the form show beside their questions."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django_countries import countries

from portal.public.draft import Draft
from portal.public.forms import is_lone_tick
from portal.web import answers as shown_answers
from reporting import clock
from reporting.facts import catalogue, words
from reporting.facts.kinds import Field
from reporting.guidance import queries as guidance
from reporting.guidance.kinds import Guidance
from reporting.intake import steps
from reporting.intake.refusals import AnswerNeeded, TickNeeded
from reporting.mailbox import queries as mailboxes
from reporting.receipts import queries as receipts
from reporting.refusals import Refused, Several
from reporting.sealing import case_keys

OWN_TEMPLATES = ("danger", "key", "check", "statement")
SAID_BESIDE = ("what_happened", "expected", "accessibility_needs")
FIRST_RULES = ("stop", "no-copy", "no-show", "no-retry", "no-proof")


def template_of(page: steps.Page) -> str:
    return f"public/{page.key}.html" if page.key in OWN_TEMPLATES else "public/question.html"


def around(draft: Draft) -> dict[str, Any]:
    """Progress, and what this page needs besides its questions."""
    sections = steps.sections_shown(draft.answers)
    around: dict[str, Any] = {"step": _step(draft.page, sections), "of": len(sections), "has_back": draft.at != steps.FIRST}
    asked = steps.fields_of(draft.page, draft.answers)
    around["may_skip"] = bool(asked) and not any(field.required for field in asked) and not is_lone_tick(asked)
    around["says_never"] = any(key in SAID_BESIDE for key in draft.page.fields)
    around["is_sealed"] = steps.is_sealed(draft.answers)
    return around | OWN.get(draft.at, lambda _draft: {})(draft)


def _step(page: steps.Page, sections: Sequence[str]) -> int:
    """How far this page is in; never less than on an earlier page."""
    so_far = steps.PAGES[: steps.PAGES.index(page) + 1]
    return max(sections.index(one.section) for one in so_far if one.section in sections) + 1


def never_do() -> Sequence[str]:
    """What not to do, in the facts' words, before the first field."""
    rules = {rule.id: rule for rule in catalogue.rules()}
    return [words.say(rules[code].text) for code in FIRST_RULES if code in rules]


def emergency() -> Sequence[tuple[str, Sequence[Mapping[str, str]]]]:
    """(country, its numbers with what each is for) by country name, for every country whose number was confirmed."""
    numbers = catalogue.emergency_numbers()
    named = [(str(countries.name(code)), [_call(call.number, call.words) for call in calls]) for code, calls in numbers.items()]
    return sorted((row for row in named if row[0]), key=lambda row: row[0])


def _call(number: str, about: str) -> Mapping[str, str]:
    return {"number": number, "words": words.say(about) if about else ""}


def _danger(draft: Draft) -> dict[str, Any]:
    return {"numbers": emergency()}


def _key(draft: Draft) -> dict[str, Any]:
    return {
        "key_words": case_keys.to_words(draft.case_key).split(),
        "key_characters": case_keys.to_characters(draft.case_key),
        "refusal_at": "id_part",
    }


def _statement(draft: Draft) -> dict[str, Any]:
    return {"good_faith": words.say(catalogue.good_faith().text)}


def _check(draft: Draft) -> dict[str, Any]:
    return {"sections": list(_sections(draft))}


OWN = {"danger": _danger, "key": _key, "check": _check, "statement": _statement}


def _sections(draft: Draft) -> Sequence[dict[str, Any]]:
    titles = {step.code: words.say(step.title) for step in catalogue.steps()}
    sections = []
    for code in steps.SECTIONS:
        pages = [page for page in steps.PAGES if page.section == code and steps.is_shown(page, draft.answers)]
        rows = [row for page in pages for row in _rows(page, draft)]
        sections.append({"title": titles[code], "rows": rows})
    return [section for section in sections if section["rows"]]


def _rows(page: steps.Page, draft: Draft) -> Sequence[dict[str, Any]]:
    """One row per answered field; a page without any answer is one row that says so, and so are details that nobody added."""
    fields = steps.fields_of(page, draft.answers)
    if not fields:
        return _no_details(page) if page.key == steps.MORE and draft.answers.get(steps.MORE) != "yes" else ()
    answered = [field for field in fields if field.key in draft.answers]
    if not answered:
        return [{"label": page.title or words.say(fields[0].title), "value": _("Not answered"), "page": page.key, "typed": False}]
    return [
        {
            "label": words.say(field.title),
            "value": in_words(field, draft.answers[field.key], draft.answers),
            "page": page.key,
            "typed": is_typed(field),
        }
        for field in answered
    ]


def _no_details(page: steps.Page) -> Sequence[dict[str, Any]]:
    return [{"label": _("Details"), "value": _("None added"), "page": page.key, "typed": False}]


def missing(refusal: Refused | None) -> Sequence[dict[str, str]]:
    """What the check found wanting: each question, the page that asks it, and words where there is more to say than that it is open."""
    refusals = refusal.refusals if isinstance(refusal, Several) else (refusal,) if refusal else ()
    asked_on = {field: page.key for page in steps.PAGES for field in page.fields}
    return [_wanting(one, asked_on[one.field]) for one in refusals if one.field in asked_on]


def _wanting(refusal: Refused, page: str) -> dict[str, str]:
    is_open = isinstance(refusal, AnswerNeeded | TickNeeded)
    return {"label": words.say(catalogue.field(refusal.field).title), "words": "" if is_open else str(refusal.words), "page": page}


def is_typed(field: Field) -> bool:
    return field.type in ("text", "token", "email", "product_or_text")


def in_words(field: Field, value: object, answers: Mapping[str, object]) -> str:
    """An answer as a person reads it."""
    if field.type == "category_code":
        return shown_answers.category(str(value))
    if field.type == "subcategory_code":
        return shown_answers.subcategory(str(answers.get("category", "")), str(value))
    return shown_answers.in_words(field, value)


def sent(filed: Mapping[str, Any]) -> dict[str, Any]:
    """The sent page: number, key once more and only once, receipt, what happens next and by when, where else to go."""
    key = bytes.fromhex(filed["key"])
    case = mailboxes.opened_by(key).case
    return {
        "case": case,
        "is_first": not filed.get("is_seen"),
        "key_words": case_keys.to_words(key).split(),
        "key_characters": case_keys.to_characters(key),
        "receipt": receipts.text_of(case.receipt),
        "guidance": where_to_go(filed["country"], filed["category"]),
    }


def receipt_text(filed: Mapping[str, Any]) -> str:
    return receipts.text_of(mailboxes.opened_by(bytes.fromhex(filed["key"])).case.receipt)


def where_to_go(country: str, category: str) -> Guidance:
    return guidance.for_place(country or None, category, at=clock.now())
