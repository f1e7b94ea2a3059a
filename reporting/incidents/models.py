"""The incident and its parts. Everything a platform or a member of staff typed is sealed under the incident's own key."""

from django.db import models
from django.db.models import Q

from reporting.cases.kinds import Severity
from reporting.cases.models import new_ref
from reporting.handling import Handling
from reporting.incidents.kinds import Answer, CausePart, DisputeReason, IncidentState, LinkReason, Position, VerifyMethod
from reporting.sealing.fields import SealedField


class Incident(models.Model):
    """One failure of a platform's system."""

    number = models.CharField(max_length=12, unique=True)
    platform = models.ForeignKey("reporting.Platform", on_delete=models.PROTECT, related_name="incidents")
    product = models.ForeignKey("reporting.Product", null=True, on_delete=models.PROTECT, related_name="incidents")
    category = models.CharField(max_length=40)
    queue = models.CharField(max_length=20)
    severity = models.CharField(max_length=10, choices=Severity.choices)
    state = models.CharField(max_length=16, choices=IncidentState.choices, default=IncidentState.OPEN)
    position = models.CharField(max_length=20, choices=Position.choices, blank=True)
    envelope = models.OneToOneField("reporting.Envelope", on_delete=models.PROTECT, related_name="incident")
    cases = models.ManyToManyField("reporting.Case", through="IncidentCase", related_name="incidents")
    opened_at = models.DateTimeField()
    notified_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=20, blank=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    handling = Handling(
        open=(
            "number", "platform", "product", "category", "severity", "state", "position", "opened_at", "notified_at",
            "acknowledged_at", "closed_at", "close_reason", "reopened",
        ),
        inside=("id", "queue", "envelope", "version"),
    )  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["platform", "-id"], name="incidents_of_a_platform"),
            models.Index(fields=["product", "category"], name="open_incidents_of_a_product", condition=~Q(state="closed")),
        ]
        constraints = [
            models.CheckConstraint(
                name="an_incident_has_an_end_and_a_reason_while_it_is_closed",
                condition=Q(state="closed", closed_at__isnull=False) & ~Q(close_reason="")
                | ~Q(state="closed") & Q(closed_at__isnull=True, close_reason=""),
            )
        ]


class IncidentCase(models.Model):
    """Why a case belongs to an incident, and what its reporter said of the fix."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="links")
    case = models.ForeignKey("reporting.Case", on_delete=models.PROTECT, related_name="incident_links")
    because = models.CharField(max_length=30, choices=LinkReason.choices)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=60)

    handling = Handling(open=("incident", "case", "because", "added_at"), inside=("id", "added_by"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "case"], name="a_case_joins_an_incident_once")]


class IncidentEvent(models.Model):
    """One thing that happened to an incident, in codes."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="events")
    code = models.CharField(max_length=40)
    at = models.DateTimeField()
    by_kind = models.CharField(max_length=10)
    by_role = models.CharField(max_length=40, blank=True)
    by_ref = models.CharField(max_length=60, blank=True)
    details = models.JSONField(default=dict)

    handling = Handling(open=("code", "at"), inside=("id", "incident", "by_kind", "by_role", "by_ref", "details"))

    class Meta:
        ordering = ["id"]


class Statement(models.Model):
    """What a platform says of an incident, in words: its position, or an answer to its reporters."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="statements")
    ref = models.CharField(max_length=16, default=new_ref, unique=True)
    position = models.CharField(max_length=20, choices=Position.choices, blank=True)
    for_reporters = models.BooleanField(default=False)
    sealed_text = SealedField()
    stated_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    handling = Handling(
        open=("position", "for_reporters", "stated_at"),
        inside=("id", "incident", "ref", "told_at"),
        sealed=("sealed_text",),
        erased=("sealed_text",),
    )

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["id"], name="statements_to_tell", condition=Q(for_reporters=True, told_at=None))]


class Cause(models.Model):
    """Why it happened: which part failed and who controls it."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="causes")
    ref = models.CharField(max_length=16, default=new_ref, unique=True)
    part = models.CharField(max_length=20, choices=CausePart.choices)
    sealed_text = SealedField(null=True)
    stated_at = models.DateTimeField()
    stated_by = models.CharField(max_length=60)

    handling = Handling(open=("part", "stated_at"), inside=("id", "incident", "ref", "stated_by"), sealed=("sealed_text",))

    class Meta:
        ordering = ["id"]


class Fix(models.Model):
    """What was changed, claimed by one and verified by another."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="fixes")
    ref = models.CharField(max_length=16, default=new_ref, unique=True)
    measures = models.JSONField(default=list)
    sealed_text = SealedField(null=True)
    claimed_at = models.DateTimeField()
    claimed_by = models.CharField(max_length=60)
    is_disputed = models.BooleanField(default=False)

    handling = Handling(
        open=("measures", "claimed_at", "is_disputed"), inside=("id", "incident", "ref", "claimed_by"), sealed=("sealed_text",)
    )

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "fixes"


class Verification(models.Model):
    """Somebody who did not claim the fix checked it."""

    fix = models.OneToOneField(Fix, on_delete=models.CASCADE, related_name="verification")
    ref = models.CharField(max_length=16, default=new_ref, unique=True)
    method = models.CharField(max_length=20, choices=VerifyMethod.choices)
    sealed_text = SealedField(null=True)
    verified_by = models.CharField(max_length=60)
    verified_at = models.DateTimeField()

    handling = Handling(open=("fix", "method", "verified_at"), inside=("id", "ref", "verified_by"), sealed=("sealed_text",))


class Confirmation(models.Model):
    """What a case's reporter says of a verified fix."""

    case = models.ForeignKey("reporting.Case", on_delete=models.CASCADE, related_name="confirmations")
    fix = models.ForeignKey(Fix, on_delete=models.CASCADE, related_name="confirmations")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    reason = models.CharField(max_length=20, choices=DisputeReason.choices, blank=True)
    answered_at = models.DateTimeField()

    handling = Handling(open=("fix", "answer", "answered_at"), inside=("id", "case", "reason"), erased=("reason",))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "fix"], name="a_reporter_answers_once_for_each_fix")]
