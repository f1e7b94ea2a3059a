"""`manage.py verify_receipt FILE`: checks a receipt with this portal's own keys; exit 0 when good, 1 with the reason when not."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reporting.ledger.kinds import NotProven
from reporting.ledger.queries import verify_keys
from reporting.ledger.verify import check, read_text, words


class Command(BaseCommand):
    help = "Checks a receipt with this portal's keys; exit 1 with the reason when it is not good."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the receipt, as it was given to the reporter")
        parser.add_argument(
            "--as-printed", action="store_true", help="check with the key the receipt itself prints, which is then to be compared"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            proven = check(read_text(options["file"]), [] if options["as_printed"] else verify_keys())
        except NotProven as reason:
            self.stdout.write(f"Not good: {reason}.")
            sys.exit(1)
        self.stdout.write("\n".join(words(proven)))
