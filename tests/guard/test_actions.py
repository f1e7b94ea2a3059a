"""Checking a text: what comes back clean, what a refusal says, and that it holds nothing of what was typed."""

import logging
import pickle
import traceback

import pytest

from reporting.guard import actions
from reporting.guard.kinds import ReasonCode
from reporting.guard.refusals import ContentRefused, length_bucket
from reporting.guard.words import WORDINGS

SECRET = "lighthouse-keeper"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  It happened.\r\n\r\nTwice. \n", "It happened.\n\nTwice."),
        ("cafe\u0301", "café"),
        ("a\rb\u2028c", "a\nb\nc"),
        ("soft hy\u00adphen, stray\u200b mark\ufeff", "soft hyphen, stray mark"),
        ("نمی\u200cدانم", "نمی\u200cدانم"),
        ("\u202bپنجره را بستم\u202c", "\u202bپنجره را بستم\u202c"),
        ("👨\u200d👩\u200d👧 ❤\ufe0f", "👨\u200d👩\u200d👧 ❤\ufe0f"),
        ("葛\U000e0100飾区", "葛\U000e0100飾区"),
        (
            "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
            "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        ),
        ("", ""),
    ],
)
def test_a_text_comes_back_as_it_is_stored(typed, stored):
    assert actions.check(text=typed, field="what_happened") == stored


def test_a_stored_text_passes_again_unchanged():
    once = actions.check(text=" Cafe\u0301 at 9\u00a0pm, soft\u00adly.\r\n", field="message")

    assert actions.check(text=once, field="message") == once


@pytest.mark.parametrize("reason", ReasonCode)
def test_every_reason_has_words_for_the_person(reason):
    wording = WORDINGS[reason]

    assert str(wording.cannot).endswith(".")
    assert str(wording.instead).endswith((".", "”"))


def refusal_of(text: str, field: str = "what_happened") -> ContentRefused:
    with pytest.raises(ContentRefused) as caught:
        actions.check(text=text, field=field)
    return caught.value


def test_a_refusal_names_reason_field_and_rough_length_and_nothing_else():
    refusal = refusal_of(f"{SECRET} https://example.com/a", field="message")

    assert refusal.code == "content_refused"
    assert refusal.field == "message"
    assert refusal.details == {"reason": "link", "length": "up to 80"}
    assert "link" in str(refusal.words)


def test_a_refusal_holds_nothing_of_the_text(caplog):
    caplog.set_level(logging.DEBUG)

    refusal = refusal_of(f"{SECRET} https://example.com/a")

    shown = "".join(traceback.format_exception(refusal))
    assert SECRET not in shown
    assert SECRET not in repr(refusal) + str(refusal) + repr(refusal.args) + repr(vars(refusal)) + str(refusal.words)
    assert SECRET.encode() not in pickle.dumps(refusal.args)
    assert refusal.__context__ is None
    assert SECRET not in caplog.text


def test_a_case_is_refused_as_a_whole():
    with pytest.raises(ContentRefused) as caught:
        actions.check_joined(texts=["https:", f"//example.com/{SECRET}"], field="message")

    assert caught.value.details == {"reason": "link", "length": "up to 80"}
    assert SECRET not in repr(caught.value)


def test_lengths_are_told_roughly():
    assert [length_bucket(length) for length in (1, 80, 81, 4_000, 4_001, 20_000)] == [
        "up to 80",
        "up to 80",
        "up to 300",
        "up to 4000",
        "up to 16000",
        "over 16000",
    ]
