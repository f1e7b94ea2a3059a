"""Many rows at once: numbers beforehand, then one COPY a table on PostgreSQL and one prepared statement on SQLite."""

import itertools
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection, models

BLOCK = 200
NEXT = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
LAST = "SELECT COALESCE(MAX(id), 0) FROM TABLE"
COPY = "COPY TABLE (COLUMNS) FROM STDIN"
INSERT = "INSERT INTO TABLE (COLUMNS) VALUES (PLACES)"


def numbers(model: type[models.Model]) -> Iterator[int]:
    """Numbers that no other row of this table has or will get. On SQLite for one transaction, which is the only writer."""
    return _from_sequence(model) if connection.vendor == "postgresql" else _after_last(model)


def insert(made: Sequence[models.Model]) -> int:
    """Insert rows of one table in their order; those without a number get the next. Answers how many."""
    if made:
        columns, names = _columns(type(made[0]), has_number=made[0].pk is not None)
        lines = [[_plain(getattr(row, name)) for name in names] for row in made]
        (_copy if connection.vendor == "postgresql" else _insert)(made[0]._meta.db_table, columns, lines)
    return len(made)


def _from_sequence(model: type[models.Model]) -> Iterator[int]:
    while True:
        with connection.cursor() as cursor:
            cursor.execute(NEXT, [model._meta.db_table, BLOCK])
            found = [number for (number,) in cursor.fetchall()]
        yield from found


def _after_last(model: type[models.Model]) -> Iterator[int]:
    with connection.cursor() as cursor:
        cursor.execute(_about(LAST, model._meta.db_table))
        (last,) = cursor.fetchone()
    return itertools.count(last + 1)


@cache
def _columns(model: type[models.Model], *, has_number: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    fields = [field for field in model._meta.concrete_fields if has_number or not field.primary_key]
    return tuple(str(field.column) for field in fields), tuple(field.attname for field in fields)


def _copy(table: str, columns: Sequence[str], lines: Sequence[Sequence[Any]]) -> None:
    with connection.cursor() as cursor, cursor.copy(_about(COPY, table, columns)) as into:
        for line in lines:
            into.write_row(line)


def _insert(table: str, columns: Sequence[str], lines: Sequence[Sequence[Any]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(_about(INSERT, table, columns), lines)


def _about(statement: str, table: str, columns: Sequence[str] = ()) -> str:
    """A statement about one of our tables, its names quoted."""
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    parts = {"TABLE": connection.ops.quote_name(table), "COLUMNS": quoted, "PLACES": ", ".join(["%s"] * len(columns))}
    for name, words in parts.items():
        statement = statement.replace(name, words, 1)
    return statement


def _plain(value: Any) -> Any:
    """As the database takes it: JSON as text, times in SQLite's own spelling."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, datetime) and connection.vendor != "postgresql":
        return connection.ops.adapt_datetimefield_value(value)
    return value
