"""One of several processes at the audit chain and the log at once: `python -m tests.audit.rival prepare|work|finish`.

Each runs on the database of DATABASE_URL, where `prepare` makes the four tables.
"""

import json
import secrets
import sys
from datetime import UTC, datetime

import django

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
ROUNDS, ENTRIES = 15, 3


def prepare() -> None:
    from django.db import connection

    from reporting.audit import triggers
    from reporting.audit.models import AuditEntry
    from reporting.ledger.models import Checkpoint, Leaf, Node

    with connection.schema_editor() as editor:
        for model in (Leaf, Node, Checkpoint, AuditEntry):
            editor.create_model(model)
    with connection.cursor() as cursor:
        for statement in triggers.forward(connection.vendor):
            cursor.execute(statement)


def work() -> None:
    from django.db import transaction

    from reporting.actors import Actor
    from reporting.audit import actions
    from reporting.ledger import actions as ledger

    for _ in range(ROUNDS):
        with transaction.atomic():
            ledger.promise(leaf=secrets.token_bytes(32))
            for _ in range(ENTRIES):
                actions.record("case.moved", subject="GF-7K2M-9QXR-4", by=Actor.system("rival"), at=AT)
        actions.chain()
        actions.sequence(at=AT)


def finish() -> None:
    from reporting.audit import actions, queries
    from reporting.audit.trail import first_break
    from reporting.ledger.models import Leaf

    actions.chain()
    while actions.sequence(at=AT):
        pass
    found = {"break": first_break(), "entries": queries.head().seq, "waiting": Leaf.objects.filter(index=None).count()}
    print(json.dumps(found))


if __name__ == "__main__":
    django.setup()
    {"prepare": prepare, "work": work, "finish": finish}[sys.argv[1]]()
