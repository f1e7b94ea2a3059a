"""The only place that reads the time. Everything else is handed an aware `at` in UTC."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def quarter(at: datetime) -> datetime:
    """The quarter of an hour `at` lies in."""
    return at.replace(minute=at.minute - at.minute % 15, second=0, microsecond=0)


def hour(at: datetime) -> datetime:
    """The hour `at` lies in. What we store about a reporter's doings is no finer than this (security design, T13)."""
    return at.replace(minute=0, second=0, microsecond=0)
