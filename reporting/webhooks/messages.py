"""A message as rows: its bytes, its place in its subject's sequence, and one delivery for each endpoint that wants it.

Filing a report passes here, so it is a few short statements, written out: through models the same took three times as long.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from reporting import jobs, rows
from reporting.clock import hour
from reporting.platforms.models import Platform
from reporting.webhooks import schemas
from reporting.webhooks.kinds import DeliveryState, EndpointState
from reporting.webhooks.models import WebhookMessage

JOB = "webhooks.deliver"
Payload = Mapping[str, str | int | bool | None]

NEXT = "SELECT COALESCE(MAX(sequence), 0) + 1 FROM reporting_webhookmessage WHERE platform_id = %s AND subject = %s"
ADD = """
INSERT INTO reporting_webhookmessage (platform_id, number, event, subject, sequence, body, created_at) VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (platform_id, subject, sequence) DO NOTHING RETURNING id
"""
LISTENERS = "SELECT id, state, events FROM reporting_endpoint WHERE platform_id = %s AND state <> 'removed'"
SEND = """
INSERT INTO reporting_delivery (message_id, endpoint_id, state, next_try_at, attempt, recorded, failures)
VALUES (%s, %s, %s, %s, 0, 0, 0)
"""


@dataclass(frozen=True, slots=True)
class Listener:
    """An endpoint that may be told, also while it is switched off."""

    endpoint: int
    state: str
    events: tuple[str, ...]

    def wants(self, event: str) -> bool:
        """An empty list means every event."""
        return not self.events or event in self.events


def write(platform: Platform, event: str, payload: Payload, at: datetime, *, is_first: bool = False) -> WebhookMessage:
    """One message row with the next number of its sequence, which is the first for a subject that was made a moment ago.

    Raises ValueError when the payload does not fit the event's closed schema.
    """
    told = schemas.told(payload)
    wrong = schemas.faults(event, told)
    if wrong:
        raise ValueError(f"{event} cannot be told: {', '.join(wrong)}")
    message = WebhookMessage(
        platform=platform,
        number=f"msg_{secrets.token_hex(16)}",
        event=event,
        subject=schemas.subject_of(event, told),
        created_at=at,
    )
    if is_first:
        return rows.add(_numbered(message, told, 1))
    while not _add(_numbered(message, told, _next(message))):
        continue  # somebody else told of the same subject meanwhile and took the number
    return message


def listeners(platform: Platform) -> list[Listener]:
    """The platform's endpoints; removed ones are gone."""
    with connection.cursor() as cursor:
        cursor.execute(LISTENERS, [platform.pk])
        return [Listener(pk, state, tuple(json.loads(events))) for pk, state, events in cursor.fetchall()]


def send(message: WebhookMessage, chosen: Iterable[Listener]) -> None:
    """One delivery per endpoint, due now, or held where the endpoint is switched off; then the nudge."""
    due_at = _stored(message.created_at)
    deliveries = [
        (message.pk, one.endpoint, DeliveryState.DUE.value, due_at)
        if one.state == EndpointState.ACTIVE
        else (message.pk, one.endpoint, DeliveryState.HELD.value, None)
        for one in chosen
    ]
    if deliveries:
        with connection.cursor() as cursor:
            cursor.executemany(SEND, deliveries)
        jobs.later(JOB)


def _next(message: WebhookMessage) -> int:
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [message.platform_id, message.subject])
        (number,) = cursor.fetchone()
    return int(number)


def _numbered(message: WebhookMessage, told: Mapping[str, schemas.Value], sequence: int) -> WebhookMessage:
    message.sequence, message.body = sequence, _body(message.event, told, sequence, message.created_at)
    return message


def _add(message: WebhookMessage) -> bool:
    values: list[Any] = [message.platform_id, message.number, message.event, message.subject, message.sequence, message.body]
    with connection.cursor() as cursor:
        cursor.execute(ADD, [*values, _stored(message.created_at)])
        row = cursor.fetchone()
    message.pk = row and row[0]
    return row is not None


def _body(event: str, told: Mapping[str, schemas.Value], sequence: int, at: datetime) -> str:
    """The JSON text; its time is no finer than the hour, as nothing about a reporter's doings is (security design, T05 and T13)."""
    whole = {"type": str(event), "timestamp": f"{hour(at):%Y-%m-%dT%H:%M:%SZ}", "data": {**told, "sequence": sequence}}
    return json.dumps(whole, separators=(",", ":"))


def _stored(at: datetime) -> Any:
    """A time as this database stores it."""
    return connection.ops.adapt_datetimefield_value(at)
