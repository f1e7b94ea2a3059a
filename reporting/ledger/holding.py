"""Being the only one at work: a job of which two must never run at once, in any process on any machine."""

from django.db import connection

SEQUENCER = 0x6C656467
"""The lock of the log's sequencer."""

CHAIN = 0x61756469
"""The lock of the audit chain."""


def is_ours(lock: int) -> bool:
    """True when this transaction now holds the lock, until it ends; False when somebody else does.

    PostgreSQL: an advisory lock of the transaction. SQLite: the transaction began IMMEDIATE, so it is the only writer already.
    """
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [lock])
        return bool(cursor.fetchone()[0])
