"""Whether time tells why a case key opens nothing (S-06): four kinds, interleaved, medians and the best guess's AUC beside the bars.

A case that expired will be erased by the same action as one that its reporter erased, so it has no row of its own.

As a program, in an installation's environment, it makes the keys: `python -m tests.bench.keys MANY`.
"""

import asyncio
import json
import os
import random
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from statistics import median

import django

from reporting.sealing import case_keys
from tests.bench.load import Figures, Line
from tests.faults.installation import Installation

EACH = int(os.environ.get("BENCH_KEYS", "10000"))
MADE = 200
APART_BAR, AUC_BAR = 0.5, 0.55
LINE = "{:<34}{:>8}{:>12}{:>10}   {}"
Times = Mapping[str, list[float]]


def run(installation: Installation) -> None:
    """Ask and print."""
    typed = json.loads(installation.python("-m", "tests.bench.keys", str(MADE)))
    installation.environment["DJANGO_SETTINGS_MODULE"] = "tests.bench.keys_settings"
    server = installation.serve().wait()
    times = asyncio.run(asked(server.port, typed))
    server.kill()
    show(times)


def show(times: Times) -> None:
    print(LINE.format("a key that opens nothing", "times", "median ms", "AUC", "bar"))
    first, *_ = times
    for kind, seen in times.items():
        print(LINE.format(kind, len(seen), f"{median(seen):.3f}", f"{auc(times[first], seen):.3f}", f"beside {first}"))
    medians = [median(seen) for seen in times.values()]
    worst = max(auc(one, other) for one, other in combinations(times.values(), 2))
    apart = max(medians) - min(medians)
    print(
        LINE.format("furthest apart, of any two", "", f"{apart:.3f}", f"{worst:.3f}", f"within {APART_BAR} ms, AUC under {AUC_BAR}"),
        flush=True,
    )


async def asked(port: int, typed: Mapping[str, Sequence[str]]) -> Times:
    """Milliseconds of every kind; each round asks all kinds in an order of its own."""
    times: dict[str, list[float]] = {kind: [] for kind in typed}
    line = KeyLine(port, Figures())
    await line.open()
    for one in range(-MADE, EACH):
        for kind in random.sample(list(typed), len(typed)):
            line.key = typed[kind][one % MADE]
            status, text = await line.ask("GET", "/api/v1/case")
            assert status == 404, (status, text)
            if one >= 0:
                times[kind].append(line.figures.times[-1] * 1000)
    return times


class KeyLine(Line):
    """A connection that names a case key in each request."""

    key = ""

    def _head(self, method: str, path: str, length: int, media_type: str) -> bytes:
        head = super()._head(method, path, length, media_type)
        return head[:-2] + f"Authorization: CaseKey {self.key}\r\n\r\n".encode()


def auc(one: Sequence[float], other: Sequence[float]) -> float:
    """How often a guess by time alone is right between two kinds: 0.5 is a coin's."""
    ordered = sorted(other)
    wins = sum((bisect_left(ordered, seen) + bisect_right(ordered, seen)) / 2 for seen in one)
    share = wins / (len(one) * len(other))
    return max(share, 1 - share)


def made(many: int) -> Mapping[str, list[str]]:
    """So many keys of each kind, as a reporter types them."""
    unknown = [case_keys.new_case_key() for _ in range(many)]
    near = [bytes([key[0] ^ 1]) + key[1:] for key in filed(many)]
    slips = [case_keys.to_characters(key) for key in filed(many)]
    return {
        "unknown": [case_keys.to_characters(key) for key in unknown],
        "one bit wrong": [case_keys.to_characters(key) for key in near],
        "wrong check": [typed[:-1] + ("A" if typed[-1] != "A" else "B") for typed in slips],
        "erased": [case_keys.to_characters(key) for key in erased(many)],
    }


def filed(many: int) -> Iterator[bytes]:
    from reporting import clock
    from reporting.actors import Actor
    from reporting.intake import actions as intake
    from tests.faults.reporters import ANSWERS, account

    for one in range(many):
        answers, key = {**ANSWERS, "what_happened": account(one)}, case_keys.new_case_key()
        intake.submit(answers=answers, case_key=key, language="en", by=Actor.reporter(), at=clock.now())
        yield key


def erased(many: int) -> Iterator[bytes]:
    from reporting import clock
    from reporting.actors import Actor
    from reporting.mailbox import actions as mailbox
    from reporting.mailbox import queries as mailboxes

    for key in filed(many):
        box = mailboxes.opened_by(key)
        mailbox.erase(mailbox=box, by=Actor.reporter(box.case.number), at=clock.now())
        yield key


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    print(json.dumps(made(int(sys.argv[1]))))
