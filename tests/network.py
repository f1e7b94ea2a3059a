"""The network is shut while tests run: only this machine can be reached."""

import sys
from collections.abc import Iterator
from ipaddress import ip_address

import pytest

LOCAL_NAMES = frozenset({"", "localhost", "testserver"})
WATCHED = frozenset({"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"})
_state = {"is_shut": False, "is_watching": False}


class NetworkIsShut(RuntimeError):
    """A test tried to leave this machine. Use a receiver on loopback (tests/webhooks/receivers.py) or a hand-written fake."""


def is_local(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else str(host or "")
    try:
        return ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return name in LOCAL_NAMES


def _refuse_leaving(event: str, given: tuple[object, ...]) -> None:
    if event not in WATCHED or not _state["is_shut"]:
        return
    target = given[1] if event in ("socket.connect", "socket.sendto") else given[0]
    host = target[0] if isinstance(target, tuple) else target if event.endswith(("getaddrinfo", "gethostbyname")) else ""
    if not is_local(host):
        raise NetworkIsShut(f"{event}: a test tried to reach another machine.")


@pytest.fixture(scope="session", autouse=True)
def only_this_machine() -> Iterator[None]:
    """Refuse every connect and every look-up that leaves this machine, whatever library asks for it."""
    if not _state["is_watching"]:
        sys.addaudithook(_refuse_leaving)
    _state.update(is_watching=True, is_shut=True)
    yield
    _state["is_shut"] = False
