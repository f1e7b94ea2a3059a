"""`manage.py check_trail`: reads the audit chain and the log again; exit 0 when whole, 1 with the first break."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from reporting.audit import queries
from reporting.audit.trail import first_break
from reporting.ledger import seen
from reporting.ledger.queries import latest_head


class Command(BaseCommand):
    help = "Checks the audit chain and every checkpoint of the log; exit 1 with the first break."

    def handle(self, *args: Any, **options: Any) -> None:
        found = first_break()
        if found:
            self.stderr.write(f"Broken: {found}.")
            sys.exit(1)
        self.stdout.write(f"Whole: {queries.head().seq} audit entries, {latest_head().size} leaves in the log.")
        if not seen.is_kept():
            self.stdout.write("Not compared with an earlier moment: nothing is kept outside this database (LOG_SEEN_FILE).")
