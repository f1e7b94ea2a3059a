"""A report's answers, cleaned as a whole: every key known, every required one there, every text past the guard."""

from collections.abc import Collection, Mapping
from datetime import datetime

from reporting.facts import catalogue
from reporting.facts.kinds import Field
from reporting.guard import actions as guard
from reporting.intake import rules, steps, tongues
from reporting.intake.refusals import NotAsked, UnknownField
from reporting.intake.rules import Answer
from reporting.refusals import Refused, Several

GUARDED = frozenset({"text", "token", "product_or_text"})
# An address is read alone: staff never see it, and an honest alias beside honest request numbers is no payload.
GUARDED_ALONE = frozenset({"email"})


def complete(raw: Mapping[str, object], *, at: datetime, ours: Collection[str] = ()) -> dict[str, Answer]:
    """All answers of a report sent `at`. Refuses with every field that needs another look, each with its own words.

    `ours` are the fields whose answer is a name that we offered, not words of the reporter's.
    """
    refusals: list[Refused] = [UnknownField(field=key) for key in raw.keys() - catalogue.fields_by_key().keys()]
    answers: dict[str, Answer] = {}
    so_far = dict(raw)
    for field in catalogue.fields():
        is_empty = raw.get(field.key) in rules.EMPTY
        if not steps.is_asked(field, so_far):
            refusals += [] if is_empty else [_why_not_asked(field, so_far)]
            continue
        if is_empty and not steps.is_needed(field, so_far) and field.step != "consent":
            continue
        try:
            value = one(field, raw.get(field.key), so_far, at=at, is_ours=field.key in ours)
        except Refused as refusal:
            refusals.append(refusal)
            so_far.pop(field.key, None)
        else:
            answers |= {} if value is None else {field.key: value}
            so_far |= answers
    if refusals:
        raise refusals[0] if len(refusals) == 1 else Several(refusals)
    return answers


def _why_not_asked(field: Field, raw: Mapping[str, object]) -> Refused:
    return UnknownField(field=field.key) if steps.is_hidden(field, raw) else NotAsked(field=field.key)


def one(field: Field, raw: object, so_far: Mapping[str, object], *, at: datetime, is_ours: bool = False) -> Answer | None:
    """One answer, cleaned and past the guard; None when it was left empty. The default stands in for a consent that was not sent."""
    if raw is None and field.default is not None and field.step == "consent":
        raw = field.default
    needed, longest = steps.is_needed(field, so_far), steps.longest(field, so_far)
    answer = rules.clean(field, raw, offered=offered(field, so_far), longest=longest, is_needed=needed, at=at)
    if field.type in GUARDED | GUARDED_ALONE and isinstance(answer, str) and not is_ours:
        return guard.check(text=answer, field=field.key)
    return answer


def offered(field: Field, so_far: Mapping[str, object]) -> Collection[str]:
    """The codes a field may hold, given the answers before it."""
    if field.type == "category_code":
        return catalogue.by_code().keys()
    if field.type == "subcategory_code":
        category = catalogue.by_code().get(str(so_far.get("category", "")))
        return [sub.code for sub in category.subcategories] if category else ()
    if field.type == "bcp47":
        return tongues.language_codes()
    if field.type in ("iso3166", "iso3166_or_none"):
        return tongues.country_codes()
    return field.values


def asks(page: steps.Page, so_far: Mapping[str, object]) -> object:
    """All that a page asks, to compare: nothing when it is not shown, else each field with its room and, of other answers, its choices."""
    if not steps.is_shown(page, so_far):
        return None
    return [(field.key, steps.longest(field, so_far), set(offered(field, so_far))) for field in steps.fields_of(page, so_far)]


def as_text(answers: Mapping[str, Answer]) -> dict[str, str]:
    """Answers as the receipt commits to them: text, lists joined by commas, ticks as yes or no."""
    return {key: _words(value) for key, value in answers.items()}


def _words(value: Answer) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else ",".join(value)
