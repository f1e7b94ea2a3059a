"""How a worker is woken after a commit, without any request waiting for a broker."""

import queue
import socket
import threading
from collections.abc import Callable

from django.conf import settings

CHANNEL = "wake"


def waker() -> Callable[[str], None]:
    """The waker for these settings: the broker from a thread of its own where there is one, else a local socket."""
    return _BrokerThread().wake if settings.REDIS_URL else _poke_socket


def _poke_socket(name: str) -> None:
    """One datagram to the worker beside us; nobody listening is fine, its sweep finds the rows."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as poke:
        poke.setblocking(False)
        try:
            poke.sendto(name.encode(), settings.WORK_SOCKET)
        except OSError:
            return


class _BrokerThread:
    """Sends job names to Celery one at a time, each name at most once while it waits; a hanging broker hangs only this thread."""

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
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="waker", daemon=True)
                self._thread.start()
        self._names.put(name)

    def _run(self) -> None:
        from portal.celery import send

        while True:
            name = self._names.get()
            with self._lock:
                self._waiting.discard(name)
            send(name)
