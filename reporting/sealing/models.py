"""The envelope: one case's data key, sealed to its queue and to its reporter."""

from django.db import models
from django.db.models import Q

from reporting.handling import Handling
from reporting.sealing import hybrid
from reporting.sealing.fields import KeyField
from reporting.sealing.kinds import QUEUES


class Envelope(models.Model):
    """Destroying it is erasing the case: without it no copy of the case's texts, in any backup kept elsewhere, can be opened.

    A narrow table, six rows to a page, so that it can have a backup window of its own (security design, 5.8).
    """

    name = models.CharField(max_length=16, primary_key=True)
    queue = models.CharField(max_length=24)
    queue_key = models.CharField(max_length=32)
    sealed_for_queue = KeyField(max_length=hybrid.SEALED_FOR_QUEUE, null=True)
    reporter_public = KeyField(max_length=hybrid.CURVE, null=True)
    sealed_for_reporter = KeyField(max_length=hybrid.SEALED_FOR_REPORTER, null=True)
    destroyed_at = models.DateTimeField(null=True)

    handling = Handling(
        inside=("name", "queue", "queue_key", "reporter_public", "destroyed_at"),
        sealed=("sealed_for_queue", "sealed_for_reporter"),
        erased=("sealed_for_queue", "reporter_public", "sealed_for_reporter"),
    )

    class Meta:
        indexes = [models.Index(fields=["queue", "queue_key"], name="envelope_by_queue_key")]
        constraints = [
            models.CheckConstraint(condition=Q(queue__in=QUEUES), name="an_envelope_is_sealed_to_a_known_queue"),
            models.CheckConstraint(
                condition=Q(destroyed_at=None, sealed_for_queue__isnull=False)
                | Q(destroyed_at__isnull=False, sealed_for_queue=None, sealed_for_reporter=None, reporter_public=None),
                name="a_destroyed_envelope_holds_no_key_and_any_other_does",
            ),
            models.CheckConstraint(
                condition=Q(reporter_public=None, sealed_for_reporter=None)
                | Q(reporter_public__isnull=False, sealed_for_reporter__isnull=False),
                name="a_reporter_key_and_what_is_sealed_to_it_come_together",
            ),
        ]

    @property
    def is_destroyed(self) -> bool:
        return self.sealed_for_queue is None
