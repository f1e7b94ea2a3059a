"""The report table. Closed choices stand in the clear by who may see them; everything typed is sealed."""

from django.db import models

from reporting.handling import Handling
from reporting.sealing.fields import SealedField


class Report(models.Model):
    """What a reporter told us. Frozen when filed; a correction is a message in the mailbox."""

    envelope = models.OneToOneField("reporting.Envelope", on_delete=models.PROTECT, related_name="report")
    platform = models.ForeignKey("reporting.Platform", null=True, on_delete=models.PROTECT, related_name="reports")
    product = models.ForeignKey("reporting.Product", null=True, on_delete=models.PROTECT, related_name="reports")
    category = models.CharField(max_length=40)
    subcategory = models.CharField(max_length=40, blank=True)
    open_answers = models.JSONField(default=dict)
    staff_answers = models.JSONField(default=dict)
    sealed_answers = SealedField()
    language = models.CharField(max_length=12, default="en")
    received_at = models.DateTimeField()

    handling = Handling(
        open=("platform", "product", "category", "open_answers"),
        inside=("id", "envelope", "subcategory", "staff_answers", "language", "received_at"),
        sealed=("sealed_answers",),
        erased=("open_answers", "staff_answers", "sealed_answers", "subcategory", "language"),
    )
