"""Background work: a row is the promise, a job is the nudge.

Every job finds its own work by a query, so a lost nudge costs seconds, never work. `later(name)` wakes a worker after the commit;
no broker is called while a request waits (docs/decisions/0002).
"""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import close_old_connections, transaction

logger = logging.getLogger("reporting.jobs")
Work = Callable[[], int]


@dataclass(frozen=True, slots=True)
class Job:
    """A named piece of work that does all that is due and says how many things it did; safe to run twice. `every` is the sweep's rhythm."""

    name: str
    work: Work
    every: timedelta


registry: dict[str, Job] = {}
_wakers: list[Callable[[str], None]] = []


def job(name: str, *, every: timedelta) -> Callable[[Work], Work]:
    """Register a task door under a public name."""

    def register(work: Work) -> Work:
        registry[name] = Job(name, work, every)
        return work

    return register


def wake_with(waker: Callable[[str], None]) -> None:
    """Say how a worker is woken. `portal` decides (a local socket, or the broker from a thread of its own); must return at once."""
    _wakers.append(waker)


def later(name: str) -> None:
    """After the commit, nudge a worker to do a named job. Without a worker listening, its sweep finds the rows all the same."""
    transaction.on_commit(lambda: _nudge(name))


def _nudge(name: str) -> None:
    for waker in _wakers:
        waker(name)


def run(name: str) -> int:
    """Do all that is due of one job. A failure is logged by its class and found again by the next sweep."""
    try:
        return registry[name].work()
    except Exception as error:
        logger.exception("job failed", extra={"job": name, "error": type(error).__name__})
        return 0


def drain(*, timeout: float) -> int:
    """Run every job until a whole round finds nothing due, at most `timeout` seconds. Answers how many things were done."""
    done, until = 0, time.monotonic() + timeout
    while time.monotonic() < until:
        now_done = sum(run(name) for name in registry)
        done += now_done
        if not now_done:
            break
    return done


def work_for_ever(pokes: Callable[[float], Iterable[str]]) -> None:
    """Each job at its rhythm, and at once when poked. `pokes(seconds)` waits that long at most and answers the names poked meanwhile."""
    next_at = dict.fromkeys(registry, 0.0)
    while True:
        for name in pokes(max(0.0, min(next_at.values()) - time.monotonic())):
            next_at[name] = 0.0
        for name in [name for name, at in next_at.items() if at <= time.monotonic()]:
            run(name)
            close_old_connections()
            next_at[name] = time.monotonic() + registry[name].every.total_seconds()
