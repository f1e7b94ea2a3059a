"""Staff, their roles, two-person approvals, and sealed sessions."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from reporting.access.kinds import Act, ApprovalState, Reason
from reporting.handling import Handling
from reporting.sealing.fields import SealedField


class StaffMember(AbstractBaseUser):
    """Somebody who works here. Never deleted, so that the trail stays readable; `is_active` ends their access.

    `invited_at` is when the house last gave them a password; until they set up a second factor it opens the door for seven days.
    `languages` and `categories` are codes of what they said they speak and know; cases are suggested by them.
    """

    email = models.EmailField()
    display_name = models.CharField(max_length=80)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    invited_at = models.DateTimeField()
    languages = models.JSONField(default=list)
    categories = models.JSONField(default=list)

    objects = BaseUserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    handling = Handling(
        inside=("id", "password", "last_login", "email", "display_name", "is_active", "joined_at", "invited_at", "languages", "categories")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["email"], name="an_email_belongs_to_one_staff_member"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="a_staff_email_is_lower_case"),
        ]


class StaffRole(models.Model):
    """One role one member holds. The role's meaning is in roles.py."""

    member = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=32)
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=64)

    handling = Handling(inside=("id", "member", "role", "given_at", "given_by"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "role"], name="a_member_holds_a_role_once")]


class Approval(models.Model):
    """A colleague's yes or no to something nobody may do alone. `expires_at` ends first the ask, then the approval."""

    what = models.CharField(max_length=32, choices=Act.choices)
    subject = models.CharField(max_length=64)
    reason = models.CharField(max_length=32, choices=Reason.choices)
    asked_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=16, choices=ApprovalState.choices, default=ApprovalState.ASKED)
    expires_at = models.DateTimeField()

    handling = Handling(
        inside=("id", "what", "subject", "reason", "asked_by", "asked_at", "decided_by", "decided_at", "state", "expires_at")
    )

    class Meta:
        indexes = [models.Index(fields=["state", "expires_at"], name="approvals_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="the_approver_is_not_the_asker"),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="a_decision_has_a_time_and_a_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ApprovalState.ASKED, ApprovalState.LAPSED], decided_by=None)
                | Q(state__in=[ApprovalState.APPROVED, ApprovalState.DECLINED, ApprovalState.USED], decided_by__isnull=False),
                name="only_a_person_decides_an_approval",
            ),
            models.UniqueConstraint(
                fields=["what", "subject", "asked_by"],
                condition=Q(state=ApprovalState.ASKED),
                name="one_open_ask_for_each_thing_and_person",
            ),
        ]


class Session(models.Model):
    """What a browser's session holds, sealed under a key that only its cookie carries (portal/web/sessions.py).

    `lookup` is a hash of the cookie. `staff` is there so that all sessions of one member can be ended.
    """

    lookup = models.CharField(max_length=64, primary_key=True)
    sealed = SealedField()
    expires_at = models.DateTimeField(db_index=True)
    idle_after = models.DateTimeField(null=True)
    staff = models.ForeignKey(StaffMember, on_delete=models.CASCADE, null=True, related_name="+")

    handling = Handling(inside=("lookup", "expires_at", "idle_after", "staff"), sealed=("sealed",))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(staff=None, idle_after=None) | Q(staff__isnull=False, idle_after__isnull=False),
                name="staff_sessions_and_no_others_end_when_idle",
            )
        ]
