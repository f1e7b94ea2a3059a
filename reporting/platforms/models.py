"""AI vendors, their systems, and the tokens of their programs."""

from django.db import models
from django.db.models import F, Q

from reporting.handling import Handling


class Platform(models.Model):
    """An AI vendor. A sandbox platform receives test reports, which no public figure counts."""

    handling = Handling(open=("id", "slug", "name", "is_sandbox", "pledge_version", "pledged_at"), inside=("added_at",))

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    is_sandbox = models.BooleanField(default=False)
    pledge_version = models.CharField(max_length=20, blank=True)
    pledged_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="platform_has_a_name_and_slug", condition=~Q(name="") & ~Q(slug="")),
            models.CheckConstraint(
                name="pledge_has_a_version_and_a_time",
                condition=Q(pledge_version="", pledged_at=None) | (~Q(pledge_version="") & Q(pledged_at__isnull=False)),
            ),
        ]


class Product(models.Model):
    """One system of a platform, as a reporter would name it."""

    handling = Handling(open=("id", "platform", "slug", "name"), inside=("added_at",))

    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="products", db_index=False)
    slug = models.SlugField(max_length=60, db_index=False)
    name = models.CharField(max_length=120)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="product_slug_is_unique_in_its_platform", fields=["platform", "slug"]),
            models.CheckConstraint(name="product_has_a_name_and_slug", condition=~Q(name="") & ~Q(slug="")),
        ]


class Token(models.Model):
    """What a platform's program signs in with. Only the SHA-256 of 256 random bits is kept; last use is known to the day."""

    handling = Handling(
        open=("number", "platform", "scopes", "expires_at", "revoked_at", "last_used_on"),
        inside=("id", "digest", "issued_at", "issued_by", "revoked_by"),
    )

    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="tokens")
    number = models.CharField(max_length=20, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=80)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=80, blank=True)
    last_used_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="token_expires_after_it_was_issued", condition=Q(expires_at__gt=F("issued_at"))),
            models.CheckConstraint(
                name="revoked_token_says_when_and_by_whom",
                condition=Q(revoked_at=None, revoked_by="") | (Q(revoked_at__isnull=False) & ~Q(revoked_by="")),
            ),
        ]


class AnsweredCall(models.Model):
    """A call a program made with a key of its own, and how it was answered. Holds marks, codes and times, never a text or a secret."""

    handling = Handling(inside=("id", "lookup", "fingerprint", "status", "body", "answered_at"))

    lookup = models.CharField(max_length=64, unique=True)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.JSONField(default=dict)
    answered_at = models.DateTimeField(db_index=True)
