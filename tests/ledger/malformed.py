"""The 196 published proofs, made here from the published good ones by the published changes (transparency-dev/merkle, cmd/proofgen; T-01).

What is ours and not published is named so. tests/ledger/vectors.jsonl holds a sample of the published files to compare with.
"""

from collections.abc import Iterator
from typing import NamedTuple

from reporting.ledger import tree
from tests.ledger.published import CONSISTENCY, INCLUSION, LEAVES, ROOTS

SOME_HASH = bytes.fromhex("abacaba000000000000000000000000000000000000000000060061e00123456")
OURS = "ours"
Hashes = tuple[bytes, ...]


class Inclusion(NamedTuple):
    name: str
    index: int
    size: int
    leaf: bytes
    root: bytes
    hashes: Hashes


class Consistency(NamedTuple):
    name: str
    old: int
    new: int
    old_root: bytes
    new_root: bytes
    hashes: Hashes


def good_inclusions() -> list[Inclusion]:
    alone = tree.leaf_hash(b"data")
    return [
        Inclusion("matching root and leaf", 0, 1, alone, alone, ()),
        *_published_inclusions(),
    ]


def good_consistencies() -> list[Consistency]:
    return [Consistency("equal sizes of one", 1, 1, b"don't care 2", b"don't care 2", ()), *_published_consistencies()]


def _published_inclusions() -> list[Inclusion]:
    return [
        Inclusion(f"{index} in {size}", index, size, tree.leaf_hash(LEAVES[index]), ROOTS[size], _bytes(hashes))
        for (index, size), hashes in INCLUSION.items()
    ]


def _published_consistencies() -> list[Consistency]:
    return [
        Consistency(f"{old} then {new}", old, new, ROOTS[old], ROOTS[new], _bytes(hashes)) for (old, new), hashes in CONSISTENCY.items()
    ]


def bad_inclusions() -> list[Inclusion]:
    """Every good proof, spoiled in every way; and the smallest trees, which prove nothing about an empty or foreign leaf."""
    spoiled = [_named(good, bad) for good in _published_inclusions() for bad in _spoil_inclusion(good)]
    root = tree.leaf_hash(b"data")
    edges = [(0, 1, b"", root), (0, 1, root, b""), (0, 1, b"", b"")]
    edges += [
        (index, size, *pair)
        for index, size in ((0, 0), (0, 1), (1, 0), (2, 1))
        for pair in ((SOME_HASH, b""), (b"", tree.EMPTY_ROOT), (SOME_HASH, tree.EMPTY_ROOT))
    ]
    return spoiled + [Inclusion(f"edge {number}", *edge, ()) for number, edge in enumerate(edges)]


def bad_consistencies() -> list[Consistency]:
    """Every good proof with hashes, spoiled in every way; and sizes that cannot be compared, old size 0 among them."""
    spoiled = [_named(good, bad) for good in _published_consistencies() if good.hashes for bad in _spoil_consistency(good)]
    one, two, empty = b"don't care 1", b"don't care 2", tree.EMPTY_ROOT
    edges = [
        (0, 0, one, two, ()),
        (1, 1, one, two, ()),
        (0, 0, one, one, ()),
        (0, 1, one, two, ()),
        (1, 0, one, two, ()),
        (2, 1, one, two, ()),
        (1, 2, one, two, ()),
        (0, 0, empty, two, ()),
        (1, 1, empty, two, ()),
        (0, 0, empty, empty, (empty,)),
        (1, 1, empty, empty, (empty,)),
        (0, 1, empty, two, ()),
        (0, 1, empty, empty, (empty,)),
    ]
    ours = [(0, 0, empty, empty, ()), (0, 1, empty, SOME_HASH, ()), (-1, 1, empty, empty, ())]
    named = [(f"edge {number}", edge) for number, edge in enumerate(edges)] + [
        (f"{OURS} {number}", edge) for number, edge in enumerate(ours)
    ]
    return spoiled + [Consistency(name, *edge) for name, edge in named]


def _spoil_inclusion(good: Inclusion) -> Iterator[Inclusion]:
    yield good._replace(name="index - 1", index=(good.index - 1) % 2**64)
    yield good._replace(name=f"{OURS}: index below 0", index=-1)
    yield good._replace(name="index + 1", index=good.index + 1)
    yield good._replace(name="index ^ 2", index=good.index ^ 2)
    yield good._replace(name="size * 2", size=good.size * 2)
    yield good._replace(name="size / 2", size=good.size // 2)
    yield good._replace(name="wrong leaf", leaf=b"WrongLeaf")
    yield good._replace(name="empty root", root=tree.EMPTY_ROOT)
    yield good._replace(name="random root", root=SOME_HASH)
    for name, hashes in _spoil_hashes(good.hashes, {"root": good.root}, bit=8):
        yield good._replace(name=name, hashes=hashes)
    if len(good.hashes) > 1:
        yield good._replace(name="inserted component", hashes=(good.hashes[0], SOME_HASH, *good.hashes[1:]))


def _spoil_consistency(good: Consistency) -> Iterator[Consistency]:
    yield good._replace(name="old - 1", old=good.old - 1)
    yield good._replace(name="old + 1", old=good.old + 1)
    yield good._replace(name="old ^ 2", old=good.old ^ 2)
    yield good._replace(name="new * 2", new=good.new * 2)
    yield good._replace(name="new / 2", new=good.new // 2)
    yield good._replace(name="wrong old root", old_root=b"WrongRoot")
    yield good._replace(name="wrong new root", new_root=b"WrongRoot")
    yield good._replace(name="swapped roots", old_root=good.new_root, new_root=good.old_root)
    yield good._replace(name="empty proof", hashes=())
    yield good._replace(name="preceding first hash", hashes=(good.hashes[0], *good.hashes))
    yield good._replace(name=f"{OURS}: trailing first hash", hashes=(*good.hashes, good.hashes[0]))
    for name, hashes in _spoil_hashes(good.hashes, {"old root": good.old_root, "new root": good.new_root}, bit=16):
        yield good._replace(name=name, hashes=hashes)


def _spoil_hashes(hashes: Hashes, around: dict[str, bytes], *, bit: int) -> Iterator[tuple[str, Hashes]]:
    for name, extra in {"garbage": b"", **around}.items():
        yield f"trailing {name}", (*hashes, extra)
        yield f"preceding {name}", (extra, *hashes)
    for place, hashed in enumerate(hashes):
        flipped = bytes([hashed[0] ^ bit]) + hashed[1:]
        yield f"flipped bit in hash {place}", (*hashes[:place], flipped, *hashes[place + 1 :])
    if hashes:
        yield "removed last", hashes[:-1]


def _named(good, bad):
    return bad._replace(name=f"{good.name}: {bad.name}")


def _bytes(hashes: tuple[str, ...]) -> Hashes:
    return tuple(bytes.fromhex(hashed) for hashed in hashes)
