"""What an audit entry is made of, as a frozen value, and the chain's beginning."""

from collections.abc import Mapping
from dataclasses import dataclass

from reporting.ledger.kinds import NotProven

GENESIS = bytes(32)
"""What the first entry follows."""


@dataclass(frozen=True, slots=True)
class Event:
    """Who did or read what, when to the hour, in codes and numbers. Never text."""

    what: str
    kind: str
    actor: str
    role: str
    subject: str
    reason: str
    details: Mapping[str, str | int]
    hour: str


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The last entry's number and hash; number 0 and GENESIS before the first."""

    seq: int
    hash: bytes


class TrailBroken(NotProven):
    """The first break in the trail, in plain words."""
