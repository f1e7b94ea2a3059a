"""Committing to every answer of a report without telling any, and opening single answers later. Standard library only.

Each answer has its own salt, drawn from one secret of the case, so opening one tells nothing of the others, not even which
questions they answer.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest, digest

DOMAIN = b"good-faith answers v1\n"


@dataclass(frozen=True, slots=True)
class OpenedAnswer:
    """One answer shown, with the salt that proves it."""

    field: str
    value: str
    salt: bytes


@dataclass(frozen=True, slots=True)
class Opening:
    """Some answers shown and the marks of all, in the order they were committed in."""

    marks: tuple[bytes, ...]
    opened: tuple[OpenedAnswer, ...]


def salts_secret(case_secret: bytes) -> bytes:
    """The secret all salts of a case come from; lost for good with the case's key."""
    return digest(case_secret, b"good-faith receipt salts v1", "sha256")


def commit(answers: Mapping[str, str], secret: bytes) -> bytes:
    """The commitment to all answers: 32 bytes."""
    return _over(sorted(_marks(answers, secret).values()))


def open_answers(answers: Mapping[str, str], secret: bytes, fields: Collection[str]) -> Opening:
    """Show these fields and keep the rest closed. A field without an answer cannot be opened: KeyError."""
    marks = _marks(answers, secret)
    opened = tuple(OpenedAnswer(field, answers[field], _salt(secret, field)) for field in sorted(fields))
    return Opening(tuple(sorted(marks.values())), opened)


def is_opened(commitment: bytes, opening: Opening) -> bool:
    """True when every answer shown is among those committed to."""
    shown = [_mark(answer.salt, answer.field, answer.value) for answer in opening.opened]
    return compare_digest(_over(opening.marks), commitment) and set(shown) <= set(opening.marks) and len(set(shown)) == len(shown)


def _marks(answers: Mapping[str, str], secret: bytes) -> dict[str, bytes]:
    return {field: _mark(_salt(secret, field), field, value) for field, value in answers.items()}


def _salt(secret: bytes, field: str) -> bytes:
    return digest(secret, field.encode(), "sha256")


def _mark(salt: bytes, field: str, value: str) -> bytes:
    """The length comes first, so that no other split of the same bytes gives the same mark."""
    name = field.encode()
    return digest(salt, len(name).to_bytes(2, "big") + name + value.encode(), "sha256")


def _over(marks: Collection[bytes]) -> bytes:
    return sha256(DOMAIN + b"".join(marks)).digest()
