"""SQL that makes the database itself refuse to change or remove rows of append-only tables, for the migration."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AppendOnly:
    """A table whose rows are added only. `columns` never change; `once` may go from NULL to a value, one time."""

    table: str
    columns: tuple[str, ...]
    once: str = ""


LOG = (
    AppendOnly("reporting_leaf", ("id", "value"), once="index"),
    AppendOnly("reporting_node", ("id", "level", "index", "hash")),
    AppendOnly("reporting_checkpoint", ("id", "size", "root", "note", "made_at")),
)


def forward(vendor: str, tables: Sequence[AppendOnly] = LOG) -> list[str]:
    """The statements that put the triggers up, for `connection.vendor` postgresql or sqlite."""
    make = _postgresql if vendor == "postgresql" else _sqlite
    return [statement for table in tables for statement in make(table)]


def backward(vendor: str, tables: Sequence[AppendOnly] = LOG) -> list[str]:
    """The statements that take them down again: for going back a migration, and for emptying a test database."""
    where = {table.table: f" ON {table.table}" if vendor == "postgresql" else "" for table in tables}
    return [f"DROP TRIGGER IF EXISTS {name}{where[table.table]}" for table in tables for name in _names(table)]


def _names(table: AppendOnly) -> tuple[str, str]:
    return f"{table.table}_keeps_rows", f"{table.table}_keeps_values"


def _is_allowed(table: AppendOnly, same: str) -> str:
    """SQL: the one update that is allowed. `same` compares NULL with NULL as equal."""
    if not table.once:
        return "FALSE"
    untouched = " AND ".join(f'NEW."{column}" {same} OLD."{column}"' for column in table.columns)
    return f'OLD."{table.once}" IS NULL AND NEW."{table.once}" IS NOT NULL AND {untouched}'


def _postgresql(table: AppendOnly) -> list[str]:
    rows, values = _names(table)
    refuse = f"reporting_refuse_change('{table.table}')"
    function = (
        "CREATE OR REPLACE FUNCTION reporting_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% only grows', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    unless = _is_allowed(table, "IS NOT DISTINCT FROM")
    return [
        function,
        f"CREATE TRIGGER {rows} BEFORE DELETE ON {table.table} FOR EACH ROW EXECUTE FUNCTION {refuse}",
        f"CREATE TRIGGER {values} BEFORE UPDATE ON {table.table} FOR EACH ROW WHEN (NOT ({unless})) EXECUTE FUNCTION {refuse}",
    ]


def _sqlite(table: AppendOnly) -> list[str]:
    rows, values = _names(table)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table.table} only grows'); END"
    return [
        f"CREATE TRIGGER {rows} BEFORE DELETE ON {table.table} {refuse}",
        f"CREATE TRIGGER {values} BEFORE UPDATE ON {table.table} WHEN NOT ({_is_allowed(table, 'IS')}) {refuse}",
    ]
