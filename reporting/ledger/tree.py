"""The Merkle tree of RFC 6962: hashes, proofs, and their checks. Values in, values out; standard library only.

A proof is planned as spans of leaves, each span as complete subtrees, so that whoever stores the hashes of complete
subtrees builds any proof from O(log n) of them. Source: RFC 6962 section 2.1, RFC 9162 sections 2.1.3 and 2.1.4.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from hmac import compare_digest

from reporting.ledger.kinds import InclusionProof, NotProven, Position, Span

HASH_LENGTH = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def subtrees(span: Span) -> list[Position]:
    """The complete subtrees that make up a span, left to right; never more than about twice the tree's height."""
    start, end = span
    found = []
    while start < end:
        level = (end - start).bit_length() - 1
        if start:
            level = min(level, (start & -start).bit_length() - 1)
        found.append((level, start >> level))
        start += 1 << level
    return found


def fold(hashes: Sequence[bytes]) -> bytes:
    """The hash over neighbouring subtrees of falling size, as RFC 6962 joins the right edge of a tree."""
    if not hashes:
        return EMPTY_ROOT
    joined = hashes[-1]
    for left in reversed(hashes[:-1]):
        joined = node_hash(left, joined)
    return joined


def span_hash(span: Span, nodes: Mapping[Position, bytes]) -> bytes:
    """The hash over a span, from the hashes of its complete subtrees."""
    return fold([nodes[position] for position in subtrees(span)])


def grow(size: int, edge: Mapping[Position, bytes], leaf_hashes: Sequence[bytes]) -> Iterator[tuple[Position, bytes]]:
    """Every subtree that becomes complete as leaves join a tree of `size`, in the order of completion; level 0 included.

    `edge` holds the hashes of `subtrees((0, size))`.
    """
    open_hashes = [edge[position] for position in subtrees((0, size))]
    for index, hashed in enumerate(leaf_hashes, start=size):
        level, place = 0, index
        yield (level, place), hashed
        while place & 1:
            hashed = node_hash(open_hashes.pop(), hashed)
            level, place = level + 1, place >> 1
            yield (level, place), hashed
        open_hashes.append(hashed)


def inclusion_spans(index: int, size: int) -> list[Span]:
    """The spans whose hashes prove that leaf `index` is in a tree of `size`, from the leaf upwards."""
    start, end, spans = 0, size, []
    while end - start > 1:
        middle = _middle(start, end)
        if index < middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    return spans[::-1]


def consistency_spans(old: int, new: int) -> list[Span]:
    """The spans whose hashes prove that a tree of `new` leaves begins with the tree of `old` leaves; none when they are one."""
    start, end, spans = 0, new, []
    while end != old:
        middle = _middle(start, end)
        if old <= middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    if start:
        spans.append((start, end))
    return spans[::-1]


def _middle(start: int, end: int) -> int:
    """RFC 6962 splits at the largest power of two below the number of leaves."""
    return start + (1 << (end - start - 1).bit_length() - 1)


def verify_inclusion(leaf: bytes, proof: InclusionProof, root: bytes) -> None:
    """Say nothing when the hashed leaf stands at the proof's index under this root; raise NotProven otherwise."""
    if not 0 <= proof.index < proof.size:
        raise NotProven("the proof names a place outside the log")
    _expect_hashes((leaf, root, *proof.hashes))
    place, last, joined = proof.index, proof.size - 1, leaf
    for sibling in proof.hashes:
        if last == 0:
            raise NotProven("the proof of inclusion has too many parts")
        if place & 1 or place == last:
            joined = node_hash(sibling, joined)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            joined = node_hash(joined, sibling)
        place, last = place >> 1, last >> 1
    if last or not compare_digest(joined, root):
        raise NotProven("the proof of inclusion does not lead to the signed root")


def verify_consistency(old: Span, old_root: bytes, new_root: bytes, hashes: Sequence[bytes]) -> None:
    """Say nothing when the tree of `old[1]` leaves begins with the tree of `old[0]` leaves; raise NotProven otherwise.

    An old size of 0 is refused: an empty tree proves nothing about what followed.
    """
    first, second = old
    if not 0 < first <= second:
        raise NotProven("the two sizes cannot be compared")
    if first == second:
        if hashes or not compare_digest(old_root, new_root):
            raise NotProven("two trees of one size differ")
        return
    _expect_hashes((old_root, new_root, *hashes))
    path = [old_root, *hashes] if first & (first - 1) == 0 else list(hashes)
    if not hashes or not _walk_consistency(first, second, path, (old_root, new_root)):
        raise NotProven("the later tree does not begin with the earlier one")


def _walk_consistency(first: int, second: int, path: Sequence[bytes], roots: tuple[bytes, bytes]) -> bool:
    """RFC 9162 section 2.1.4.2: rebuild both roots from one path."""
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and compare_digest(before, roots[0]) and compare_digest(after, roots[1])


def _expect_hashes(hashes: Sequence[bytes]) -> None:
    if any(len(hashed) != HASH_LENGTH for hashed in hashes):
        raise NotProven("a hash does not have 32 bytes")
