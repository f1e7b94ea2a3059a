"""A planned batch into its tables in one short transaction, chained into the trail and placed in the log."""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.db import models, transaction

from reporting.audit import actions as audit
from reporting.audit import queries as trail
from reporting.audit import rules as chaining
from reporting.audit.models import AuditEntry
from reporting.cases.models import Case
from reporting.demo.crowd import tables
from reporting.demo.crowd.failures import Failure
from reporting.demo.crowd.lives import Life
from reporting.incidents.models import Fix, Incident
from reporting.ledger import holding
from reporting.ledger import queries as log
from reporting.ledger.models import Leaf
from reporting.mailbox.models import Mailbox, Message
from reporting.reports.models import Report

NUMBERED: tuple[type[models.Model], ...] = (Report, Case, Mailbox, Leaf, Incident, Fix, Message)
FILED = ("envelopes", "reports", "cases", "mailboxes", "leaves", "receipts")


def store(
    everybody: Sequence[Life], gathered: Sequence[Failure], numbers: Mapping[type[models.Model], Iterator[int]], *, at: datetime
) -> Counter[str]:
    """Everything into its table, and a checkpoint signed as of `at`; answers how many rows of each kind. Lines are made beforehand."""
    _number([message for life in everybody for message in life.messages], numbers)
    by_name = {name: tables.lines(rows) for name, rows in _rows(everybody, gathered)}
    entries = _entries(everybody, gathered)
    with transaction.atomic():
        for made in by_name.values():
            tables.insert(made)
        _chain(entries)
        tables.insert(tables.lines(entries))
        audit.sequence(at=_not_before_the_last(at))
    return Counter({name: len(made.values) for name, made in by_name.items()} | {"audit_entries": len(entries)})


def finish(*, at: datetime) -> None:
    """Place in the log what waits when somebody else was placing while a batch was stored."""
    while audit.sequence(at=at):
        continue


def _rows(everybody: Sequence[Life], gathered: Sequence[Failure]) -> Iterator[tuple[str, Sequence[models.Model]]]:
    """Table by table, what is referred to before what refers to it. A shared name is told once a table, as envelopes are."""
    yield from zip(FILED, zip(*(life.filed for life in everybody), strict=True), strict=True)
    for name in ("clocks", "events", "messages", "notes"):
        yield {"events": "case_events"}.get(name, name), _all(everybody, name)
    yield "incident_envelopes", [failure.incident.envelope for failure in gathered]
    yield "incidents", [failure.incident for failure in gathered]
    for name in ("events", "causes", "fixes", "verifications"):
        yield {"events": "incident_events"}.get(name, name), _all(gathered, name)
    for name in ("links", "confirmations"):
        yield {"links": "incident_cases"}.get(name, name), _all(everybody, name)


def _all(owners: Sequence[Life] | Sequence[Failure], name: str) -> list[models.Model]:
    return [row for owner in owners for row in getattr(owner, name)]


def _entries(everybody: Sequence[Life], gathered: Sequence[Failure]) -> list[AuditEntry]:
    found = itertools.chain.from_iterable([*(life.entries for life in everybody), *(failure.entries for failure in gathered)])
    return sorted(found, key=lambda entry: entry.hour)


def _number(messages: Iterable[Message], numbers: Mapping[type[models.Model], Iterator[int]]) -> None:
    """An answer names its question, so both need their numbers before they are stored."""
    for message in messages:
        message.pk = next(numbers[Message])
        message.answers_id = message.answers.pk if message.answers else None


def _chain(entries: Sequence[AuditEntry]) -> None:
    """Link the entries before they are stored, unless somebody else is chaining: then the chain's own job does it within a second."""
    if not holding.is_ours(holding.CHAIN):
        return
    audit.chain()
    head = trail.head()
    seq, previous = head.seq, head.hash
    for seq, entry in enumerate(entries, start=head.seq + 1):
        entry.seq, entry.prev, entry.hash = seq, previous, chaining.link(previous, trail.event_of(entry))
        previous = entry.hash


def _not_before_the_last(at: datetime) -> datetime:
    latest = log.latest_checkpoint()
    return max(at, latest.made_at) if latest else at
