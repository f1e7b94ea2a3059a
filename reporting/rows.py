"""Rows by short statements: what `save(force_insert=True)`, `filter(pk=…).first()` and `filter(pk=…).update(…)` do, at a fraction of their cost.

For what every report and every page of the form needs. Statements are written once a table and kept; `together` sends the inserts of a
block in one exchange.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models, transaction

FIND = "SELECT COLUMNS FROM TABLE WHERE KEY = %s"
CHANGE = "UPDATE TABLE SET COLUMNS WHERE KEY = %s"
INSERT = "INSERT INTO TABLE (COLUMNS) VALUES (VALUES_) UNLESSRETURNING KEY"
AS_IT_IS = frozenset({str, int, bool, type(None)})
MOST_VALUES = 50
Row = TypeVar("Row", bound=models.Model)
Prepared = tuple[str, list[Any]]


class _Waiting:
    """Rows of one block that are not stored yet, and the numbers drawn for some of them."""

    def __init__(self, numbered: Sequence[type[models.Model]]) -> None:
        self.rows: list[models.Model] = []
        self.numbers = dict(zip(numbered, _draw(tuple(numbered)), strict=True))

    def take(self, row: models.Model) -> None:
        row.pk = row.pk or self.numbers.pop(type(row), None)
        self.rows.append(row)

    def store(self) -> None:
        """Every row in the order it was added. One multiple statement: all of it or nothing, in the transaction around it."""
        with transaction.mark_for_rollback_on_error(connection.alias), connection.cursor() as cursor:
            parts = _gathered([_prepared(row, with_key=row.pk is not None) for row in self.rows])
            cursor.execute(";".join(cursor.mogrify(statement, values) for statement, values in parts))
        for row in self.rows:
            row._state.adding, row._state.db = False, connection.alias


def _gathered(prepared: Sequence[Prepared]) -> list[Prepared]:
    """Statements put together as far as the driver still remembers how it read them (psycopg: 50 values)."""
    parts: list[Prepared] = []
    for statement, values in prepared:
        if parts and len(parts[-1][1]) + len(values) <= MOST_VALUES:
            parts[-1] = f"{parts[-1][0]};{statement}", [*parts[-1][1], *values]
        else:
            parts.append((statement, values))
    return parts


_waiting: ContextVar[_Waiting | None] = ContextVar("waiting", default=None)


@contextmanager
def together(*numbered: type[models.Model]) -> Iterator[None]:
    """Rows added inside a block reach the database at its end, in one exchange instead of one each; on SQLite at once, as always.

    The first row of each table named in `numbered` knows its number at once, the others have none. Belongs inside a transaction; nothing is
    stored when the block fails. What is read inside does not see the rows yet.
    """
    if connection.vendor != "postgresql":
        yield
        return
    waiting = _Waiting(numbered)
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    waiting.store()


def add(row: Row) -> Row:
    """Insert a new row and give it its number. Raises IntegrityError as a save would; inside `together`, at the end of the block."""
    waiting = _waiting.get()
    if waiting:
        waiting.take(row)
    else:
        _insert(row, "")
    return row


def add_if_new(row: models.Model) -> bool:
    """Insert at once, unless a constraint of uniqueness says that it is there already; answers whether it was new."""
    return _insert(row, "ON CONFLICT DO NOTHING ")


def find(model: type[Row], key: str | int) -> Row | None:
    """The row with this primary key, if there is one."""
    statement, names, converters = _selection(model)
    with connection.cursor() as cursor:
        cursor.execute(statement, [key])
        found = cursor.fetchone()
    if found is None:
        return None
    values = list(found)
    for place, convert, column in converters:
        values[place] = convert(values[place], column, connection)
    return model.from_db(connection.alias, names, values)


def change(model: type[models.Model], key: str | int, **values: object) -> bool:
    """Give some columns of the row with this primary key new values, by attribute; answers whether it is there."""
    statement, fields = _changing(model, tuple(values))
    prepared = [field.get_db_prep_save(values[field.attname], connection) for field in fields]
    with transaction.mark_for_rollback_on_error(connection.alias), connection.cursor() as cursor:
        cursor.execute(statement, [*prepared, key])
        return bool(cursor.rowcount)


def _insert(row: models.Model, unless: str) -> bool:
    statement, values = _prepared(row, unless)
    with transaction.mark_for_rollback_on_error(connection.alias), connection.cursor() as cursor:
        cursor.execute(statement, values)
        inserted = cursor.fetchone()
    if inserted:
        row.pk = inserted[0]
        row._state.adding, row._state.db = False, connection.alias
    return inserted is not None


def _prepared(row: models.Model, unless: str = "", *, with_key: bool = False) -> Prepared:
    """The statement and what it stores. A value that every database takes as it is skips the field's own preparing."""
    statement, fields = _statement(type(row), unless, with_key)
    prepared = []
    for field in fields:
        value = getattr(row, field.attname)
        prepared.append(value if type(value) in AS_IT_IS else field.get_db_prep_save(value, connection))
    return statement, prepared


@cache
def _statement(model: type[models.Model], unless: str, with_key: bool) -> tuple[str, tuple[Any, ...]]:
    fields = tuple(field for field in model._meta.concrete_fields if with_key or not isinstance(field, models.AutoField))
    columns = ", ".join(_quoted(str(field.column)) for field in fields)
    parts = {"COLUMNS": columns, "VALUES_": ", ".join(["%s"] * len(fields)), "UNLESS": unless}
    return _filled(INSERT, model, parts), fields


@cache
def _selection(model: type[models.Model]) -> tuple[str, tuple[str, ...], tuple[tuple[int, Any, Any], ...]]:
    """The statement, the names of its columns, and what has to be made of some of them."""
    fields = model._meta.concrete_fields
    columns = [field.get_col(model._meta.db_table) for field in fields]
    converters = tuple(
        (place, convert, column)
        for place, column in enumerate(columns)
        for convert in [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
    )
    names = tuple(field.attname for field in fields)
    return _filled(FIND, model, {"COLUMNS": ", ".join(_quoted(str(field.column)) for field in fields)}), names, converters


@cache
def _changing(model: type[models.Model], names: tuple[str, ...]) -> tuple[str, tuple[Any, ...]]:
    fields = tuple(field for field in model._meta.concrete_fields if field.attname in names)
    return _filled(CHANGE, model, {"COLUMNS": ", ".join(f"{_quoted(str(field.column))} = %s" for field in fields)}), fields


def _draw(models_: tuple[type[models.Model], ...]) -> Sequence[int]:
    """The next number of each table."""
    with connection.cursor() as cursor:
        cursor.execute(_next_numbers(models_))
        numbers: Sequence[int] = cursor.fetchone()
    return numbers


@cache
def _next_numbers(models_: tuple[type[models.Model], ...]) -> str:
    places = [(model._meta.db_table, model._meta.pk.column) for model in models_]
    return "SELECT " + ", ".join(f"nextval(pg_get_serial_sequence('{table}', '{column}'))" for table, column in places)


def _filled(statement: str, model: type[models.Model], parts: Mapping[str, str]) -> str:
    named = {"TABLE": _quoted(model._meta.db_table), "KEY": _quoted(str(model._meta.pk.column))}
    for name, words in {**named, **parts}.items():
        statement = statement.replace(name, words, 1)
    return statement


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
