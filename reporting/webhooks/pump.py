"""The delivery engine: claim with a quota per endpoint, send, record, refill as slots free. Never marks before sending.

This thread owns the database: each turn records what ended and claims what fits, in one transaction. The line's thread owns the sockets.
A process that dies loses only leases: the same messages go out again, under the same ids, when the leases end.
"""

import logging
import queue
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from aiohttp.abc import AbstractResolver
from django.db import connection, transaction

from reporting import clock
from reporting.actors import Actor
from reporting.sealing.refusals import CannotOpen, Tampered
from reporting.webhooks import actions, claims, keys, limits, pokes, rules
from reporting.webhooks.claims import Ready
from reporting.webhooks.kinds import Claimed, Fault, Limits, Tried, Unsent
from reporting.webhooks.line import Lane, Line
from reporting.webhooks.models import Endpoint

logger = logging.getLogger(__name__)
Ended = Tried | Unsent
IDLE_POLL = 0.25


def deliver(
    *, by: Actor, most: Limits | None = None, now: Callable[[], datetime] | None = None, resolver: AbstractResolver | None = None
) -> int:
    """Send all that is due, for a bounded time; answers how many tries were made.

    Without a broker it returns when nothing is due, after one query when nothing was. With one it stays until its time is up, listening for
    pokes, in as many processes at once as `pumps` allows; a poke only shortens the wait.
    """
    most, now = most or limits.current(), now or database_clock()
    with pokes.turn(most.pumps) as stays:
        if stays is pokes.Turn.TAKEN or (stays is pokes.Turn.BRIEF and not claims.ready(at=now())):
            return 0
        with Line(most, limits.egress(), now, resolver) as line, pokes.listening(line.ended, stays):
            return Pump(line, most, now, by, stays=stays is pokes.Turn.LONG).run()


def database_clock() -> Callable[[], datetime]:
    """The time as the database has it, so that leases agree between machines; read once and carried on by a clock that never jumps."""
    at = clock.now()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            (at,) = cursor.fetchone()
    started = time.monotonic()
    return lambda: at + timedelta(seconds=time.monotonic() - started)


