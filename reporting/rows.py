"""Inserting one row by one short statement: what `save(force_insert=True)` does, at a fraction of its cost.

Filing a report writes a dozen rows. Statements are written once a table and kept.
"""

from functools import cache
from typing import Any, TypeVar

from django.db import connection, models, transaction

INSERT = "INSERT INTO TABLE (COLUMNS) VALUES (VALUES_) UNLESSRETURNING KEY"
Row = TypeVar("Row", bound=models.Model)


def add(row: Row) -> Row:
    """Insert a new row and give it its number. Raises IntegrityError as a save would."""
    _insert(row, "")
    return row


def add_if_new(row: models.Model) -> bool:
    """The same, unless a constraint of uniqueness says that it is there already; answers whether it was new."""
    return _insert(row, "ON CONFLICT DO NOTHING ")


def _insert(row: models.Model, unless: str) -> bool:
    statement, fields = _statement(type(row), unless)
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    with transaction.mark_for_rollback_on_error(connection.alias), connection.cursor() as cursor:
        cursor.execute(statement, values)
        inserted = cursor.fetchone()
    if inserted:
        row.pk = inserted[0]
        row._state.adding, row._state.db = False, connection.alias
    return inserted is not None


@cache
def _statement(model: type[models.Model], unless: str) -> tuple[str, tuple[Any, ...]]:
    fields = tuple(field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField))
    parts = {
        "TABLE": _quoted(model._meta.db_table),
        "COLUMNS": ", ".join(_quoted(str(field.column)) for field in fields),
        "VALUES_": ", ".join(["%s"] * len(fields)),
        "UNLESS": unless,
        "KEY": _quoted(str(model._meta.pk.column)),
    }
    statement = INSERT
    for name, words in parts.items():
        statement = statement.replace(name, words, 1)
    return statement, fields


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
