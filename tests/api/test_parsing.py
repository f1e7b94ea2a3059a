"""Bodies that readers disagree on are refused, each with its own reason, and never echoed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.api.parsing import NotJSON, check, read
from reporting.refusals import Refused


@pytest.mark.parametrize(
    ("raw", "status", "code", "reason"),
    [
        (b"{", 400, "parse", None),
        (b"\xff\xfe{}", 400, "parse", None),
        (b'{"a": NaN}', 400, "parse", None),
        (b'{"a": Infinity}', 400, "parse", None),
        (b'{"a": 1e999}', 400, "parse", None),
        (b"1" * 5000, 400, "parse", None),
        (b"[" * 30_000, 400, "parse", None),
        (b"[" * 30_000 + b"]" * 30_000, 400, "parse", None),
        (b'{"a":' * 9 + b"1" + b"}" * 9, 400, "parse", None),
        (b'{"a": 1, "a": 2}', 422, "duplicate_field", None),
        (b'{"what_happened": "\\ud800"}', 422, "content_refused", "hidden_characters"),
        (b'{"\\udc00": "x"}', 422, "content_refused", "hidden_characters"),
        (b'{"what_happened": "a\\u0000b"}', 422, "content_refused", "control"),
    ],
)
def test_what_is_not_read(anyone, raw, status, code, reason):
    answer = anyone.client.generic("POST", "/api/v1/reports", raw, content_type="application/json")

    problem = answer.json()
    assert (answer.status_code, problem["code"], problem.get("reason")) == (status, code, reason)


@pytest.mark.parametrize(
    "media_type", ["application/x-www-form-urlencoded", "text/plain", "application/json; charset=latin-1", "application/ld+json"]
)
def test_other_media_types_are_not_read(anyone, media_type):
    assert anyone.client.generic("POST", "/api/v1/reports", b"{}", content_type=media_type).status_code == 415


def test_nothing_may_stand_in_the_address(anyone):
    answer = anyone.post("reports?what_happened=hello", {})

    assert (answer.status_code, answer.json()["code"]) == (400, "query_not_allowed")


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(plain)
def test_plain_json_is_read_as_it_is(value):
    assert read(json.dumps(value, ensure_ascii=False).encode()) == value


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw):
    try:
        check(read(raw), depth=1, field="")
    except Refused as refusal:
        assert isinstance(refusal, NotJSON) or refusal.status == 422
