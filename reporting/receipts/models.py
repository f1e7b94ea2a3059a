"""The receipt of a case. Erasing the case removes it; the leaf, a hash of random bits by then, stays in the log."""

from django.db import models

from reporting.handling import Handling


class Receipt(models.Model):
    """The signed statement about one case. The salts of its answers are drawn from the case's key, so they are destroyed with it."""

    handling = Handling(inside=("id", "case", "note", "leaf"), erased=("note",))

    case = models.OneToOneField("reporting.Case", on_delete=models.CASCADE, related_name="receipt")
    note = models.TextField()
    leaf = models.OneToOneField("reporting.Leaf", on_delete=models.PROTECT, related_name="receipt")
