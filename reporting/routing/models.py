"""Versions of the rules, kept for good, and each member's draft of the next."""

from django.db import models
from django.db.models import Q

from reporting.handling import Handling
from reporting.routing.kinds import ChangeReason


class RoutingVersion(models.Model):
    """The rules from one change to the next: who put them into use, when, why. Never edited. The file alone is version 0."""

    number = models.PositiveIntegerField(unique=True)
    rules = models.JSONField()
    put_at = models.DateTimeField()
    put_by = models.ForeignKey("reporting.StaffMember", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20, choices=ChangeReason.choices)
    note = models.CharField(max_length=200, blank=True)
    same_as = models.PositiveIntegerField(null=True)

    handling = Handling(inside=("id", "number", "rules", "put_at", "put_by", "reason", "note", "same_as"))

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(number__gte=1), name="routing_version_0_is_the_file")]


class RoutingDraft(models.Model):
    """What a member would change. `based_on` is the version it began from, `version` counts its own changes."""

    member = models.OneToOneField("reporting.StaffMember", on_delete=models.CASCADE, related_name="routing_draft")
    based_on = models.PositiveIntegerField()
    rules = models.JSONField()
    begun_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    handling = Handling(inside=("id", "member", "based_on", "rules", "begun_at", "version"))
