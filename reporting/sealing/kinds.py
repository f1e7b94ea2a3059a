"""The words of sealing: queues that own keys, the place a text lies in, the key of one case."""

from dataclasses import dataclass, field
from typing import NewType

QUEUES = ("legal", "trust", "security", "privacy", "safety_emergency")
ROLES = ("all", "intake", "desk", "worker")

CaseKey = NewType("CaseKey", bytes)
"""The reporter's sixteen secret bytes."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed text lies. A ciphertext opens only in the place it was sealed for, so it cannot be moved to another row."""

    table: str
    field: str
    row: str | int

    def __post_init__(self) -> None:
        if "|" in f"{self.table}{self.field}{self.row}":
            raise ValueError("A place is joined with |, so none of its parts may hold one.")

    def bound_to(self, envelope: str) -> bytes:
        """What the ciphertext is bound to (security design, 5.2)."""
        return f"v1|{self.table}|{envelope}|{self.field}|{self.row}".encode()


@dataclass(frozen=True, slots=True)
class DataKey:
    """The key that seals one case's texts: its envelope's name and 32 secret bytes. Lives as long as one request."""

    name: str
    secret: bytes = field(repr=False)
