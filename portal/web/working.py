"""Doing background work: one job, all that is due, or for ever beside the web process."""

import contextlib
import logging
import os
import socket
import time
from collections.abc import Iterator

from django.conf import settings
from django.db import close_old_connections

from reporting import jobs

logger = logging.getLogger("portal.work")


def run_job(name: str) -> int:
    """Do all that is due of one job; a failure is logged by class name and found again by the next sweep."""
    close_old_connections()
    try:
        return jobs.registry[name].work()
    except Exception as error:
        logger.exception("job failed", extra={"job": name, "error": type(error).__name__})
        return 0
    finally:
        close_old_connections()


def drain(*, timeout: float) -> int:
    """Run every job until a whole round finds nothing due, at most `timeout` seconds. Answers how many things were done."""
    done, until = 0, time.monotonic() + timeout
    while time.monotonic() < until:
        now_done = sum(run_job(name) for name in jobs.registry)
        done += now_done
        if not now_done:
            break
    return done


def work_for_ever() -> None:
    """The embedded worker: each job at its rhythm, and at once when poked."""
    next_at = dict.fromkeys(jobs.registry, 0.0)
    with _listening() as poked:
        while True:
            due = min(next_at.values())
            for name in poked(max(0.0, due - time.monotonic())):
                next_at[name] = 0.0
            for name, at in next_at.items():
                if at <= time.monotonic():
                    run_job(name)
                    next_at[name] = time.monotonic() + jobs.registry[name].every.total_seconds()


@contextlib.contextmanager
def _listening() -> Iterator["_Pokes"]:
    with contextlib.suppress(FileNotFoundError):
        os.unlink(settings.WORK_SOCKET)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as pokes:
        pokes.bind(settings.WORK_SOCKET)
        yield _Pokes(pokes)


class _Pokes:
    """Waits for pokes: called with seconds, answers the names of the jobs poked meanwhile, each once."""

    def __init__(self, pokes: socket.socket) -> None:
        self._pokes = pokes

    def __call__(self, seconds: float) -> set[str]:
        names: set[str] = set()
        self._pokes.settimeout(max(seconds, 0.001))
        with contextlib.suppress(TimeoutError, BlockingIOError):
            while True:
                names.add(self._pokes.recv(100).decode(errors="replace"))
                self._pokes.settimeout(0.0)
        return names & jobs.registry.keys()
