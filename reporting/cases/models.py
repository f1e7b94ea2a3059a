"""The case, what happened to it, and what staff noted."""

import secrets
from datetime import UTC, datetime

from django.db import models
from django.db.models import Q

from reporting.cases.kinds import CaseState, CloseReason, Queue, Severity
from reporting.handling import Handling
from reporting.sealing.fields import SealedField

NOTHING_DUE = datetime(9999, 1, 1, tzinfo=UTC)
IS_OPEN = ~Q(state=CaseState.CLOSED)


def new_ref() -> str:
    """A row's own random name, to which its ciphertext is bound."""
    return secrets.token_hex(8)


class Case(models.Model):
    """Our work with one reporter. One report, one case."""

    number = models.CharField(max_length=16, unique=True)
    report = models.OneToOneField("reporting.Report", on_delete=models.PROTECT, related_name="case")
    platform = models.ForeignKey("reporting.Platform", null=True, on_delete=models.PROTECT, related_name="cases")
    queue = models.CharField(max_length=20, choices=Queue.choices)
    also_queue = models.CharField(max_length=20, choices=Queue.choices, blank=True)
    severity = models.CharField(max_length=10, choices=Severity.choices)
    urgency = models.PositiveSmallIntegerField()
    sensitivity = models.CharField(max_length=2)
    flags = models.JSONField(default=list)
    because = models.JSONField(default=list)
    state = models.CharField(max_length=24, choices=CaseState.choices, default=CaseState.RECEIVED)
    waits_from = models.CharField(max_length=24, choices=CaseState.choices, blank=True)
    is_shared = models.BooleanField(default=True)
    shares_locator = models.BooleanField(default=True)
    assignee = models.ForeignKey("reporting.StaffMember", null=True, on_delete=models.PROTECT, related_name="cases")
    assigned_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(default=NOTHING_DUE)
    closed_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=20, choices=CloseReason.choices, blank=True)
    appeal_of_decision_by = models.CharField(max_length=20, blank=True)
    version = models.PositiveIntegerField(default=1)

    handling = Handling(
        open=("number", "platform", "severity", "state", "opened_at", "closed_at", "close_reason"),
        inside=(
            "id", "report", "queue", "also_queue", "urgency", "sensitivity", "flags", "because", "waits_from", "is_shared", "shares_locator",
            "assignee", "assigned_at", "due_at", "appeal_of_decision_by", "version",
        ),
        erased=("flags", "because"),
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_closed_case_has_a_reason_and_a_time",
                condition=Q(state=CaseState.CLOSED, closed_at__isnull=False) & ~Q(close_reason="") | ~Q(state=CaseState.CLOSED),
            ),
            models.CheckConstraint(
                name="an_assignee_comes_with_a_time",
                condition=Q(assignee__isnull=True, assigned_at__isnull=True) | Q(assignee__isnull=False, assigned_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["urgency", "due_at", "id"], name="open_cases_by_urgency", condition=IS_OPEN),
            models.Index(fields=["queue", "urgency", "due_at", "id"], name="open_cases_of_a_queue", condition=IS_OPEN),
            models.Index(fields=["assignee", "urgency", "due_at", "id"], name="open_cases_of_a_member", condition=IS_OPEN),
            models.Index(fields=["platform", "-id"], name="cases_of_a_platform"),
        ]

    @property
    def next_due(self) -> datetime | None:
        """When the next thing is due; None when nothing is."""
        return None if self.due_at == NOTHING_DUE else self.due_at


class CaseEvent(models.Model):
    """One thing that happened to a case, in codes: the reporter's timeline and the desk's history are made from it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    code = models.CharField(max_length=40)
    at = models.DateTimeField()
    by_kind = models.CharField(max_length=10)
    by_role = models.CharField(max_length=40, blank=True)
    by_ref = models.CharField(max_length=60, blank=True)
    details = models.JSONField(default=dict)

    handling = Handling(open=("code", "at"), inside=("id", "case", "by_kind", "by_role", "by_ref", "details"), erased=("details",))

    class Meta:
        ordering = ["id"]


class Note(models.Model):
    """Staff to staff; never leaves, never shown to the reporter."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    ref = models.CharField(max_length=16, default=new_ref, unique=True)
    sealed_text = SealedField()
    written_by = models.ForeignKey("reporting.StaffMember", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    handling = Handling(inside=("id", "case", "ref", "written_by", "written_at"), sealed=("sealed_text",), erased=("sealed_text",))

    class Meta:
        ordering = ["id"]


class CaseMark(models.Model):
    """A keyed hash of an account or request that a reporter agreed to name to the platform: answers its good-faith check (F77)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="marks")
    mark = models.CharField(max_length=64, db_index=True)

    handling = Handling(inside=("id", "case", "mark"), erased=("mark",))
