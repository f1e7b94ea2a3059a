"""The clock table: one row per running or finished deadline of a case or an incident."""

from django.db import models
from django.db.models import F, Q

from reporting.clocks.kinds import OPEN, ClockState, EndReason, StartReason
from reporting.handling import Handling


class Clock(models.Model):
    """A deadline of `subject` (a case or incident number). A statutory clock names its fact; without `due_at` the law gave no time.

    `warn_at` is when it counts as due soon. `warned_at` and `breached_at` say that this was announced, so it is announced once.
    `because` and `ended_because` say why staff started and ended a deadline in law; who did is in the trail.
    """

    handling = Handling(
        open=("id", "subject", "kind", "fact", "due_at", "state", "breached_at", "platform"),
        inside=(
            "queue",
            "started_at",
            "warn_at",
            "paused_at",
            "seconds_paused",
            "met_at",
            "stopped_at",
            "warned_at",
            "because",
            "ended_because",
        ),
    )

    subject = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    fact = models.CharField(max_length=60, blank=True)
    platform = models.ForeignKey("reporting.Platform", null=True, on_delete=models.PROTECT, related_name="clocks", db_index=False)
    queue = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, default=ClockState.RUNNING, choices=ClockState.choices)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    seconds_paused = models.PositiveIntegerField(default=0)
    warned_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=20, blank=True, choices=StartReason.choices)
    ended_because = models.CharField(max_length=20, blank=True, choices=EndReason.choices)

    class Meta:
        indexes = [
            models.Index(fields=["subject"], name="clock_by_subject"),
            models.Index(fields=["due_at"], name="clock_running_by_due", condition=Q(state="running")),
            models.Index(fields=["warn_at"], name="clock_unwarned_by_warning", condition=Q(state="running", warned_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_open_clock_of_a_kind_and_fact_per_subject",
                fields=["subject", "kind", "fact"],
                condition=Q(state__in=[state.value for state in OPEN]),
            ),
            models.CheckConstraint(name="only_a_statutory_clock_names_a_fact", condition=Q(kind="statutory") ^ Q(fact="")),
            models.CheckConstraint(name="clock_is_due_after_it_starts", condition=Q(due_at=None) | Q(due_at__gte=F("started_at"))),
            models.CheckConstraint(
                name="clock_warns_only_when_something_is_due",
                condition=Q(due_at=None, warn_at=None) | Q(due_at__isnull=False, warn_at__isnull=False),
            ),
            models.CheckConstraint(
                name="paused_clock_says_since_when",
                condition=Q(state="paused", paused_at__isnull=False) | (~Q(state="paused") & Q(paused_at=None)),
            ),
            models.CheckConstraint(
                name="met_clock_says_when", condition=Q(state="met", met_at__isnull=False) | (~Q(state="met") & Q(met_at=None))
            ),
            models.CheckConstraint(
                name="stopped_clock_says_when",
                condition=Q(state="stopped", stopped_at__isnull=False) | (~Q(state="stopped") & Q(stopped_at=None)),
            ),
            models.CheckConstraint(name="breached_clock_says_when", condition=~Q(state="breached") | Q(breached_at__isnull=False)),
        ]

    @property
    def is_late(self) -> bool:
        """Whether the deadline passed before it was met."""
        return self.breached_at is not None
