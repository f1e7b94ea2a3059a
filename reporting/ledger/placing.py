"""Giving many waiting rows their place in one statement: several times as fast as one update a row."""

from collections.abc import Sequence

from django.db import connection

ROWS = 1_000
"""In one statement; their values stay well below SQLite's limit."""

Value = int | bytes


def place(statement: str, rows: Sequence[Sequence[Value]]) -> None:
    """Run an update for many rows. Its `FROM (ROWS) AS place` becomes their values, as place.column1, place.column2 and so on."""
    with connection.cursor() as cursor:
        for start in range(0, len(rows), ROWS):
            part = rows[start : start + ROWS]
            values = ", ".join(f"({', '.join(['%s'] * len(row))})" for row in part)
            cursor.execute(statement.replace("ROWS", f"VALUES {values}"), [value for row in part for value in row])
