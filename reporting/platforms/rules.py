"""What counts as a short name, a fair token lifetime, and a token that still holds. Values in, values out."""

import hashlib
import re
from datetime import datetime, timedelta

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def is_slug(text: str) -> bool:
    """Small letters, digits and single hyphens between them; at most 60 characters."""
    return len(text) <= 60 and SLUG.fullmatch(text) is not None


def slug_from(name: str) -> str:
    """A short name from a name: `Example Chat` becomes `example-chat`; empty when it has no letter or digit of ASCII."""
    return "-".join("".join(letter if letter.isascii() and letter.isalnum() else " " for letter in name.lower()).split())


def digest_of(plain: str) -> str:
    """What is kept of a token: SHA-256, in hexadecimal. Enough because a token is 256 random bits, not a password."""
    return hashlib.sha256(plain.encode()).hexdigest()


def is_fair_lifetime(lifetime: timedelta) -> bool:
    """Between a minute and a year (366 days, so that a calendar year is never refused)."""
    return timedelta(minutes=1) <= lifetime <= timedelta(days=366)


def holds(*, expires_at: datetime, revoked_at: datetime | None, at: datetime) -> bool:
    """A token holds until it expires or is revoked."""
    return revoked_at is None and at < expires_at
