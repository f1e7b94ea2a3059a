"""What became of the story's webhooks, recorded through the real claims and results. Nothing is sent anywhere, and nothing stays due.

Each platform's receiver behaves in its own way; in the end every endpoint is switched off, so that later messages are held and no worker tries
a host that does not exist.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from reporting.demo.people import HOUSE, program
from reporting.platforms import queries as registered
from reporting.webhooks import actions as webhooks
from reporting.webhooks import claims, limits
from reporting.webhooks.kinds import Claimed, DeliveryState, EndpointState, Tried
from reporting.webhooks.models import Delivery, Endpoint

AT_ONCE = 50
SILENT_FOR = timedelta(days=16)


@dataclass(frozen=True, slots=True)
class Answered:
    """How one try went: a status, or the fault that stands for none."""

    status: int | None
    fault: str = ""
    milliseconds: int = 120


TAKEN = Answered(204, milliseconds=84)
BUSY = Answered(503, milliseconds=310)
LATE = Answered(None, "timeout", 15_000)
BROKEN = Answered(500, milliseconds=205)
Receiver = Callable[[Claimed, timedelta], Answered]


def steady(one: Claimed, ago: timedelta) -> Answered:
    """Takes everything at once."""
    return TAKEN


def shaky(one: Claimed, ago: timedelta) -> Answered:
    """Is busy or late with every third message, and takes it at the second or third try."""
    return (BUSY, LATE)[one.attempt - 1] if one.delivery % 3 == 0 and one.attempt < 3 else TAKEN


def picky(one: Claimed, ago: timedelta) -> Answered:
    """Breaks on every eleventh message, until we give it up."""
    return BROKEN if one.delivery % 11 == 0 else TAKEN


def silent(one: Claimed, ago: timedelta) -> Answered:
    """Has not answered for days, until its endpoint is switched off."""
    return LATE if ago < SILENT_FOR else TAKEN


RECEIVERS: Mapping[str, Receiver] = {"lumen": steady, "parley": shaky, "tutorly": picky, "fathom": silent, "echoform": steady}


def open_endpoints(*, at: datetime) -> None:
    """One endpoint for each platform of the story, at a host that cannot exist (RFC 2606)."""
    for slug in RECEIVERS:
        platform, url = registered.find_platform(slug), f"https://hooks.{slug}.example/good-faith"
        if platform and not platform.endpoints.exists():
            webhooks.create_endpoint(platform=platform, url=url, ed25519=slug == "lumen", by=program(slug), at=at)


def record(*, until: datetime, now: datetime) -> None:
    """Record how every try up to then went; `now` is when the story ends."""
    for endpoint in _active():
        for at in _due(endpoint, until):
            _try(endpoint, at, now - at)


def switch_off(*, at: datetime) -> None:
    """From now on nothing is tried: what comes is held."""
    for endpoint in _active():
        webhooks.disable_endpoint(endpoint=endpoint, because="demonstration", by=HOUSE, at=at)


def _active() -> list[Endpoint]:
    return list(Endpoint.objects.filter(platform__slug__in=RECEIVERS, state=EndpointState.ACTIVE).select_related("platform"))


def _due(endpoint: Endpoint, until: datetime) -> Iterator[datetime]:
    """The next moment at which something is due, again and again."""
    due = Delivery.objects.filter(endpoint=endpoint, state=DeliveryState.DUE, next_try_at__lte=until).order_by("next_try_at")
    while (at := due.values_list("next_try_at", flat=True).first()) is not None:
        yield at


def _try(endpoint: Endpoint, at: datetime, ago: timedelta) -> None:
    most = limits.current()
    claimed = claims.claim({endpoint.pk: AT_ONCE}, at=at, lease=timedelta(seconds=most.lease))
    tried = [_tried(one, RECEIVERS[endpoint.platform.slug](one, ago), at) for one in claimed]
    webhooks.record_attempts(tried=tried, most=most, by=HOUSE, at=at)


def _tried(one: Claimed, answered: Answered, at: datetime) -> Tried:
    milliseconds = answered.milliseconds + one.delivery % 40
    return Tried(one, at, milliseconds, status=answered.status, fault=answered.fault)
