"""A message as rows: its bytes, its place in its subject's sequence, and one delivery for each endpoint that wants it."""

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from reporting import jobs
from reporting.clock import hour
from reporting.platforms.models import Platform
from reporting.webhooks import schemas
from reporting.webhooks.kinds import DeliveryState, EndpointState
from reporting.webhooks.models import Delivery, Endpoint, WebhookMessage

JOB = "webhooks.deliver"
TRIES = 3
Payload = Mapping[str, str | int | bool | None]


def write(platform: Platform, event: str, payload: Payload, at: datetime) -> WebhookMessage:
    """One message row with the next number of its sequence. Raises ValueError when the payload does not fit the event's closed schema."""
    told = schemas.told(payload)
    wrong = schemas.faults(event, told)
    if wrong:
        raise ValueError(f"{event} cannot be told: {', '.join(wrong)}")
    for _ in range(TRIES - 1):
        try:
            with transaction.atomic():
                return _write(platform, event, told, at)
        except IntegrityError:
            continue  # somebody else told of the same subject meanwhile and took the number
    return _write(platform, event, told, at)


def send(message: WebhookMessage, endpoints: Sequence[Endpoint], at: datetime) -> None:
    """One delivery per endpoint, due now, or held where the endpoint is switched off; then the nudge."""
    Delivery.objects.bulk_create(_delivery(message, endpoint, at) for endpoint in endpoints)
    if endpoints:
        jobs.later(JOB)


def _write(platform: Platform, event: str, told: Mapping[str, schemas.Value], at: datetime) -> WebhookMessage:
    subject = schemas.subject_of(event, told)
    so_far = WebhookMessage.objects.filter(platform=platform, subject=subject).aggregate(last=Max("sequence"))["last"] or 0
    return WebhookMessage.objects.create(
        platform=platform,
        number=f"msg_{secrets.token_hex(16)}",
        event=event,
        subject=subject,
        sequence=so_far + 1,
        body=_body(event, told, so_far + 1, at),
        created_at=at,
    )


def _body(event: str, told: Mapping[str, schemas.Value], sequence: int, at: datetime) -> str:
    """The JSON text; its time is no finer than the hour, as nothing about a reporter's doings is (security design, T05 and T13)."""
    whole = {"type": str(event), "timestamp": f"{hour(at):%Y-%m-%dT%H:%M:%SZ}", "data": {**told, "sequence": sequence}}
    return json.dumps(whole, separators=(",", ":"))


def _delivery(message: WebhookMessage, endpoint: Endpoint, at: datetime) -> Delivery:
    if endpoint.state == EndpointState.ACTIVE:
        return Delivery(message=message, endpoint=endpoint, state=DeliveryState.DUE, next_try_at=at)
    return Delivery(message=message, endpoint=endpoint, state=DeliveryState.HELD)