class Pump:
    """One run. `held` counts what this process has claimed and not yet recorded, per endpoint."""

    def __init__(self, line: Line, most: Limits, now: Callable[[], datetime], by: Actor, *, stays: bool) -> None:
        self._line, self._most, self._now, self._by, self._stays = line, most, now, by, stays
        self._lanes: dict[int, tuple[int, Lane]] = {}
        self._latency: dict[int, float] = {}
        self._held: Counter[int] = Counter()
        self._made = 0
        self._busy_at = time.monotonic()

    def run(self) -> int:
        """Turn until nothing is due and nothing held, or until time is up and what is in flight has ended."""
        end = time.monotonic() + self._most.run_for
        ended: list[Ended] = []
        while True:
            is_over = time.monotonic() >= end
            self._turn(ended, is_over=is_over)
            if not self._held.total() and (is_over or not self._stays):
                return self._made
            ended = self._wait()

    def _turn(self, ended: Sequence[Ended], *, is_over: bool) -> None:
        at = self._now()
        with transaction.atomic():
            _need_not_reach_the_disk()
            stopped = self._record(ended, at)
            ready = {} if is_over else {one.endpoint: one for one in claims.ready(at=at)}
            wave = self._claim(ready, at)
        for pk in self._lanes if is_over else stopped:
            self._drop(pk)
        self._send(wave, ready)

    def _record(self, ended: Sequence[Ended], at: datetime) -> frozenset[int]:
        if not ended:
            return frozenset()
        tried = [one for one in ended if isinstance(one, Tried)]
        for one in tried:
            pk = one.claimed.endpoint
            self._latency[pk] = rules.smoothed(self._latency.get(pk), one.milliseconds / 1000)
        self._held.subtract(one.claimed.endpoint for one in ended)
        self._made += len(tried)
        unsent = [one for one in ended if isinstance(one, Unsent)]
        return actions.record_attempts(tried=tried, unsent=unsent, most=self._most, by=self._by, at=at)

    def _claim(self, ready: Mapping[int, Ready], at: datetime) -> list[Claimed]:
        quotas = {pk: self._quota(endpoint, at) for pk, endpoint in ready.items()}
        wave = claims.claim(quotas, at=at, lease=timedelta(seconds=self._most.lease))
        self._held.update(one.endpoint for one in wave)
        return wave

    def _quota(self, endpoint: Ready, at: datetime) -> int:
        held = self._held[endpoint.endpoint]
        if endpoint.broken_until:
            until = at + timedelta(seconds=self._most.lease)
            return int(not held and claims.take_probe(endpoint, until=until))
        latency = self._latency.get(endpoint.endpoint, self._most.first_guess)
        return rules.quota(latency, held=held, at_once=endpoint.at_once, limits=self._most)

    def _send(self, wave: Sequence[Claimed], ready: Mapping[int, Ready]) -> None:
        by_endpoint: dict[int, list[Claimed]] = defaultdict(list)
        for one in wave:
            if rules.has_lapsed_too_often(one.attempt, one.recorded, self._most):
                self._fail([one])
            else:
                by_endpoint[one.endpoint].append(one)
        for pk, claimed in by_endpoint.items():
            try:
                self._line.put(self._lane(ready[pk]), claimed)
            except (CannotOpen, Tampered) as error:
                logger.error("endpoint's secret does not open", extra={"endpoint": pk, "error": error.code})
                self._fail(claimed)

    def _fail(self, claimed: Iterable[Claimed]) -> None:
        """Not sent, by a fault of ours: recorded like a failed try, so it waits for its next step while the others go out."""
        for one in claimed:
            self._line.ended.put(Tried(one, self._now(), 0, fault=Fault.OURS.value))

    def _lane(self, endpoint: Ready) -> Lane:
        """The endpoint's lane, built anew when somebody changed the endpoint."""
        version, lane = self._lanes.get(endpoint.endpoint, (0, None))
        if lane is None or version != endpoint.version:
            self._drop(endpoint.endpoint)
            row = Endpoint.objects.get(pk=endpoint.endpoint)
            lane = Lane(row.url, keys.signer(row, at=self._now()), row.at_once)
            self._lanes[endpoint.endpoint] = (endpoint.version, lane)
        return lane

    def _drop(self, pk: int) -> None:
        if pk in self._lanes:
            self._line.drop(self._lanes[pk][1])

    def _wait(self) -> list[Ended]:
        """What ended since. Waits for the first, then naps while results keep coming, so that one transaction serves many.

        Naps, because being woken by every result would take the interpreter from the thread that sends.
        """
        is_quiet = not self._held.total() and time.monotonic() - self._busy_at > 1
        ended = self._first(IDLE_POLL if is_quiet else self._most.poll)
        until = time.monotonic() + self._most.gather
        while 0 < len(ended) < min(self._held.total(), self._most.wave) and time.monotonic() < until:
            time.sleep(self._most.nap)
            more = self._drained()
            ended += more
            if not more:
                break
        self._busy_at = time.monotonic() if ended else self._busy_at
        return ended

    def _first(self, seconds: float) -> list[Ended]:
        """The next result and what else is there, when one comes in time; a poke ends the waiting with none."""
        try:
            one = self._line.ended.get(timeout=seconds)
        except queue.Empty:
            return []
        return [] if one is None else [one, *self._drained()]

    def _drained(self) -> list[Ended]:
        waiting = (self._line.ended.get_nowait() for _ in range(self._line.ended.qsize()))
        return [one for one in waiting if one is not None]


def _need_not_reach_the_disk() -> None:
    """Let this commit return early: what a crash could undo is a lease or a result, and both only mean sending the same id again."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")
