"""Many cases with their history, spread over a year and a half, fast: for demonstrations of size and for measuring.

The rows are those that the real actions leave, with real keys, seals, receipts, log and trail. Left out are the entries of the
trail about clocks that were kept, and what platforms were told long ago.
"""

from collections import Counter
from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from reporting.audit import actions as audit
from reporting.demo import batches, moulds, people, story, tables
from reporting.demo.filing import Around
from reporting.ledger import queries as log

SPAN = timedelta(days=548)
BATCH = 900
MOST_MOULDS = 400


def add(*, cases: int, seed: int, now: datetime) -> Counter[str]:
    """Add so many cases; answers how many rows of each kind were stored. The same seed tells the same lives under other numbers."""
    chance, counts = Random(seed), Counter[str]()
    people.welcome(now=now)
    shapes = moulds.make(count=min(MOST_MOULDS, max(20, cases)), chance=chance)
    times = sorted(now - SPAN * chance.random() for _ in range(cases))
    for start in range(0, cases, BATCH):
        part = times[start : start + BATCH]
        with transaction.atomic():
            around = _around(now)
            everybody, gathered = batches.plan(part, shapes, around, chance)
            batches.store(everybody, gathered, around, counts)
            audit.sequence(at=part[-1])
    while audit.sequence(at=now):
        continue
    return counts


def _around(now: datetime) -> Around:
    """Asked once a batch: numbers are free only for the transaction, and each batch's receipts name the log as the last one left it."""
    numbers = {model: tables.numbers(model) for model in batches.NUMBERED}
    desk = {queue: people.staff(role) for queue, role in story.DESK.items()}
    return Around(numbers, desk, people.staff("team_lead"), log.latest_head(), now)
