"""What makes a retried request find its report again."""

from django.db import models

from reporting.handling import Handling


class FilingKey(models.Model):
    """The hash of an Idempotency-Key that a client sent with a report, and a keyed hash of what it came with. Erasing the case deletes it."""

    lookup = models.CharField(max_length=64, unique=True)
    fingerprint = models.CharField(max_length=64, default="")
    case = models.ForeignKey("reporting.Case", on_delete=models.CASCADE, related_name="filing_keys")

    handling = Handling(inside=("id", "lookup", "fingerprint", "case"), erased=("lookup", "fingerprint"))
