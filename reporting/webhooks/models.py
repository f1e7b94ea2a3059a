"""Where we send, what happened, each message's way to each endpoint, and every try. Indexes for work hold only what is due."""

from django.db import models
from django.db.models import F, Q

from reporting.handling import Handling
from reporting.platforms.models import Platform
from reporting.sealing.fields import SealedField
from reporting.webhooks.kinds import DeliveryState, EndpointState, EventType, Fault, Notice


class Endpoint(models.Model):
    """A URL of a platform that wants to be told. `version` grows with every change, so a worker knows to read it again."""

    handling = Handling(
        open=("number", "platform", "url", "events", "at_once", "state", "created_at", "public_key", "failing_since", "notice"),
        inside=(
            "id",
            "version",
            "created_by",
            "old_secret_until",
            "consecutive_failures",
            "broken_at",
            "broken_until",
            "times_broken",
            "disabled_at",
            "disabled_by",
            "disabled_because",
        ),
        sealed=("secret", "old_secret", "signing_key", "old_signing_key"),
    )

    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="endpoints")
    number = models.CharField(max_length=30, unique=True)
    url = models.CharField(max_length=2000)
    events = models.JSONField(default=list, blank=True)
    at_once = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=EndpointState.choices, default=EndpointState.ACTIVE)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=80)
    secret = SealedField()
    old_secret = SealedField(null=True)
    signing_key = SealedField(null=True)
    old_signing_key = SealedField(null=True)
    old_secret_until = models.DateTimeField(null=True)
    public_key = models.CharField(max_length=60, blank=True)
    consecutive_failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    broken_at = models.DateTimeField(null=True)
    broken_until = models.DateTimeField(null=True)
    times_broken = models.PositiveSmallIntegerField(default=0)
    notice = models.CharField(max_length=10, choices=Notice.choices, blank=True)
    disabled_at = models.DateTimeField(null=True)
    disabled_by = models.CharField(max_length=80, blank=True)
    disabled_because = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="endpoint_state_is_known", condition=Q(state__in=EndpointState.values)),
            models.CheckConstraint(name="endpoint_sends_1_to_64_at_once", condition=Q(at_once__gte=1, at_once__lte=64)),
            models.CheckConstraint(
                name="endpoint_that_is_not_active_says_when_and_by_whom",
                condition=Q(state=EndpointState.ACTIVE, disabled_at=None, disabled_by="")
                | (~Q(state=EndpointState.ACTIVE) & Q(disabled_at__isnull=False) & ~Q(disabled_by="")),
            ),
        ]


class WebhookMessage(models.Model):
    """Something a platform is told, serialised once; kept even for a platform without an endpoint, which may ask for it.

    `created_at` is exact, unlike what `body` says: the receiver sees the moment of sending anyway.
    """

    handling = Handling(open=("number", "platform", "event", "subject", "sequence", "body", "created_at"), inside=("id",))

    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="webhook_messages", db_index=False)
    number = models.CharField(max_length=40, unique=True)
    event = models.CharField(max_length=40, choices=EventType.choices)
    subject = models.CharField(max_length=40)
    sequence = models.PositiveIntegerField()
    body = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="message_has_its_own_place_in_the_sequence", fields=["platform", "subject", "sequence"]),
            models.CheckConstraint(name="message_counts_from_one", condition=Q(sequence__gte=1)),
        ]
        indexes = [models.Index(name="message_by_platform", fields=["platform", "id"])]


class Delivery(models.Model):
    """One message for one endpoint. While `due`, `next_try_at` says when it may be claimed; a claim moves it to the end of the lease.

    `attempt` counts claims and fences results; `recorded` is the last one whose result was written down; `failures` drives the schedule and
    starts anew with a replay.
    """

    handling = Handling(
        open=("id", "message", "endpoint", "state", "attempt", "recorded", "failures", "next_try_at", "done_at"),
    )

    message = models.ForeignKey(WebhookMessage, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    endpoint = models.ForeignKey(Endpoint, on_delete=models.PROTECT, related_name="deliveries", db_index=False)
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.DUE)
    attempt = models.PositiveIntegerField(default=0)
    recorded = models.PositiveIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="message_goes_to_an_endpoint_once", fields=["message", "endpoint"]),
            models.CheckConstraint(name="delivery_state_is_known", condition=Q(state__in=DeliveryState.values)),
            models.CheckConstraint(
                name="due_delivery_says_when_it_is_tried_next",
                condition=Q(state=DeliveryState.DUE, next_try_at__isnull=False) | (~Q(state=DeliveryState.DUE) & Q(next_try_at=None)),
            ),
            models.CheckConstraint(
                name="done_delivery_says_when",
                condition=Q(state=DeliveryState.DONE, done_at__isnull=False) | (~Q(state=DeliveryState.DONE) & Q(done_at=None)),
            ),
        ]
        indexes = [
            models.Index(name="delivery_due", fields=["endpoint", "failures", "next_try_at"], condition=Q(state=DeliveryState.DUE)),
            models.Index(
                name="delivery_waiting_for_replay",
                fields=["endpoint", "id"],
                condition=Q(state__in=[DeliveryState.HELD, DeliveryState.GIVEN_UP]),
            ),
            models.Index(name="delivery_log", fields=["endpoint", "-id"]),
        ]

    @property
    def number(self) -> str:
        """What a platform calls it: nothing in it tells how many others there are."""
        return f"{self.message.number}-{self.endpoint.number}"


class Attempt(models.Model):
    """One try: when, how long, what status or which class of fault, how much came back. Never what came back."""

    handling = Handling(open=("delivery", "number", "at", "status", "milliseconds", "fault", "size", "next_try_at"), inside=("id",))

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="attempts", db_index=False)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    milliseconds = models.PositiveIntegerField()
    fault = models.CharField(max_length=10, choices=Fault.choices, blank=True)
    size = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="attempt_number_is_unique_in_its_delivery", fields=["delivery", "number"]),
            models.CheckConstraint(
                name="attempt_has_a_status_or_a_fault", condition=Q(status__isnull=False, fault="") | (Q(status=None) & ~Q(fault=""))
            ),
            models.CheckConstraint(name="attempt_is_tried_again_only_later", condition=Q(next_try_at=None) | Q(next_try_at__gte=F("at"))),
        ]
