"""Writing the audit trail: record now, chain within a second, and put the chain's head into the log."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from reporting import clock, rows
from reporting.actors import Actor
from reporting.audit import queries, rules
from reporting.audit.kinds import ChainHead
from reporting.audit.models import AuditEntry
from reporting.audit.refusals import TrailTakesNoText
from reporting.ledger import actions as ledger
from reporting.ledger import holding, seen
from reporting.ledger.kinds import NotProven
from reporting.ledger.placing import place

BATCH = 5_000
CHAIN = (
    "UPDATE reporting_auditentry SET seq = place.column2, prev = place.column3, hash = place.column4 "
    "FROM (ROWS) AS place WHERE reporting_auditentry.id = place.column1 AND reporting_auditentry.seq IS NULL"
)


def record(
    event: str,
    *,
    subject: str,
    by: Actor,
    at: datetime | None = None,
    reason: str = "",
    details: Mapping[str, str | int] | None = None,
) -> None:
    """Add one entry, in the caller's transaction, by one insert; `chain` links it afterwards so that nobody queues for the chain.

    `event` is `noun.verb`; a reading is `<noun>.read` or `text.opened`. `details` holds whole numbers and codes (at most 80
    characters of a narrow alphabet, no spaces). Only the hour of `at` is kept. Refuses with TrailTakesNoText.
    """
    details = dict(details or {})
    part = rules.text_in(event=event, subject=subject, actor=(by.ref, by.role), reason=reason, details=details)
    if part:
        raise TrailTakesNoText(details={"part": part})
    entry = AuditEntry(
        event=event,
        actor_kind=by.kind,
        actor_ref=by.ref,
        role=by.role,
        subject=subject,
        reason=reason,
        details=details,
        hour=clock.hour(at or clock.now()),
    )
    rows.add(entry)


def chain() -> int:
    """Chain every entry that waits; return how many. Does nothing while another process is at it."""
    chained = 0
    while queries.has_unchained():
        count = _chain_batch()
        chained += count
        if not count:
            break
    return chained


@transaction.atomic
def _chain_batch() -> int:
    if not holding.is_ours(holding.CHAIN):
        return 0
    head, links = queries.head(), []
    seq, previous = head.seq, head.hash
    for entry in AuditEntry.objects.filter(seq=None).order_by("id")[:BATCH]:
        hashed = rules.link(previous, queries.event_of(entry))
        seq += 1
        links.append((entry.pk, seq, previous, hashed))
        previous = hashed
    place(CHAIN, links)
    if links and seen.is_on():
        _keep(ChainHead(seq, previous))
    return len(links)


def _keep(head: ChainHead) -> None:
    """After the commit, a copy outside the database; unless what is kept there contradicts this chain, which `check_trail` then shows."""
    try:
        is_continued = queries.continues_from(queries.kept_head())
    except NotProven:
        return
    if is_continued:
        transaction.on_commit(lambda: seen.keep_chain(head.seq, head.hash))


@transaction.atomic
def sequence(*, at: datetime) -> int:
    """Give waiting leaves their place in the log, with the chain's head as the last leaf of every checkpoint; return how many joined.

    Without waiting leaves a checkpoint is made only for a head that grew, and at most once an hour. Refuses as `ledger.sequence` does.
    """
    if not holding.is_ours(holding.SEQUENCER) or not queries.is_checkpoint_due(at=at):
        return 0
    chain()
    return ledger.sequence(at=at, extra=[rules.head_leaf(queries.head())], even_alone=True)
