"""The last gate on real sockets: nothing is ever connected to but what is allowed (security design, S-09)."""

import socket

import pytest
from aiohttp.abc import AbstractResolver

from reporting.webhooks.kinds import Fault
from reporting.webhooks.models import Attempt, Endpoint
from tests.webhooks.conftest import deliver, listen, tell
from tests.webhooks.test_addresses import REFUSED

pytestmark = pytest.mark.django_db(transaction=True)


class Names(AbstractResolver):
    """A name server that answers each question with the next of its answers, the last one for ever."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self._answers = list(answers)
        self.asked = 0

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_INET):
        self.asked += 1
        addresses = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return [
            {
                "hostname": host,
                "host": one,
                "port": port,
                "family": socket.AF_INET6 if ":" in one else socket.AF_INET,
                "proto": 0,
                "flags": 0,
            }
            for one in addresses
        ]

    async def close(self) -> None:
        return None


@pytest.fixture
def endpoint(platform, receiver, settings) -> Endpoint:
    """An endpoint that was allowed when it was saved; loopback is not allowed any more."""
    endpoint = listen(platform, receiver.url)
    settings.ALLOW_LOOPBACK_ENDPOINTS = False
    return endpoint


def point(url: str) -> None:
    Endpoint.objects.update(url=url, consecutive_failures=0, broken_until=None, broken_at=None)


def test_a_literal_address_is_refused_at_the_socket(platform, receiver, endpoint):
    tell(platform)

    deliver()

    assert Attempt.objects.get().fault == Fault.ADDRESS
    assert receiver.arrivals == []


@pytest.mark.parametrize(
    "host", ["127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::ffff:127.0.0.1]", "[::1]", "localhost", "localhost.", "0.0.0.0", "0"]
)
def test_no_other_way_of_writing_it_gets_past_the_socket(platform, receiver, endpoint, host):
    point(f"http://{host}:{receiver.port}/in")
    tell(platform)

    deliver()

    assert Attempt.objects.get().status is None
    assert receiver.arrivals == []


def test_a_name_that_answers_public_first_and_then_inside_reaches_nothing_inside(platform, receiver, endpoint, at):
    """It was public when the endpoint was saved; now it answers with loopback."""
    names = Names(("127.0.0.1",))
    point(f"http://rebinding.example:{receiver.port}/in")
    tell(platform)

    deliver(resolver=names)

    assert names.asked == 1
    assert Attempt.objects.get().fault == Fault.ADDRESS
    assert receiver.arrivals == []


def test_a_name_with_one_bad_address_among_good_ones_is_refused_whole(platform, receiver, endpoint):
    point(f"http://mixed.example:{receiver.port}/in")
    tell(platform)

    deliver(resolver=Names(("8.8.8.8", "127.0.0.1")))

    assert Attempt.objects.get().fault == Fault.ADDRESS
    assert receiver.arrivals == []


@pytest.mark.parametrize(
    "address",
    ["10.0.0.1", "169.254.169.254", "100.64.0.1", "::1", "fd00::1", "fe80::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::1"],
)
def test_a_name_that_leads_inside_is_refused_before_connecting(platform, endpoint, address):
    point("http://inside.example/in")
    tell(platform)

    deliver(resolver=Names((address,)))

    assert Attempt.objects.get().fault == Fault.ADDRESS


def test_an_allowed_network_is_reached_and_nothing_beside_it(platform, receiver, endpoint, settings):
    settings.EGRESS_ALLOWED_NETWORKS = ["127.0.0.1/32"]
    tell(platform)

    deliver()

    assert len(receiver.arrivals) == 1


def test_none_of_the_refused_urls_reaches_a_listener_even_when_it_was_saved(platform, receiver, endpoint, at):
    for number, (url, _) in enumerate(REFUSED):
        point(url.replace("https://", "http://")[:2000] or "x")
        tell(platform, number, at=at)
        deliver(at=at, total=0.3, resolver=Names(("127.0.0.1",)))

    assert receiver.arrivals == []
    assert not Attempt.objects.filter(status__isnull=False).exists()
