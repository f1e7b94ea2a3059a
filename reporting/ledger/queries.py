"""Reading the log: checkpoints, hashes of subtrees, proofs. Each proof is one query for leaves and one for nodes."""

from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings
from django.db import connection
from django.db.models import F, Q

from reporting.ledger import tree
from reporting.ledger.kinds import Head, InclusionProof, Position, Span
from reporting.ledger.models import Checkpoint, Leaf, Node
from reporting.ledger.notes import VerifyKey, read_key
from reporting.ledger.signing import SigningKey, read_signing_key
from reporting.recent import Recent

LATEST = "SELECT size, root FROM reporting_checkpoint ORDER BY size DESC LIMIT 1"


def signing_key() -> SigningKey:
    """The key that signs now (LOG_SIGNING_KEY)."""
    return read_signing_key(settings.LOG_SIGNING_KEY)


def verify_keys() -> list[VerifyKey]:
    """The key that signs now, then earlier ones (LOG_OLD_KEYS), kept for checking only. For /.well-known and `check_trail`."""
    return [signing_key().verify_key, *(read_key(text) for text in settings.LOG_OLD_KEYS)]


def has_waiting_leaves() -> bool:
    return Leaf.objects.filter(index=None).exists()


def latest_checkpoint() -> Checkpoint | None:
    return Checkpoint.objects.order_by("-size").first()


def latest_head() -> Head:
    """What a statement names as the log's state before it; of an empty log, size 0 and the empty root."""
    with connection.cursor() as cursor:  # asked once a report: written out, it costs a fifth
        cursor.execute(LATEST)
        size, root = cursor.fetchone() or (0, tree.EMPTY_ROOT)
    return Head(signing_key().verify_key.name, size, bytes(root))


recent_head = Recent(latest_head)
"""The same as it was a moment ago, for what only has to name an earlier state of the log."""


def checkpoint_covering(index: int) -> Checkpoint | None:
    """The first checkpoint that includes this index: always the same one, so a receipt's proof never changes."""
    return Checkpoint.objects.filter(size__gt=index).order_by("size").first()


def last_value() -> bytes | None:
    """The last leaf that has a place, or None in an empty log."""
    value = Leaf.objects.filter(index__isnull=False).order_by("-index").values_list("value", flat=True).first()
    return None if value is None else bytes(value)


def last_leaves() -> Iterator[tuple[int, bytes]]:
    """Each checkpoint's size and last leaf, which commits to the audit chain; row by row, smallest first."""
    ends = Checkpoint.objects.annotate(last=F("size") - 1).values("last")
    rows = Leaf.objects.filter(index__in=ends).order_by("index").values_list("index", "value")
    for index, value in rows.iterator(chunk_size=5_000):
        yield (index or 0) + 1, bytes(value)


def proof_of(leaf: Leaf) -> tuple[InclusionProof, Checkpoint] | None:
    """The proof that a leaf is in the log and the checkpoint it leads to, or None while the leaf waits."""
    leaf.refresh_from_db(fields=["index"])
    checkpoint = checkpoint_covering(leaf.index) if leaf.index is not None else None
    if leaf.index is None or checkpoint is None:
        return None
    hashes = hashes_of_spans(tree.inclusion_spans(leaf.index, checkpoint.size))
    return InclusionProof(leaf.index, checkpoint.size, hashes), checkpoint


def history(old: int, new: int) -> tuple[bytes, ...]:
    """The consistency proof from a tree of `old` leaves to one of `new`; none is needed from the empty tree."""
    return hashes_of_spans(tree.consistency_spans(old, new)) if old else ()


def root_of(size: int) -> bytes:
    """The root over the first `size` leaves, from stored subtrees."""
    return tree.span_hash((0, size), nodes_at(tree.subtrees((0, size))))


def hashes_of_spans(spans: Sequence[Span]) -> tuple[bytes, ...]:
    nodes = nodes_at(position for span in spans for position in tree.subtrees(span))
    return tuple(tree.span_hash(span, nodes) for span in spans)


def nodes_at(positions: Iterable[Position]) -> dict[Position, bytes]:
    """The stored hashes at these positions; KeyError later when the log lacks one."""
    wanted = set(positions)
    leaves = Leaf.objects.filter(index__in=[index for level, index in wanted if level == 0])
    found = {(0, index): tree.leaf_hash(bytes(value)) for index, value in leaves.values_list("index", "value") if index is not None}
    above = Q(pk__in=[])
    for level, index in wanted:
        if level:
            above |= Q(level=level, index=index)
    nodes = Node.objects.filter(above).values_list("level", "index", "hash")
    return found | {(level, index): bytes(hashed) for level, index, hashed in nodes}
