"""The audit trail's rows. No foreign keys: history neither blocks a deletion nor is lost by one."""

from django.db import models
from django.db.models import Q

from reporting.actors import ActorKind
from reporting.handling import Handling


class AuditEntry(models.Model):
    """One thing done or read. Added unchained, chained once within seconds, then never changed or removed (audit/triggers.py)."""

    handling = Handling(
        open=("event", "actor_kind", "role", "subject", "reason", "hour"),
        inside=("id", "actor_ref", "details", "seq", "prev", "hash"),
    )

    event = models.CharField(max_length=80)
    actor_kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in ActorKind])
    actor_ref = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=80, blank=True)
    subject = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=80, blank=True)
    details = models.JSONField(default=dict)
    hour = models.DateTimeField()
    seq = models.BigIntegerField(null=True, unique=True)
    prev = models.BinaryField(max_length=32, null=True, unique=True)
    hash = models.BinaryField(max_length=32, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="audit_entry_is_chained_whole_or_not_at_all",
                condition=Q(seq=None, prev=None, hash=None) | Q(seq__gte=1, prev__isnull=False, hash__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="audit_of_a_subject", fields=["subject", "id"]),
            models.Index(name="audit_by_an_actor", fields=["actor_kind", "actor_ref", "hour"]),
            models.Index(name="audit_entry_waits_for_chain", fields=["id"], condition=Q(seq=None)),
        ]
