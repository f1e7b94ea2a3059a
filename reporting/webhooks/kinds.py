"""What we tell platforms of, where an endpoint and a delivery stand, how a try ended, and the limits all of it keeps to."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EventType(TextChoices):
    """Everything a platform can be told of. Field by field in `schemas.py`."""

    CASE_OPENED = "case.opened", _("A report about one of your products was filed")
    CASE_MOVED = "case.moved", _("A case moved to another state")
    CASE_CLOSED = "case.closed", _("A case was closed")
    CASE_MESSAGE_FOR_PLATFORM = "case.message_for_platform", _("A case holds something new for you to read")
    INCIDENT_OPENED = "incident.opened", _("An incident was opened")
    INCIDENT_CASE_ADDED = "incident.case_added", _("A case was added to an incident")
    INCIDENT_MOVED = "incident.moved", _("An incident moved to another state")
    INCIDENT_REOPENED = "incident.reopened", _("An incident was opened again")
    INCIDENT_SURGE = "incident.surge", _("Reports of one kind are rising fast")
    FIX_REQUESTED = "fix.requested", _("A fix is asked for")
    FIX_VERIFIED = "fix.verified", _("A fix was checked and holds")
    FIX_DISPUTED = "fix.disputed", _("A fix does not hold for a reporter")
    CLOCK_DUE_SOON = "clock.due_soon", _("A deadline is near")
    CLOCK_BREACHED = "clock.breached", _("A deadline has passed")
    NOTICE_ACKNOWLEDGED = "notice.acknowledged", _("Your acknowledgement of a notice was recorded")
    PLEDGE_RETALIATION_REPORTED = "pledge.retaliation_reported", _("A reporter says they were punished for reporting")
    ENDPOINT_DISABLED = "endpoint.disabled", _("One of your endpoints was switched off")
    ENDPOINT_TEST = "endpoint.test", _("A test you asked for")


class EndpointState(TextChoices):
    ACTIVE = "active", _("Active")
    DISABLED = "disabled", _("Switched off; messages are held")
    REMOVED = "removed", _("Removed")


class DeliveryState(TextChoices):
    DUE = "due", _("To be sent")
    HELD = "held", _("Held until it is replayed")
    DONE = "done", _("Delivered")
    GIVEN_UP = "given_up", _("Given up after the last try; can be replayed")


class Fault(TextChoices):
    """Why a try got no answer. A class, never the words of the error."""

    ADDRESS = "address", _("The host leads to an address we do not send to")
    DNS = "dns", _("The host name was not found")
    CONNECT = "connect", _("No connection")
    TLS = "tls", _("The certificate or the encrypted connection was not good")
    TIMEOUT = "timeout", _("No answer in time")
    RESET = "reset", _("The connection ended before an answer")
    PROTOCOL = "protocol", _("The answer was not HTTP")
    OURS = "ours", _("A fault on our side")


class Notice(TextChoices):
    """How urgently an endpoint's people should look at it."""

    NONE = "", _("Nothing to say")
    FAILING = "failing", _("The last tries failed")
    HALF_WAY = "half_way", _("It will be switched off if it goes on failing as long again")
    DISABLED = "disabled", _("Switched off")


class Verdict(TextChoices):
    """What an answer means for the delivery."""

    DONE = "done", _("Taken")
    RETRY = "retry", _("Try again")
    GONE = "gone", _("The receiver wants no more")


@dataclass(frozen=True, slots=True)
class Limits:
    """Every number of the delivery engine (settings.WEBHOOKS overrides any of them). Seconds unless said."""

    schedule: tuple[float, ...] = (0, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)
    jitter: float = 0.2
    connect: float = 5.0
    total: float = 15.0
    answer_bytes: int = 16 * 1024
    in_flight: int = 64
    per_endpoint: int = 8
    lease: float = 60.0
    ahead: float = 0.5
    most_ahead: int = 2000
    first_guess: float = 0.25
    breaker_after: int = 5
    breaker_pause: float = 30.0
    breaker_longest: float = 900.0
    notice_after: int = 4
    disable_after: timedelta = timedelta(days=5)
    lapses_allowed: int = 5
    run_for: float = 30.0
    poll: float = 0.02
    nap: float = 0.002
    gather: float = 0.03
    wave: int = 500
    pumps: int = 1
    overlap: timedelta = timedelta(hours=24)
    overlap_longest: timedelta = timedelta(days=7)
    replay_reach: timedelta = timedelta(days=30)
    replay_pace: int = 50
    poll_lag: timedelta = timedelta(seconds=10)
    endpoints_each: int = 20


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery leased to this process: the bytes to send and the attempt number that fences its result."""

    delivery: int
    endpoint: int
    attempt: int
    recorded: int
    failures: int
    message: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Tried:
    """How one try ended. `status` is None when no answer came; then `fault` says why. No byte of the answer is kept."""

    claimed: Claimed
    at: datetime
    milliseconds: int
    status: int | None = None
    fault: str = ""
    size: int = 0
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Unsent:
    """A claimed delivery that was never tried and goes back as it was."""

    claimed: Claimed


@dataclass(frozen=True, slots=True)
class Secrets:
    """What a receiver needs to verify us, at the only moment the shared secret can be seen. `public_key` is empty without Ed25519."""

    secret: str
    public_key: str = ""
