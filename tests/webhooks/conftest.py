"""A platform, endpoints at real receivers, and a pump with short limits."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime

import pytest

from reporting import clock
from reporting.actors import Actor
from reporting.platforms.models import Platform
from reporting.webhooks import actions, pump
from reporting.webhooks.kinds import Limits, Secrets
from reporting.webhooks.models import Delivery, Endpoint
from tests.webhooks.receivers import Handler, RawReceiver, Receiver

HOUSE = Actor.system("tests")
SHORT = Limits(total=1.0, connect=0.5, run_for=10, poll=0.01, first_guess=0.05)


@pytest.fixture(autouse=True)
def _loopback(settings) -> None:
    settings.ALLOW_LOOPBACK_ENDPOINTS = True
    settings.EGRESS_ALLOWED_NETWORKS = []


@pytest.fixture
def at() -> datetime:
    return clock.now()


@pytest.fixture
def platform(db, at) -> Platform:
    return Platform.objects.create(slug="example", name="Example", added_at=at)


@pytest.fixture
def receivers() -> Iterator["Receivers"]:
    with ExitStack() as stack:
        yield Receivers(stack)


class Receivers:
    """Starts receivers that stop with the test."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack

    def start(self, answer: int | Handler = 200, port: int | None = None) -> Receiver:
        return self._stack.enter_context(Receiver(answer, port))

    def start_raw(self, act) -> RawReceiver:
        return self._stack.enter_context(RawReceiver(act))


@pytest.fixture
def receiver(receivers) -> Receiver:
    return receivers.start()


def listen(platform: Platform, url: str, **choices) -> Endpoint:
    """An endpoint of this platform at this URL."""
    return listen_with_secrets(platform, url, **choices)[0]


def listen_with_secrets(platform: Platform, url: str, **choices) -> tuple[Endpoint, Secrets]:
    return actions.create_endpoint(platform=platform, url=url, by=HOUSE, at=clock.now(), **choices)


def tell(platform: Platform, number: int = 1, *, at: datetime | None = None):
    """Announce a case as opened; answers the message."""
    return actions.announce(
        platform=platform, event="case.opened", payload={"case_number": f"GF-TEST-{number:04}-0", "severity": "high"}, at=at or clock.now()
    )


def deliver(*, at: datetime | None = None, resolver=None, **limits) -> int:
    """Run the pump once with short limits; at a fixed time when `at` is given."""
    return pump.deliver(by=HOUSE, most=replace(SHORT, **limits), now=(lambda: at) if at else None, resolver=resolver)


def only_delivery() -> Delivery:
    return Delivery.objects.get()
