"""Writing down how tries ended, a wave at a time. A result counts only while its attempt number is still the delivery's own.

A delivery that was put on hold meanwhile still takes a success, never a failure.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import F

from reporting.webhooks.kinds import DeliveryState, Tried, Unsent
from reporting.webhooks.models import Attempt, Delivery

RECORD = """
WITH result AS (
    SELECT * FROM json_to_recordset(%s::json) AS one(
        id bigint, attempt int, state text, failed int, next_try_at timestamptz, done_at timestamptz,
        at timestamptz, status int, milliseconds int, fault text, size int)
), tried AS (
    INSERT INTO reporting_attempt (delivery_id, number, at, status, milliseconds, fault, size, next_try_at)
    SELECT id, attempt, at, status, milliseconds, fault, size, next_try_at FROM result ON CONFLICT DO NOTHING
)
UPDATE reporting_delivery AS delivery
SET state = result.state, recorded = result.attempt, failures = delivery.failures + result.failed,
    next_try_at = result.next_try_at, done_at = result.done_at
FROM result
WHERE delivery.id = result.id AND delivery.attempt = result.attempt
  AND (delivery.state = 'due' OR (delivery.state = 'held' AND result.state = 'done'))
"""


@dataclass(frozen=True, slots=True)
class Result:
    """A try and what follows from it: the delivery's next state and, when it is tried again, when."""

    tried: Tried
    state: DeliveryState
    next_try_at: datetime | None

    @property
    def is_done(self) -> bool:
        return self.state is DeliveryState.DONE

    @property
    def done_at(self) -> datetime | None:
        return self.tried.at if self.is_done else None


def write(results: Sequence[Result]) -> None:
    """One attempt row per try, and the delivery's next state; two statements at most on PostgreSQL whatever the number of results."""
    if results:
        (_write_in_one_statement if connection.vendor == "postgresql" else _write_one_by_one)(results)


def give_back(unsent: Sequence[Unsent], *, at: datetime) -> None:
    """Deliveries that were claimed and never tried are due again, and lose no attempt."""
    for one in unsent:
        Delivery.objects.filter(pk=one.claimed.delivery, attempt=one.claimed.attempt, state=DeliveryState.DUE).update(
            attempt=F("attempt") - 1, next_try_at=at
        )


def _write_in_one_statement(results: Sequence[Result]) -> None:
    """As one JSON text, which is cheaper to make and to read than eleven arrays."""
    with connection.cursor() as cursor:
        cursor.execute(RECORD, [json.dumps([_as_json(r) for r in results])])


def _as_json(r: Result) -> dict[str, object]:
    return {
        "id": r.tried.claimed.delivery,
        "attempt": r.tried.claimed.attempt,
        "state": r.state.value,
        "failed": 0 if r.is_done else 1,
        "next_try_at": r.next_try_at and r.next_try_at.isoformat(),
        "done_at": r.done_at and r.done_at.isoformat(),
        "at": r.tried.at.isoformat(),
        "status": r.tried.status,
        "milliseconds": r.tried.milliseconds,
        "fault": r.tried.fault,
        "size": r.tried.size,
    }


def _write_one_by_one(results: Sequence[Result]) -> None:
    for r in results:
        takes = (DeliveryState.DUE, DeliveryState.HELD) if r.is_done else (DeliveryState.DUE,)
        Delivery.objects.filter(pk=r.tried.claimed.delivery, attempt=r.tried.claimed.attempt, state__in=takes).update(
            state=r.state,
            recorded=r.tried.claimed.attempt,
            failures=F("failures") + (0 if r.is_done else 1),
            next_try_at=r.next_try_at,
            done_at=r.done_at,
        )
    Attempt.objects.bulk_create(map(_attempt, results), ignore_conflicts=True)


def _attempt(r: Result) -> Attempt:
    return Attempt(
        delivery_id=r.tried.claimed.delivery,
        number=r.tried.claimed.attempt,
        at=r.tried.at,
        status=r.tried.status,
        milliseconds=r.tried.milliseconds,
        fault=r.tried.fault,
        size=r.tried.size,
        next_try_at=r.next_try_at,
    )
