"""What each event tells, field by field: a closed JSON Schema and an example per type. Numbers, codes and times; never words."""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from enum import Enum

from reporting.webhooks.kinds import EventType

Value = str | int | bool
MOST_BYTES = 20_000
DRAFT = "https://json-schema.org/draft/2020-12/schema"


class Form(Enum):
    """The forms a field may take, each so narrow that no sentence fits in."""

    NUMBER = r"^[A-Z]{2}(-[0-9A-Z]{1,4}){2,4}$"
    CODE = r"^[a-z0-9][A-Za-z0-9_.:-]{0,62}$"
    TIME = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?Z$"
    COUNT = ""

    def takes(self, value: object) -> bool:
        """Whether a payload's value has this form."""
        if self is Form.COUNT:
            return isinstance(value, int) and not isinstance(value, bool) and value >= 0
        return isinstance(value, str) and re.fullmatch(self.value[1:-1], value) is not None

    def schema(self) -> dict[str, object]:
        return {"type": "integer", "minimum": 0} if self is Form.COUNT else {"type": "string", "pattern": self.value}


@dataclass(frozen=True, slots=True)
class Field:
    """One field wherever it occurs: its form, what it means, and a value for examples."""

    form: Form
    about: str
    example: Value


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields of one event's `data`. `sequence` is added to every one."""

    needs: tuple[str, ...]
    may: tuple[str, ...] = ()


FIELDS: Mapping[str, Field] = {
    "case_number": Field(Form.NUMBER, "the case, as this platform knows it", "GF-EXMP-1234-5"),
    "incident_number": Field(Form.NUMBER, "the incident", "IN-EXMP-1234"),
    "subject": Field(Form.NUMBER, "the case or incident the deadline belongs to", "IN-EXMP-1234"),
    "product": Field(Form.CODE, "short name of the product", "example-chat"),
    "category": Field(Form.CODE, "coarse category of what was reported", "self_harm"),
    "severity": Field(Form.CODE, "critical, high, medium or low", "high"),
    "state": Field(Form.CODE, "where it stands now", "with_platform"),
    "previous_state": Field(Form.CODE, "where it stood before", "in_triage"),
    "close_reason": Field(Form.CODE, "how it ended", "fixed"),
    "because": Field(Form.CODE, "why this case belongs to the incident", "same_behaviour"),
    "reason": Field(Form.CODE, "why, as a code", "gone"),
    "kind": Field(Form.CODE, "which kind of deadline", "statutory"),
    "fact": Field(Form.CODE, "for a deadline in law, which one (see the facts)", "eu-ai-act-73"),
    "due_at": Field(Form.TIME, "when it is due", "2026-03-04T17:00:00Z"),
    "received_at": Field(Form.TIME, "when the report came, to the hour", "2026-03-02T09:00:00Z"),
    "since": Field(Form.TIME, "from when on", "2026-02-25T09:00:00Z"),
    "cases": Field(Form.COUNT, "how many cases", 3),
    "hours": Field(Form.COUNT, "over how many hours", 24),
    "message_number": Field(Form.COUNT, "which message of the case", 2),
    "fix_number": Field(Form.COUNT, "which fix of the incident", 1),
    "disputes": Field(Form.COUNT, "how many reporters dispute it", 1),
    "failures": Field(Form.COUNT, "how many tries failed in a row", 42),
    "endpoint": Field(Form.CODE, "the endpoint", "ep_exmp1234"),
    "sequence": Field(Form.COUNT, "counts the messages about this subject from 1; order of arrival is not promised", 1),
}

_CASE = ("state", "previous_state", "severity", "category", "product", "received_at", "incident_number")
_INCIDENT = ("state", "previous_state", "severity", "category", "product", "cases")
_FIX = (*_INCIDENT, "fix_number", "due_at")
_CLOCK = Shape(("subject", "kind"), ("fact", "due_at"))

