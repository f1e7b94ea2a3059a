"""Reporters as programs: each sends a report until it is acknowledged, and writes down what it was promised. The independent oracle."""

import http.client
import json
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import cycle

from reporting.sealing import case_keys

PATH = "/api/v1/reports"
TRIES = 600
PAUSE = 0.1
CLIENT_SECONDS = 60
ANSWERS = {
    "danger_now": "no",
    "category": "harassment",
    "ai_role": "produced_by_ai",
    "product": "Example Chat",
    "share_with_platform": "yes_without_contact",
    "bona_fide": True,
    "no_content_confirm": True,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    body: bytes

    @property
    def is_received(self) -> bool:
        return self.status in (200, 201)

    @property
    def told(self) -> dict[str, object]:
        return dict(json.loads(self.body))


@dataclass(frozen=True, slots=True)
class Promise:
    """A report the portal said it had received."""

    key: str
    text: str
    number: str
    receipt: str


@dataclass
class Oracle:
    """The reporters' own log of every acknowledgement, kept outside the portal."""

    promises: list[Promise] = field(default_factory=list)
    refused: Counter[int] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)
    count: threading.Condition = field(default_factory=threading.Condition)

    def note(self, promise: Promise) -> None:
        with self.count:
            self.promises.append(promise)
            self.count.notify_all()

    def wait_for(self, number: int) -> None:
        with self.count:
            assert self.count.wait_for(lambda: len(self.promises) >= number, 300), f"{len(self.promises)} of {number}; {self.refused}"


def body_of(key: bytes, text: str, **more: object) -> dict[str, object]:
    return {**ANSWERS, "what_happened": text, "case_key": case_keys.to_characters(key), **more}


def post(port: int, body: Mapping[str, object], *, path: str = PATH, headers: Mapping[str, str] | None = None) -> Answer:
    """One try, one connection."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=CLIENT_SECONDS)
    try:
        line.request("POST", path, json.dumps(body).encode(), {"Content-Type": "application/json", **(headers or {})})
        answer = line.getresponse()
        return Answer(answer.status, answer.read())
    finally:
        line.close()


def send(ports: Iterable[int], text: str, oracle: Oracle, *, key: bytes | None = None) -> Promise:
    """Send one report to one web process after the other until one says it was received."""
    key = key or case_keys.new_case_key()
    turn, pause = cycle(ports), threading.Event()
    for _ in range(TRIES):
        answer = _tried(next(turn), key, text, oracle)
        if answer and answer.is_received:
            promise = Promise(key.hex(), text, str(answer.told["case_number"]), str(answer.told["receipt"]))
            oracle.note(promise)
            return promise
        assert answer is None or answer.status == 503, answer
        pause.wait(PAUSE)
    raise AssertionError(f"never acknowledged: {oracle.refused}")


def _tried(port: int, key: bytes, text: str, oracle: Oracle) -> Answer | None:
    try:
        answer = post(port, body_of(key, text))
    except (OSError, http.client.HTTPException):
        oracle.refused[0] += 1
        return None
    if not answer.is_received:
        oracle.refused[answer.status] += 1
    return answer


def send_many(ports: Sequence[int], number: int, oracle: Oracle, *, at_once: int = 8, meanwhile: Callable[[], None] | None = None) -> None:
    """That many reports, some at once, each acknowledged at last; `meanwhile` does harm from this thread."""
    with ThreadPoolExecutor(at_once) as pool:
        sent = [pool.submit(send, (ports[one % len(ports)], *ports), account(one), oracle) for one in range(number)]
        if meanwhile:
            meanwhile()
        for one in sent:
            one.result()


def account(number: int) -> str:
    """A short account in plain words, different for each report."""
    return f"The assistant was rude to me for no reason at all. It happened while I asked about train times, report {number} of this test."
