"""What an audit entry may hold, its canonical bytes, and how entries chain. Values in, values out."""

import json
import re
from collections.abc import Iterable, Mapping
from hashlib import sha256

from reporting.audit.kinds import ChainHead, Event

LONGEST = 80
EVENT = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_.]*", re.ASCII)
REASON = re.compile(r"(?:[a-z0-9][a-z0-9_.:-]*)?", re.ASCII)
NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
TOKEN = re.compile(r"[A-Za-z0-9._:,/+=#-]*", re.ASCII)
GREATEST = 2**53 - 1
"""RFC 8785 numbers are exact up to here."""

MOST_DETAILS = 20
READ = ".read"
OPENED = "text.opened"
"""Events of reading: every `<noun>.read`, and the opening of what a reporter wrote."""

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def canonical(event: Event) -> bytes:
    """The event as RFC 8785 canonical JSON.

    The alphabets above hold nothing that the standard encoder and RFC 8785 spell differently, and it is five times as fast;
    tests/audit compares the two.
    """
    parts = {
        "what": event.what,
        "kind": event.kind,
        "actor": event.actor,
        "role": event.role,
        "subject": event.subject,
        "reason": event.reason,
        "details": event.details,
        "hour": event.hour,
    }
    return _encode(parts).encode()


def link(previous: bytes, event: Event) -> bytes:
    """The hash of an entry: SHA-256 over the previous entry's hash and this event."""
    return sha256(previous + canonical(event)).digest()


def head_leaf(head: ChainHead) -> bytes:
    """What the log takes in for the chain's head: 32 bytes that commit to the number of entries and to all of them."""
    return sha256(b"good-faith audit head v1\n%d\n%b" % (head.seq, head.hash)).digest()


def text_in(*, event: str, subject: str, actor: tuple[str, str], reason: str, details: Mapping[str, str | int]) -> str:
    """The name of the first part that could hold somebody's words instead of a code or a number, or nothing."""
    codes = {
        "event": (event, EVENT),
        "reason": (reason, REASON),
        "subject": (subject, TOKEN),
        "actor": (actor[0], TOKEN),
        "role": (actor[1], TOKEN),
    }
    parts = [name for name, (value, form) in codes.items() if not _fits(value, form)]
    if len(details) > MOST_DETAILS:
        parts.append("details")
    return next(iter([*parts, *_odd_details(details.items())]), "")


def _odd_details(details: Iterable[tuple[str, str | int]]) -> list[str]:
    """Names of details that are no code; a name that is itself no code is not repeated."""
    return [name if _fits(name, NAME) else "details" for name, value in details if not (_fits(name, NAME) and _is_code_or_number(value))]


def _is_code_or_number(value: object) -> bool:
    return _fits(value, TOKEN) or (isinstance(value, int) and abs(value) <= GREATEST)


def _fits(value: object, form: re.Pattern[str]) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST and form.fullmatch(value) is not None