SHAPES: Mapping[EventType, Shape] = {
    EventType.CASE_OPENED: Shape(("case_number",), (*_CASE, "close_reason")),
    EventType.CASE_MOVED: Shape(("case_number", "state"), (*_CASE, "close_reason")),
    EventType.CASE_CLOSED: Shape(("case_number",), (*_CASE, "close_reason")),
    EventType.CASE_MESSAGE_FOR_PLATFORM: Shape(("case_number",), (*_CASE, "close_reason", "message_number")),
    EventType.INCIDENT_OPENED: Shape(("incident_number",), _INCIDENT),
    EventType.INCIDENT_CASE_ADDED: Shape(("incident_number", "case_number"), (*_INCIDENT, "because")),
    EventType.INCIDENT_MOVED: Shape(("incident_number", "state"), (*_INCIDENT, "close_reason")),
    EventType.INCIDENT_REOPENED: Shape(("incident_number",), (*_INCIDENT, "reason")),
    EventType.INCIDENT_SURGE: Shape(("cases",), (*_INCIDENT, "incident_number", "hours", "since")),
    EventType.FIX_REQUESTED: Shape(("incident_number",), _FIX),
    EventType.FIX_VERIFIED: Shape(("incident_number",), _FIX),
    EventType.FIX_DISPUTED: Shape(("incident_number",), (*_FIX, "case_number", "disputes", "reason")),
    EventType.CLOCK_DUE_SOON: _CLOCK,
    EventType.CLOCK_BREACHED: _CLOCK,
    EventType.NOTICE_ACKNOWLEDGED: Shape(("incident_number",), _INCIDENT),
    EventType.PLEDGE_RETALIATION_REPORTED: Shape((), (*_INCIDENT, "incident_number", "case_number", "received_at", "reason")),
    EventType.ENDPOINT_DISABLED: Shape(("endpoint", "reason"), ("failures", "since")),
    EventType.ENDPOINT_TEST: Shape(("endpoint",)),
}
SUBJECTS = ("incident_number", "case_number", "endpoint", "product")


def told(payload: Mapping[str, Value | None]) -> dict[str, Value]:
    """The payload without what is unknown, its UTC times in the one form we send."""
    return {name: _in_utc(name, value) for name, value in payload.items() if value is not None}


def faults(event: str, payload: Mapping[str, Value]) -> list[str]:
    """Everything that keeps a payload from being told, as `field: fault`; empty when it fits its closed shape."""
    shape = SHAPES[EventType(event)]
    allowed = {*shape.needs, *shape.may}
    missing = [f"{name}: missing" for name in shape.needs if name not in payload]
    return missing + [fault for name, value in payload.items() if (fault := _fault(event, allowed, name, value))]


def subject_of(event: str, payload: Mapping[str, Value]) -> str:
    """What the sequence counts: the case for an event of a case, else the incident, else the endpoint, else the product."""
    first = "case_number" if event.startswith("case.") else "subject"
    return next((str(payload[name]) for name in (first, *SUBJECTS) if name in payload), "platform")


def json_schema(event: EventType) -> dict[str, object]:
    """The closed schema of one event's whole body (JSON Schema, draft 2020-12)."""
    shape = SHAPES[event]
    names = (*dict.fromkeys((*shape.needs, *shape.may)), "sequence")
    return {
        "$schema": DRAFT,
        "title": event.value,
        "type": "object",
        "additionalProperties": False,
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": {"const": event.value},
            "timestamp": Form.TIME.schema(),
            "data": {
                "type": "object",
                "additionalProperties": False,
                "required": [*shape.needs, "sequence"],
                "properties": {name: {**FIELDS[name].form.schema(), "description": FIELDS[name].about} for name in names},
            },
        },
    }


def example_payload(event: EventType) -> dict[str, Value]:
    """A made-up payload with every field the event may have."""
    shape = SHAPES[event]
    return {name: FIELDS[name].example for name in dict.fromkeys((*shape.needs, *shape.may))}


def example(event: EventType) -> dict[str, object]:
    """A made-up body with every field the event may have."""
    return {"type": event.value, "timestamp": "2026-03-02T09:00:00Z", "data": {**example_payload(event), "sequence": 1}}


def reference() -> list[dict[str, object]]:
    """Everything the reference page shows: event, sentence, schema, example."""
    return [
        {"event": event.value, "sentence": str(event.label), "schema": json_schema(event), "example": example(event)} for event in EventType
    ]


def _in_utc(name: str, value: Value) -> Value:
    is_time = name in FIELDS and FIELDS[name].form is Form.TIME
    return value.removesuffix("+00:00") + "Z" if is_time and isinstance(value, str) and value.endswith("+00:00") else value


def _fault(event: str, allowed: Container[str], name: str, value: Value) -> str:
    if name not in allowed:
        return f"{name}: not a field of {event}"
    form = FIELDS[name].form
    return "" if form.takes(value) else f"{name}: not a {form.name.lower()}"
