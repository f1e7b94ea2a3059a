"""What makes a retried request find its report again."""

from django.db import models

from reporting.handling import Handling


class FilingKey(models.Model):
    """The hash of an Idempotency-Key that a client sent with a report."""

    lookup = models.CharField(max_length=64, unique=True)
    case = models.ForeignKey("reporting.Case", on_delete=models.CASCADE, related_name="+")

    handling = Handling(inside=("id", "lookup", "case"))
