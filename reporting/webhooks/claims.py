"""Taking due deliveries on a lease: which endpoints have any, and claiming some of each without two workers taking the same one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from reporting.webhooks.kinds import Claimed, DeliveryState, EndpointState
from reporting.webhooks.models import Delivery, Endpoint

# For each endpoint, its quota of the oldest due deliveries, first tries before later ones; rows another worker holds are passed over.
CLAIM = """
WITH wanted(endpoint_id, most) AS (SELECT * FROM unnest(%(endpoints)s::bigint[], %(quotas)s::int[])),
picked AS (
    SELECT due.id FROM wanted CROSS JOIN LATERAL (
        SELECT id FROM reporting_delivery
        WHERE endpoint_id = wanted.endpoint_id AND state = 'due' AND next_try_at <= %(at)s
        ORDER BY failures, next_try_at LIMIT wanted.most FOR UPDATE SKIP LOCKED
    ) AS due
)
UPDATE reporting_delivery AS taken SET attempt = taken.attempt + 1, next_try_at = %(lease)s
FROM picked, reporting_webhookmessage AS message
WHERE taken.id = picked.id AND message.id = taken.message_id
RETURNING taken.id, taken.endpoint_id, taken.attempt, taken.recorded, taken.failures, message.number, message.body
"""


@dataclass(frozen=True, slots=True)
class Ready:
    """An endpoint with something due. `broken_until` is set while its breaker lets one probe through."""

    endpoint: int
    version: int
    at_once: int
    broken_until: datetime | None


def ready(*, at: datetime) -> list[Ready]:
    """Active endpoints with something due and a breaker that is closed or may be probed; one look-up each in the index of what is due."""
    due = Delivery.objects.filter(endpoint=OuterRef("pk"), state=DeliveryState.DUE, next_try_at__lte=at)
    rows = (
        Endpoint.objects.filter(Q(broken_until=None) | Q(broken_until__lte=at), Exists(due), state=EndpointState.ACTIVE)
        .order_by("pk")
        .values_list("pk", "version", "at_once", "broken_until")
    )
    return [Ready(*row) for row in rows]


def take_probe(endpoint: Ready, *, until: datetime) -> bool:
    """Take the one probe an open breaker allows at a time; False when another worker was first."""
    return bool(Endpoint.objects.filter(pk=endpoint.endpoint, broken_until=endpoint.broken_until).update(broken_until=until))


@transaction.atomic(savepoint=False)
def claim(quotas: Mapping[int, int], *, at: datetime, lease: timedelta) -> list[Claimed]:
    """Lease up to its quota of each endpoint's due deliveries. Whoever dies with a lease loses it when it ends."""
    wanted = {endpoint: most for endpoint, most in quotas.items() if most > 0}
    if not wanted:
        return []
    return (_claim_in_one_statement if connection.vendor == "postgresql" else _claim_one_by_one)(wanted, at, at + lease)


def _claim_in_one_statement(quotas: Mapping[int, int], at: datetime, lease: datetime) -> list[Claimed]:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"endpoints": list(quotas), "quotas": list(quotas.values()), "at": at, "lease": lease})
        rows = cursor.fetchall()
    rows.sort()
    return [
        Claimed(pk, endpoint, attempt, recorded, failures, number, body.encode())
        for pk, endpoint, attempt, recorded, failures, number, body in rows
    ]


def _claim_one_by_one(quotas: Mapping[int, int], at: datetime, lease: datetime) -> list[Claimed]:
    """Compare and swap, for databases without SKIP LOCKED: a row is ours when its attempt number was still the one we read."""
    return [
        Claimed(pk, endpoint, attempt + 1, recorded, failures, number, body.encode())
        for endpoint, most in quotas.items()
        for pk, attempt, recorded, failures, number, body in _due(endpoint, at)[:most]
        if Delivery.objects.filter(pk=pk, attempt=attempt, state=DeliveryState.DUE).update(attempt=F("attempt") + 1, next_try_at=lease)
    ]


def _due(endpoint: int, at: datetime) -> QuerySet[Delivery, tuple[int, int, int, int, str, str]]:
    due = Delivery.objects.filter(endpoint=endpoint, state=DeliveryState.DUE, next_try_at__lte=at)
    return due.order_by("failures", "next_try_at", "pk").values_list(
        "pk", "attempt", "recorded", "failures", "message__number", "message__body"
    )
