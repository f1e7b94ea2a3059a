"""Sending, in a loop of its own thread: so many in flight over all, so many for each endpoint, the next as soon as one ends.

The pump puts claimed deliveries in and takes results out of `ended`; nothing here touches the database.
"""

import asyncio
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from datetime import datetime
from queue import SimpleQueue
from types import TracebackType

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from reporting.webhooks import rules, sockets
from reporting.webhooks.addresses import Egress
from reporting.webhooks.kinds import Claimed, Fault, Limits, Tried, Unsent, Verdict
from reporting.webhooks.signing import Signer

logger = logging.getLogger(__name__)


class Lane:
    """One endpoint's waiting deliveries, and how many of its own may be in flight."""

    def __init__(self, url: str, signer: Signer, at_once: int) -> None:
        self.url = url
        self.signer = signer
        self.at_once = at_once
        self.waiting: deque[tuple[float, Claimed]] = deque()
        self.running = 0
        self.failures = 0


class Line:
    """A context: entering starts the thread, leaving waits for what is in flight and gives back what waits."""

    def __init__(self, limits: Limits, egress: Egress, now: Callable[[], datetime], resolver: AbstractResolver | None = None) -> None:
        self.ended: SimpleQueue[Tried | Unsent | None] = SimpleQueue()
        self._limits, self._egress, self._now, self._resolver = limits, egress, now, resolver
        self._lanes: dict[int, Lane] = {}
        self._sends: set[asyncio.Task[None]] = set()
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, name="webhooks", daemon=True)

    def __enter__(self) -> "Line":
        self._thread.start()
        self._started.wait()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def put(self, lane: Lane, claimed: Iterable[Claimed]) -> None:
        """Send these to their endpoint, in this order, as slots free."""
        self._loop.call_soon_threadsafe(self._put, lane, claimed)

    def drop(self, lane: Lane) -> None:
        """Send nothing more from this lane: what waits comes out as `Unsent`."""
        self._loop.call_soon_threadsafe(self._drop, lane)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(self._live())

    async def _live(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._slots = asyncio.Semaphore(self._limits.in_flight)
        async with sockets.session(self._limits, self._egress, self._resolver) as self._session:
            self._started.set()
            await self._stop.wait()
            await asyncio.gather(*self._sends)

    def _put(self, lane: Lane, claimed: Iterable[Claimed]) -> None:
        good_until = time.monotonic() + self._limits.lease - self._limits.total
        lane.waiting.extend((good_until, one) for one in claimed)
        while lane.running < min(lane.at_once, lane.running + len(lane.waiting)):
            lane.running += 1
            send = self._loop.create_task(self._work(lane))
            self._sends.add(send)
            send.add_done_callback(self._sends.discard)

    def _drop(self, lane: Lane) -> None:
        while lane.waiting:
            self.ended.put(Unsent(lane.waiting.popleft()[1]))

    async def _work(self, lane: Lane) -> None:
        while lane.waiting:
            async with self._slots:
                if lane.waiting:
                    good_until, claimed = lane.waiting.popleft()
                    if time.monotonic() >= good_until:
                        self.ended.put(Unsent(claimed))
                        continue
                    tried = await self._try(lane, claimed)
                    self.ended.put(tried)
                    self._watch(lane, tried)
        lane.running -= 1

    def _watch(self, lane: Lane, tried: Tried) -> None:
        """Stop a lane that only fails, before the pump hears of it, so that one bad moment does not spend everybody's tries."""
        taken = rules.verdict(tried.status)
        lane.failures = 0 if taken is Verdict.DONE else lane.failures + 1
        if lane.failures >= self._limits.breaker_after or taken is Verdict.GONE:
            self._drop(lane)

    async def _try(self, lane: Lane, claimed: Claimed) -> Tried:
        """One try. Whatever goes wrong becomes a fault's class; a result always comes out."""
        at, started = self._now(), time.monotonic()
        status, fault, size, retry_after = None, "", 0, None
        try:
            headers = _headers(lane.signer, claimed, at)
            url = URL(lane.url, encoded=True)
            async with self._session.post(url, data=claimed.body, headers=headers, allow_redirects=False) as answer:
                status = answer.status
                if status in rules.HONOURS_RETRY_AFTER:
                    retry_after = rules.retry_after(answer.headers.get("Retry-After", ""), at)
                size = await self._throw_away(answer)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            fault = "" if status else sockets.fault_of(error)
        except Exception as error:
            logger.error("try failed on our side", extra={"delivery": claimed.delivery, "error": type(error).__name__})
            fault = "" if status else Fault.OURS
        return Tried(claimed, at, int((time.monotonic() - started) * 1000), status, str(fault), size, retry_after)

    async def _throw_away(self, answer: aiohttp.ClientResponse) -> int:
        """Read the answer's body so the connection can be used again, unless it is long: then close."""
        size = 0
        while size < self._limits.answer_bytes:
            part = await answer.content.readany()
            if not part:
                return size
            size += len(part)
        answer.close()
        return self._limits.answer_bytes


def _headers(signer: Signer, claimed: Claimed, at: datetime) -> dict[str, str]:
    timestamp = int(at.timestamp())
    return {
        "webhook-id": claimed.message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signer.signature(claimed.message, timestamp, claimed.body),
    }


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop where there is one."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop
