"""What the trail takes, and that its bytes are RFC 8785."""

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from reporting.audit import rules
from reporting.audit.kinds import Event

TOKENS = st.from_regex(rules.TOKEN, fullmatch=True).filter(lambda token: len(token) <= rules.LONGEST)
NAMES = st.from_regex(rules.NAME, fullmatch=True).filter(lambda name: len(name) <= rules.LONGEST)
NUMBERS = st.integers(-rules.GREATEST, rules.GREATEST)
DETAILS = st.dictionaries(NAMES, TOKENS | NUMBERS | st.booleans(), max_size=5)


@given(tokens=st.lists(TOKENS, min_size=6, max_size=6), details=DETAILS)
def test_canonical_bytes_are_those_of_rfc_8785(tokens, details):
    event = Event(*tokens, details, "2026-11-21T09Z")

    assert rules.canonical(event) == rfc8785.dumps({name: getattr(event, name) for name in event.__dataclass_fields__})


GOOD = {
    "event": "case.assigned",
    "subject": "GF-7K2M-9QXR-4",
    "actor": ("12", "trust_lead"),
    "reason": "appeal",
    "details": {"to": "trust"},
}


def test_codes_and_numbers_are_taken():
    assert rules.text_in(**GOOD) == ""
    assert rules.text_in(**GOOD | {"details": {"roles": "a,b", "count": 3, "is_last": True}, "reason": "", "actor": ("", "")}) == ""


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"event": "assigned"}, "event"),
        ({"event": "case.was assigned"}, "event"),
        ({"subject": "a person's name"}, "subject"),
        ({"subject": "someone@example.org"}, "subject"),
        ({"actor": ("two words", "")}, "actor"),
        ({"actor": ("12", "Trust lead")}, "role"),
        ({"reason": "because I said so"}, "reason"),
        ({"details": {"note": "two words"}}, "note"),
        ({"details": {"note": "x" * 81}}, "note"),
        ({"details": {"note": "café"}}, "note"),
        ({"details": {"note": "line\n"}}, "note"),
        ({"details": {"a secret name": 1}}, "details"),
        ({"details": {"big": 2**53}}, "big"),
        ({"details": {"half": 0.5}}, "half"),
        ({"details": {"list": ["a"]}}, "list"),
        ({"details": {f"n{number}": number for number in range(21)}}, "details"),
    ],
)
def test_anything_that_could_be_words_is_refused_by_the_name_of_its_part(change, part):
    assert rules.text_in(**GOOD | change) == part


def test_each_entry_depends_on_the_one_before():
    event = Event("case.opened", "reporter", "", "reporter", "GF-7K2M-9QXR-4", "", {}, "2026-11-21T09Z")

    assert rules.link(bytes(32), event) != rules.link(bytes([1] * 32), event)
