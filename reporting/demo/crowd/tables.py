"""Many rows at once: numbers reserved beforehand, then one COPY a table on PostgreSQL and one prepared statement on SQLite."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connection, models, transaction

BLOCK = 1_000
Row = TypeVar("Row", bound=models.Model)
NEXT = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
RESERVE = "UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq"
BEGIN = "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)"
COPY = "COPY TABLE (COLUMNS) FROM STDIN"
INSERT = "INSERT INTO TABLE (COLUMNS) VALUES (PLACES)"


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows of one table as the database takes them."""

    table: str
    columns: Sequence[str]
    values: Sequence[Sequence[Any]]


def numbers(model: type[models.Model]) -> Iterator[int]:
    """Numbers that no other row of this table has or will get, taken from the same sequence."""
    take = _from_sequence if connection.vendor == "postgresql" else _from_sqlite
    while True:
        yield from take(model._meta.db_table)


def row(model: type[Row], **values: Any) -> Row:
    """A row with a value for every column but its number. Django's own way to one, with defaults and relations, takes a third of all the time."""
    made = model.__new__(model)
    made.__dict__.update(values, id=None)
    return made


def lines(made: Sequence[models.Model]) -> Lines:
    """Rows of one table in their order; those without a number will get the next."""
    if not made:
        return Lines("", (), ())
    meta = made[0]._meta
    fields = [field for field in meta.concrete_fields if made[0].pk is not None or not field.primary_key]
    plain = [(place, change) for place, field in enumerate(fields) if (change := _change(field))]
    values = [_plain(row, plain) for row in map(attrgetter(*(field.attname for field in fields)), made)]
    return Lines(meta.db_table, [str(field.column) for field in fields], values)


def insert(made: Lines) -> None:
    if made.values:
        (_copy if connection.vendor == "postgresql" else _insert)(made)


def _from_sequence(table: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [table, BLOCK])
        return [number for (number,) in cursor.fetchall()]


@transaction.atomic
def _from_sqlite(table: str) -> range:
    """Every key of ours is AUTOINCREMENT, whose last number SQLite keeps in a table of its own from the first row on."""
    with connection.cursor() as cursor:
        cursor.execute(RESERVE, [BLOCK, table])
        row = cursor.fetchone()
        if row is None:
            cursor.execute(BEGIN, [table, BLOCK])
        last = row[0] if row else BLOCK
    return range(last - BLOCK + 1, last + 1)


def _change(field: Any) -> Callable[[Any], Any] | None:
    """What the database needs changed: JSON becomes text, and times SQLite's own spelling."""
    if isinstance(field, models.JSONField):
        return json.JSONEncoder(ensure_ascii=False).encode
    if isinstance(field, models.DateTimeField) and connection.vendor != "postgresql":
        return connection.ops.adapt_datetimefield_value
    return None


def _plain(row: tuple[Any, ...], changes: Sequence[tuple[int, Callable[[Any], Any]]]) -> list[Any]:
    values = list(row)
    for place, change in changes:
        if values[place] is not None:
            values[place] = change(values[place])
    return values


def _copy(made: Lines) -> None:
    with connection.cursor() as cursor, cursor.copy(_about(COPY, made)) as into:
        for line in made.values:
            into.write_row(line)


def _insert(made: Lines) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(_about(INSERT, made), made.values)


def _about(statement: str, made: Lines) -> str:
    """A statement about one of our tables, its names quoted."""
    quoted = ", ".join(map(connection.ops.quote_name, made.columns))
    parts = {"TABLE": connection.ops.quote_name(made.table), "COLUMNS": quoted, "PLACES": ", ".join(["%s"] * len(made.columns))}
    for name, words in parts.items():
        statement = statement.replace(name, words, 1)
    return statement
