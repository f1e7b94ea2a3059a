"""How long a session lasts, when a first password stops opening the door, whether an ask can still be decided. Values in, values out."""

from datetime import datetime, timedelta

REPORTER_SESSION = timedelta(hours=1)
STAFF_SESSION = timedelta(hours=8)
STAFF_IDLE = timedelta(minutes=30)
IDLE_IS_NOTED_EVERY = timedelta(minutes=1)
FIRST_SIGN_IN_WITHIN = timedelta(days=7)
CONFIRMED_FOR = timedelta(minutes=15)


def session_ends_at(*, begun_at: datetime, is_staff: bool) -> datetime:
    """The end that no use moves: an hour for a reporter, a working day for staff (ASVS 7.3.2)."""
    return begun_at + (STAFF_SESSION if is_staff else REPORTER_SESSION)


def session_is_over(*, expires_at: datetime, idle_after: datetime | None, at: datetime) -> bool:
    return at >= expires_at or (idle_after is not None and at >= idle_after)


def use_should_be_noted(*, idle_after: datetime | None, at: datetime) -> bool:
    """True at most once a minute, so that reading pages costs staff no more than one write a minute."""
    return idle_after is not None and at + STAFF_IDLE - idle_after >= IDLE_IS_NOTED_EVERY


def first_password_is_over(*, invited_at: datetime, at: datetime) -> bool:
    """A password given by the house opens the door to setting up a second factor for seven days (ASVS 6.4.1)."""
    return at >= invited_at + FIRST_SIGN_IN_WITHIN


def ask_is_open(*, state: str, expires_at: datetime, at: datetime) -> bool:
    return state == "asked" and at < expires_at
