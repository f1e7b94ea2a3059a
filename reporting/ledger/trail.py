"""Reads the whole log again from its leaves and finds the first place where rows, hashes and signed checkpoints disagree."""

from collections.abc import Iterator, Sequence
from itertools import chain

from reporting.ledger import queries, seen, tree
from reporting.ledger.checkpoints import head_text
from reporting.ledger.kinds import Head, NotProven, Position
from reporting.ledger.models import Checkpoint, Leaf, Node
from reporting.ledger.notes import VerifyKey, read_note, verify

CHUNK = 5_000
StoredNode = tuple[int, int, bytes | memoryview]
Edge = dict[Position, bytes]
"""The hashes of the complete subtrees that make up the log so far."""


def first_break() -> str:
    """Plain words on the first break, or nothing when the log is whole. Reads row by row, in memory that does not grow."""
    try:
        _walk()
    except NotProven as reason:
        return str(reason)
    return ""


def _walk() -> None:
    kept = seen.last()
    stored_nodes = Node.objects.order_by("id").values_list("level", "index", "hash").iterator(chunk_size=CHUNK)
    keys, edge, size = queries.verify_keys(), Edge(), 0
    leaves = _leaves()
    for checkpoint in Checkpoint.objects.order_by("size").iterator(chunk_size=CHUNK):
        values = _take(leaves, checkpoint.size - size, checkpoint.size)
        edge = _grow(size, edge, values, stored_nodes)
        size = checkpoint.size
        _check_signed(checkpoint, tree.span_hash((0, size), edge), keys)
    if next(chain(leaves, stored_nodes), None) is not None:
        raise NotProven(f"the log holds leaves or hashes beyond its last checkpoint of {size} leaves")
    _check_kept(kept, size)


def _leaves() -> Iterator[tuple[int, bytes]]:
    rows = Leaf.objects.exclude(index=None).order_by("index").values_list("index", "value")
    for index, value in rows.iterator(chunk_size=CHUNK):
        yield index or 0, bytes(value)


def _take(leaves: Iterator[tuple[int, bytes]], count: int, size: int) -> list[bytes]:
    """The next `count` leaves, whose indexes must follow one another up to `size`."""
    values = []
    for expected in range(size - count, size):
        index, value = next(leaves, (-1, b""))
        if index != expected:
            raise NotProven(f"leaf {expected} is missing from the log, though a checkpoint of {size} leaves was signed")
        values.append(value)
    return values


def _grow(size: int, edge: Edge, values: Sequence[bytes], stored: Iterator[StoredNode]) -> Edge:
    """Compute every subtree the leaves complete, compare it with the stored one, and return the new right edge."""
    known = dict(edge)
    for position, hashed in tree.grow(size, edge, [tree.leaf_hash(value) for value in values]):
        known[position] = hashed
        if position[0]:
            level, index, kept = next(stored, (-1, -1, b""))
            if (level, index) != position or bytes(kept) != hashed:
                raise NotProven(f"the stored hash at level {position[0]}, place {position[1]} does not follow from the leaves")
    return {position: known[position] for position in tree.subtrees((0, size + len(values)))}


def _check_signed(checkpoint: Checkpoint, root: bytes, keys: Sequence[VerifyKey]) -> None:
    note = read_note(checkpoint.note)
    verify(note, keys)
    origin = note.text.partition("\n")[0]
    if bytes(checkpoint.root) != root or note.text != head_text(Head(origin, checkpoint.size, root)):
        raise NotProven(f"the checkpoint of {checkpoint.size} leaves does not fit the leaves below it")


def _check_kept(kept: Head | None, size: int) -> None:
    """`kept` was read before the log, which only grows meanwhile."""
    if kept and (kept.size > size or queries.root_of(kept.size) != kept.root):
        raise NotProven(f"the log does not continue from the checkpoint of {kept.size} leaves kept outside the database")
