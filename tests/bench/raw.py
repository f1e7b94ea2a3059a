"""The limit below everything: the same five rows through psycopg alone, by so many connections. Prints inserts of whole reports a second."""

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import django


def insert_for(seconds: float) -> int:
    """Reports stored by one connection in that time."""
    from django.db import connection

    from reporting.rows import _statement
    from tests.bench.bare import rows

    prepared = []
    for row in rows():
        statement, fields = _statement(type(row), "")
        prepared.append((row, statement, fields))
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        return _until(time.perf_counter() + seconds, cursor, connection)


def _until(end: float, cursor, connection) -> int:
    from reporting.rows import _statement
    from tests.bench.bare import rows

    done = 0
    while time.perf_counter() < end:
        cursor.execute("BEGIN")
        for row in rows():
            statement, fields = _statement(type(row), "")
            if hasattr(row, "report_id"):
                row.report_id = report
            cursor.execute(statement, [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields])
            (number,) = cursor.fetchone()
            report = number if type(row).__name__ == "Report" else 0
        cursor.execute("COMMIT")
        done += 1
    return done


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    clients, seconds = int(sys.argv[1]), float(sys.argv[2])
    with ThreadPoolExecutor(clients) as pool:
        print(sum(pool.map(insert_for, [seconds] * clients)) / seconds)
