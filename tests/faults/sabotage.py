"""Makes an installation's database refuse what filing needs, in the middle: `python -m tests.faults.sabotage constraint | error | mend`."""

import os
import sys

import django

TRIGGERS = {
    "sqlite": "CREATE TRIGGER sabotage BEFORE INSERT ON reporting_receipt BEGIN SELECT RAISE(ABORT, 'sabotage'); END",
    "postgresql": "ALTER TABLE reporting_receipt ADD CONSTRAINT sabotage CHECK (note = 'never') NOT VALID",
}
MENDS = {
    "sqlite": ("DROP TRIGGER IF EXISTS sabotage", "ALTER TABLE reporting_receipt RENAME COLUMN note_gone TO note"),
    "postgresql": (
        "ALTER TABLE reporting_receipt DROP CONSTRAINT IF EXISTS sabotage",
        "ALTER TABLE reporting_receipt RENAME COLUMN note_gone TO note",
    ),
}


def main(harm: str) -> None:
    from django.db import connection

    statements = {
        "constraint": [TRIGGERS[connection.vendor]],
        "error": ["ALTER TABLE reporting_receipt RENAME COLUMN note TO note_gone"],
        "mend": [one for one in MENDS[connection.vendor] if "RENAME" not in one or _is_renamed()],
    }[harm]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _is_renamed() -> bool:
    from django.db import connection

    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "reporting_receipt")
    return any(column.name == "note_gone" for column in columns)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    main(sys.argv[1])
