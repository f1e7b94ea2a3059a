"""Payloads are thin and closed: codes, numbers and times, never words."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reporting.webhooks import schemas
from reporting.webhooks.kinds import EventType
from reporting.webhooks.schemas import FIELDS, SHAPES

SENTENCES = [
    "The model told me to do it.",
    "the_model told me",
    "words",
    "Words and words",
    "a" * 64,
    "line\nbreak",
    "<script>",
    "Ünïcode",
    "",
    " ",
]


@pytest.mark.parametrize("event", EventType)
def test_every_event_has_a_shape_an_example_and_a_schema_that_takes_it(event):
    schema = schemas.json_schema(event)

    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(schemas.example(event))

    assert schemas.faults(event, schemas.example_payload(event)) == []
    assert len(json.dumps(schemas.example(event))) < 2_000


@pytest.mark.parametrize("event", EventType)
def test_the_largest_body_an_event_can_have_is_far_below_the_limit(event):
    shape = SHAPES[event]

    assert len({*shape.needs, *shape.may}) * (64 + 40) + 200 < schemas.MOST_BYTES


@pytest.mark.parametrize("event", EventType)
def test_no_field_takes_a_sentence(event):
    payload = schemas.example_payload(event)

    for name in payload:
        for sentence in (text for text in SENTENCES if " " in text or "\n" in text or text in ("", "<script>", "Ünïcode", "a" * 64)):
            assert schemas.faults(event, {**payload, name: sentence}) == [f"{name}: not a {FIELDS[name].form.name.lower()}"]


@pytest.mark.parametrize("event", EventType)
def test_a_field_that_is_not_declared_is_refused(event):
    payload = {**schemas.example_payload(event), "description": "x"}

    assert schemas.faults(event, payload) == [f"description: not a field of {event}"]
    assert not Draft202012Validator(schemas.json_schema(event)).is_valid({**schemas.example(event), "description": "x"})


@pytest.mark.parametrize("event", EventType)
def test_every_needed_field_is_missed(event):
    payload = schemas.example_payload(event)

    for name in SHAPES[event].needs:
        rest = {other: value for other, value in payload.items() if other != name}
        assert schemas.faults(event, rest) == [f"{name}: missing"]


@given(
    st.sampled_from(sorted(FIELDS)), st.one_of(st.text(max_size=80), st.integers(), st.booleans(), st.from_regex(r"[A-Za-z0-9_.:-]{1,70}"))
)
def test_our_check_and_the_published_schema_agree_on_every_value(name, value):
    field = FIELDS[name]
    is_ascii_line = not isinstance(value, str) or "\n" not in value

    agrees = Draft202012Validator(field.form.schema()).is_valid(value)

    assert field.form.takes(value) == agrees or not is_ascii_line


def test_times_in_utc_are_written_one_way_and_unknown_values_left_out():
    told = schemas.told({"due_at": "2026-03-02T09:00:00+00:00", "kind": "update", "fact": None})

    assert told == {"due_at": "2026-03-02T09:00:00Z", "kind": "update"}


def test_a_time_elsewhere_than_utc_is_refused():
    told = schemas.told({"subject": "IN-AAAA-BBBB", "kind": "update", "due_at": "2026-03-02T09:00:00+01:00"})

    assert schemas.faults(EventType.CLOCK_DUE_SOON, told) == ["due_at: not a time"]


@pytest.mark.parametrize(
    ("event", "payload", "subject"),
    [
        ("case.opened", {"case_number": "GF-1", "incident_number": "IN-1"}, "GF-1"),
        ("incident.case_added", {"case_number": "GF-1", "incident_number": "IN-1"}, "IN-1"),
        ("clock.breached", {"subject": "GF-1"}, "GF-1"),
        ("endpoint.test", {"endpoint": "ep_1"}, "ep_1"),
        ("incident.surge", {"product": "chat", "cases": 3}, "chat"),
        ("incident.surge", {"cases": 3}, "platform"),
    ],
)
def test_what_the_sequence_counts(event, payload, subject):
    assert schemas.subject_of(event, payload) == subject
