"""Adds many cases batch by batch, each whole or not at all, spread over a year and a half. Memory is that of one batch.

The rows are those that the real actions leave, with real keys, seals, receipts, log and trail. Left out are the entries of the trail about
clocks that were kept, and what platforms were told long ago; the trail goes through the past once a batch.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from reporting.demo import people
from reporting.demo.crowd import moulds, planning, storing, tables
from reporting.demo.crowd.filing import Around
from reporting.demo.steps import AWAKE, office_hours
from reporting.ledger import queries as log

SPAN = timedelta(days=548)
BATCH = 900
MOST_MOULDS = 400


def add(*, cases: int, seed: int, now: datetime, after: int = 0) -> Iterator[Counter[str]]:
    """Add cases, telling after each batch how many rows of each kind it stored; `after` passes over as many as an earlier run stored.

    The same seed tells the same lives under other numbers.
    """
    people.welcome(now=now)
    chance = Random(seed)
    shapes = moulds.make(count=min(MOST_MOULDS, max(20, cases)), chance=chance, at=now)
    times = sorted(office_hours(now - SPAN * (1 - chance.random()), AWAKE) for _ in range(cases))
    around = _around(now)
    for start in range(after, cases, BATCH):
        yield _add_batch([min(at, now) for at in times[start : start + BATCH]], shapes, around, Random(f"{seed} {start}"))
    storing.finish(at=now)


def _add_batch(times: Sequence[datetime], shapes: Sequence[moulds.Mould], around: Around, chance: Random) -> Counter[str]:
    """Planned without a lock, so that a portal which serves meanwhile waits only while the batch is stored."""
    around.previous = log.latest_head()
    everybody, gathered = planning.plan(times, shapes, around, chance)
    return storing.store(everybody, gathered, around.numbers, at=times[-1])


def _around(now: datetime) -> Around:
    numbers = {model: tables.numbers(model) for model in storing.NUMBERED}
    return Around(numbers, people.desk(), people.staff(people.LEAD), log.latest_head(), now)
