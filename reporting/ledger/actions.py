"""Adding to the log: a leaf is promised at once and gets its place, under a signed checkpoint, within seconds."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from reporting import clock, rows
from reporting.ledger import holding, queries, rules, seen, tree
from reporting.ledger.checkpoints import head_text
from reporting.ledger.kinds import Head, NotProven
from reporting.ledger.models import Checkpoint, Leaf, Node
from reporting.ledger.placing import place
from reporting.ledger.refusals import LogContradictsItself, NotALeaf
from reporting.ledger.signing import sign

PLACE = (
    'UPDATE reporting_leaf SET "index" = place.column2 '
    'FROM (ROWS) AS place WHERE reporting_leaf.id = place.column1 AND reporting_leaf."index" IS NULL'
)


def promise(*, leaf: bytes) -> Leaf:
    """Take a leaf of 32 bytes into the log; the sequencer gives it its place. One insert. Refuses with NotALeaf."""
    if len(leaf) != tree.HASH_LENGTH:
        raise NotALeaf
    return rows.add(Leaf(value=leaf))


@transaction.atomic
def sequence(*, at: datetime, extra: Sequence[bytes] = (), even_alone: bool = False) -> int:
    """Give every waiting leaf its place and sign a checkpoint; return how many leaves joined, padding included.

    `extra` leaves come last in the checkpoint: the caller's word on something else, such as the audit chain's head. They make no
    checkpoint of their own unless `even_alone`. Does nothing while another process is at it. Refuses with LogContradictsItself.
    """
    if not holding.is_ours(holding.SEQUENCER):
        return 0
    waiting = list(Leaf.objects.filter(index=None).order_by("id")[: rules.BATCH])
    if not waiting and not (extra and even_alone):
        return 0
    size = _require_continuity()
    fill = [secrets.token_bytes(32) for _ in range(rules.padding(size + len(waiting) + len(extra)))]
    joined = _place(waiting, [*fill, *extra], size)
    _sign(size + len(joined), at)
    return len(joined)


def _require_continuity() -> int:
    """The size the log has now, when it begins with every head we know to be signed."""
    stored = queries.latest_head()
    try:
        for head in (stored, seen.last()):
            reason = rules.contradiction(stored.size, head, queries.root_of) if head else ""
            if reason:
                raise LogContradictsItself(details={"reason": reason, "size": stored.size})
    except (KeyError, NotProven):
        raise LogContradictsItself(details={"reason": "hashes_missing", "size": stored.size}) from None
    return stored.size


def _place(waiting: Sequence[Leaf], added: Sequence[bytes], size: int) -> list[bytes]:
    """Write the places of waiting leaves, the added leaves, and the subtrees they complete."""
    place(PLACE, [(leaf.pk, index) for index, leaf in enumerate(waiting, start=size)])
    Leaf.objects.bulk_create(Leaf(value=value, index=index) for index, value in enumerate(added, start=size + len(waiting)))
    values = [*(bytes(leaf.value) for leaf in waiting), *added]
    Node.objects.bulk_create(_new_nodes(size, values))
    return values


def _new_nodes(size: int, values: Sequence[bytes]) -> Iterable[Node]:
    edge = queries.nodes_at(tree.subtrees((0, size)))
    for (level, index), hashed in tree.grow(size, edge, [tree.leaf_hash(value) for value in values]):
        if level:
            yield Node(level=level, index=index, hash=hashed)


def _sign(size: int, at: datetime) -> None:
    """Store the checkpoint, and after the commit keep a copy outside the database."""
    key = queries.signing_key()
    head = Head(key.verify_key.name, size, queries.root_of(size))
    note = sign(head_text(head), key)
    Checkpoint.objects.create(size=size, root=head.root, note=note, made_at=clock.hour(at))
    queries.recent_head.forget()
    transaction.on_commit(lambda: seen.keep(note))
