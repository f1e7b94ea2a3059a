"""Small frozen values of the log, and the one refusal of its pure part. Standard library only, so that `verify.py` runs without Django."""

import base64
import binascii
from dataclasses import dataclass

Position = tuple[int, int]
"""(level, index) of a complete subtree: level 0 is a leaf, level n covers 2**n leaves."""

Span = tuple[int, int]
"""Leaves from the first number up to, not including, the second."""


class NotProven(ValueError):
    """What was given does not prove what it should; the message says why in plain words."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a checkpoint says of the tree: which log, how many leaves, which root."""

    origin: str
    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """Where a leaf stands, and the hashes that lead from it to the root of a tree of `size` leaves."""

    index: int
    size: int
    hashes: tuple[bytes, ...]


def to_base64(raw: bytes) -> str:
    """Standard base64 on one line."""
    return base64.b64encode(raw).decode("ascii")


def from_base64(text: str, *, length: int | None = None) -> bytes:
    """Read base64 strictly: one spelling for each value, and of the length asked for. Raises NotProven."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NotProven("a part that should be base64 is damaged") from None
    if to_base64(raw) != text or length not in (None, len(raw)):
        raise NotProven("a part that should be base64 is damaged")
    return raw


def to_number(text: str) -> int:
    """Read an ASCII decimal with no sign and no leading zero. Raises NotProven."""
    if not (text.isascii() and text.isdigit() and len(text) < 20) or str(int(text)) != text:
        raise NotProven("a part that should be a number is damaged")
    return int(text)
