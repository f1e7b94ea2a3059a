"""The limit below everything: the same five rows through psycopg alone, by so many connections. Prints inserts of whole reports a second."""

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import django


def insert_for(seconds: float) -> int:
    """Reports stored by one connection in that time."""
    from django.db import connection

    from tests.bench.bare import rows

    connection.ensure_connection()
    done, end = 0, time.perf_counter() + seconds
    with connection.connection.cursor() as cursor:
        while time.perf_counter() < end:
            cursor.execute("BEGIN")
            store(cursor, rows())
            cursor.execute("COMMIT")
            done += 1
    connection.close()
    return done


def store(cursor, rows) -> None:
    """Each row by one prepared statement; the case learns its report's number."""
    from reporting.rows import _prepared

    number = 0
    for row in rows:
        if hasattr(row, "report_id"):
            row.report_id = number
        cursor.execute(*_prepared(row))
        (number,) = cursor.fetchone()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    clients, seconds = int(sys.argv[1]), float(sys.argv[2])
    with ThreadPoolExecutor(clients) as pool:
        print(sum(pool.map(insert_for, [seconds] * clients)) / seconds)
