"""Which envelopes lie under which keys."""

from django.db.models import Count, QuerySet

from reporting.sealing import keyring
from reporting.sealing.models import Envelope


def under_earlier_keys(queue: str) -> QuerySet[Envelope]:
    """Envelopes of a queue that we can open, and that are not sealed to its current key."""
    keys = keyring.current().queues[queue]
    earlier = [name for name, pair in keys.by_name.items() if pair.private and pair is not keys.current]
    return Envelope.objects.filter(queue=queue, queue_key__in=earlier, destroyed_at=None)


def envelopes_by_key() -> dict[tuple[str, str], int]:
    """How many envelopes, not destroyed, lie under each (queue, key name)."""
    rows = Envelope.objects.filter(destroyed_at=None).order_by().values_list("queue", "queue_key").annotate(Count("pk"))
    return {(queue, key): count for queue, key, count in rows}
