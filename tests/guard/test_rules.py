"""Every kind of disguise is refused, everything honest that looks like one is accepted, and no rule is idle."""

import base64
import random

import pytest

from reporting.guard import rules
from reporting.guard.kinds import FIELDS, LONGEST_TEXT, ReasonCode, field_named
from reporting.guard.readings import Reading
from tests.guard import disguises, honest, payloads

PAYLOADS = disguises.everything()


@pytest.mark.parametrize("kind", PAYLOADS)
def test_a_payload_is_refused_however_it_is_hidden(kind):
    wrong = []
    for how, reason, text in PAYLOADS[kind]:
        codes = [found.code for found in rules.reasons_to_refuse(text)]
        if not codes or (reason and codes[0] != reason):
            wrong.append((how, text[:60], codes))

    assert wrong == []


def test_short_fields_refuse_what_is_not_of_their_form():
    found = [
        (field, reason, [found.code for found in rules.reasons_to_refuse(text, field=field)]) for field, reason, text in disguises.fields()
    ]

    assert [row for row in found if row[1] not in row[2][:1]] == []


@pytest.mark.parametrize(
    ("language", "text"), honest.TEXTS, ids=[f"{language}{number}" for number, (language, _) in enumerate(honest.TEXTS)]
)
def test_an_honest_text_is_accepted_in_every_language(language, text):
    assert rules.reasons_to_refuse(text) == []


@pytest.mark.parametrize(("field", "text"), honest.FIELDS, ids=[f"{field}{number}" for number, (field, _) in enumerate(honest.FIELDS)])
def test_an_honest_short_answer_is_accepted(field, text):
    assert rules.reasons_to_refuse(text, field=field) == []


def test_honest_texts_are_accepted_in_every_long_field():
    refused = [
        (field, text[:40])
        for field, takes in FIELDS.items()
        if takes.limit == LONGEST_TEXT
        for _, text in honest.OTHERS
        if rules.reasons_to_refuse(text, field=field)
    ]

    assert refused == []


def test_noise_in_any_encoding_with_anything_between_is_refused():
    noise = random.Random(20)
    encodings = (
        payloads.b64,
        payloads.base58,
        bytes.hex,
        lambda data: base64.b32encode(data).decode(),
        lambda data: base64.b85encode(data).decode(),
    )
    between = ["", " ", "\n", ", ", ".", "-", "_", "|", " and ", "…", " 🍎 ", "', '", "\u200b", " / ", "。", "::"]
    tries = [
        noise.choice(between).join(
            payloads.cut(noise.choice(encodings)(noise.randbytes(100)), noise.choice((1, 2, 3, 4, 5, 7, 8, 10, 16, 32)))
        )
        for _ in range(600)
    ]

    missed = [text[:60] for text in tries if len(text) <= LONGEST_TEXT and not rules.reasons_to_refuse(text)]

    assert len(missed) * 100 <= len(tries), missed


def rows():
    """Every text that must be refused for one certain reason, with its field."""
    yield from (("what_happened", reason, text) for kind in PAYLOADS.values() for _, reason, text in kind if reason)
    yield from disguises.fields()


def first_rule(field: str, text: str) -> rules.Rule | None:
    takes = field_named(field)
    reading = Reading(text, LONGEST_TEXT, takes.limit, is_identifier=takes.form == "identifier")
    return next((rule for rule in rules.RULES if rule.finds(reading)), None)


@pytest.fixture(scope="module")
def cases_by_rule():
    """For each rule, the cases it is the first to refuse."""
    found: dict[str, list[tuple[str, ReasonCode, str]]] = {rule.name: [] for rule in rules.RULES}
    for field, reason, text in rows():
        rule = first_rule(field, text)
        if rule and len(text) < 6_000:
            found[rule.name].append((field, reason, text))
    return found


@pytest.mark.parametrize("rule", [rule for rule in rules.RULES if rule.name != "spread over texts"], ids=lambda rule: rule.name)
def test_without_any_one_rule_a_case_fails(rule, cases_by_rule):
    others = tuple(other for other in rules.RULES if other is not rule)

    def still_passes(case):
        field, reason, text = case
        return [found.code for found in rules.reasons_to_refuse(text, field=field, rules=others)][:1] == [reason]

    assert not all(still_passes(case) for case in cases_by_rule[rule.name])


def test_reasons_and_readings_never_show_the_text():
    secret = "lighthouse https://example.com/a"

    assert "lighthouse" not in repr(rules.reasons_to_refuse(secret))
    assert "lighthouse" not in repr(Reading(secret, 10, 10, pieces=(secret,)))
