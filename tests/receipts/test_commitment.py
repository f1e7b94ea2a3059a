"""Opening some answers and keeping the rest closed (T-05)."""

from dataclasses import replace
from itertools import chain, combinations

from hypothesis import given
from hypothesis import strategies as st

from reporting.receipts import commitment
from reporting.receipts.commitment import OpenedAnswer

ANSWERS = {"category": "privacy", "product": "example-model", "happened_at": "2026-11-20T21", "surface": "web", "role": "user"}
SECRET = bytes(range(32))
COMMITTED = commitment.commit(ANSWERS, SECRET)


def test_every_choice_of_answers_can_be_opened():
    choices = chain.from_iterable(combinations(ANSWERS, count) for count in range(len(ANSWERS) + 1))

    for fields in choices:
        opening = commitment.open_answers(ANSWERS, SECRET, fields)
        assert commitment.is_opened(COMMITTED, opening)
        assert {answer.field for answer in opening.opened} == set(fields)


def test_a_changed_value_field_or_salt_does_not_open():
    opening = commitment.open_answers(ANSWERS, SECRET, ["product"])
    shown = opening.opened[0]

    for other in (replace(shown, value="other-model"), replace(shown, field="model"), replace(shown, salt=bytes(32))):
        assert not commitment.is_opened(COMMITTED, replace(opening, opened=(other,)))


def test_an_added_or_removed_mark_does_not_open():
    opening = commitment.open_answers(ANSWERS, SECRET, ["product"])

    assert not commitment.is_opened(COMMITTED, replace(opening, marks=opening.marks[1:]))
    assert not commitment.is_opened(COMMITTED, replace(opening, marks=(*opening.marks, bytes(32))))


def test_one_answer_cannot_be_shown_twice_as_two():
    opening = commitment.open_answers(ANSWERS, SECRET, ["product"])

    assert not commitment.is_opened(COMMITTED, replace(opening, opened=opening.opened * 2))


def test_the_opened_salt_does_not_help_to_guess_a_closed_answer():
    opening = commitment.open_answers(ANSWERS, SECRET, ["product"])
    salt = opening.opened[0].salt

    guesses = [OpenedAnswer("role", value, salt) for value in ("user", "parent_or_carer", "friend")]

    assert not any(commitment.is_opened(COMMITTED, replace(opening, opened=(guess,))) for guess in guesses)


@given(
    answers=st.dictionaries(st.text(min_size=1, max_size=12), st.text(max_size=30), max_size=6), secret=st.binary(min_size=32, max_size=32)
)
def test_other_answers_give_another_commitment(answers, secret):
    committed = commitment.commit(answers, secret)

    assert commitment.is_opened(committed, commitment.open_answers(answers, secret, list(answers)))
    assert committed != commitment.commit(answers | {"added": "x" * 31}, secret)
    assert not answers or committed != commitment.commit(answers, bytes([secret[0] ^ 1]) + secret[1:])
