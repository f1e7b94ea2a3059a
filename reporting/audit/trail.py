"""Reads the whole audit chain again and finds its first break, also against the heads in the log's checkpoints."""

from collections.abc import Iterator

from reporting.audit import queries, rules
from reporting.audit.kinds import GENESIS, ChainHead, TrailBroken
from reporting.audit.models import AuditEntry
from reporting.ledger import queries as ledger
from reporting.ledger import trail as log_trail
from reporting.ledger.kinds import NotProven

CHUNK = 10_000


def first_break() -> str:
    """Plain words on the first break in chain, log or the heads that tie them, or nothing. Reads row by row; about 30 s a million rows."""
    return log_trail.first_break() or _chain_break()


def _chain_break() -> str:
    try:
        _walk()
    except NotProven as reason:
        return str(reason)
    return ""


def _walk() -> None:
    """Every entry must follow the one before; every checkpoint's last leaf must be a head the chain went through, in order."""
    kept = queries.kept_head()
    heads = _Heads(ledger.last_leaves())
    head = ChainHead(0, GENESIS)
    heads.pass_by(head)
    rows = AuditEntry.objects.filter(seq__isnull=False).order_by("seq").values_list("seq", "prev", "hash", *queries.COLUMNS)
    for seq, prev, hashed, *event in rows.iterator(chunk_size=CHUNK):
        if seq != head.seq + 1:
            raise TrailBroken(f"audit entry {head.seq + 1} is missing")
        if bytes(prev) != head.hash or bytes(hashed) != rules.link(head.hash, queries.event_from(event)):
            raise TrailBroken(f"audit entry {seq} was changed, or does not follow entry {head.seq}")
        head = ChainHead(seq, bytes(hashed))
        heads.pass_by(head)
        if kept.seq == seq and kept != head:
            raise TrailBroken(f"audit entry {seq} is another than the one kept outside the database")
    heads.expect_none_left(head)
    if kept.seq > head.seq:
        raise TrailBroken(f"the audit chain ends at entry {head.seq}, but entry {kept.seq} was kept outside the database")


class _Heads:
    """The heads that checkpoints commit to, crossed off as the chain passes them."""

    def __init__(self, last_leaves: Iterator[tuple[int, bytes]]) -> None:
        self._left = last_leaves
        self._next = next(last_leaves, None)

    def pass_by(self, head: ChainHead) -> None:
        if self._next is None:
            return
        leaf = rules.head_leaf(head)
        while self._next is not None and self._next[1] == leaf:
            self._next = next(self._left, None)

    def expect_none_left(self, head: ChainHead) -> None:
        if self._next is not None:
            raise TrailBroken(f"the checkpoint of {self._next[0]} leaves names an audit entry that the chain of {head.seq} does not hold")
