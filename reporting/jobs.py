"""Background work: a row is the promise, a job is the nudge.

Every job finds its own work by a query, so a lost nudge costs seconds, never work. `later(name)` wakes a worker after the commit;
no broker is called while a request waits (security design, 6.1).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

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
