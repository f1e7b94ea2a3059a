"""How a worker is woken after a commit, without any request waiting for a broker."""

import contextlib
import os
import queue
import socket
import threading
from collections.abc import Callable, Iterator

from django.conf import settings

from reporting import jobs


def waker() -> Callable[[str], None]:
    """The waker for these settings: the broker from a thread of its own where there is one, else a local socket."""
    return BrokerThread().wake if settings.REDIS_URL else poke


def poke(name: str) -> None:
    """One datagram to the worker beside us; nobody listening is fine, its sweep finds the rows."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.setblocking(False)
        with contextlib.suppress(OSError):
            line.sendto(name.encode(), settings.WORK_SOCKET)


@contextlib.contextmanager
def listening() -> Iterator[Callable[[float], set[str]]]:
    """The worker's end: answers a function that waits some seconds at most and returns the names of the jobs poked meanwhile."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(settings.WORK_SOCKET)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(settings.WORK_SOCKET)
        yield lambda seconds: _poked(line, seconds) & jobs.registry.keys()


def _poked(line: socket.socket, seconds: float) -> set[str]:
    names: set[str] = set()
    line.settimeout(max(seconds, 0.001))
    with contextlib.suppress(TimeoutError, BlockingIOError):
        while True:
            names.add(line.recv(100).decode(errors="replace"))
            line.settimeout(0.0)
    return names


class BrokerThread:
    """Sends job names to Celery, each name at most once while it waits; a hanging broker hangs only this thread."""

    def __init__(self) -> None:
        self._names: queue.Queue[str] = queue.Queue()
        self._waiting: set[str] = set()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def wake(self, name: str) -> None:
        with self._lock:
            if name in self._waiting:
                return
            self._waiting.add(name)
            self._names.put(name)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._send_all, name="waker", daemon=True)
                self._thread.start()

    def _send_all(self) -> None:
        from portal.celery import send

        while True:
            name = self._names.get()
            with self._lock:
                self._waiting.discard(name)
            send(name)
