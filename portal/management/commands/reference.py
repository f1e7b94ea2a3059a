"""`manage.py reference`: writes docs/reference/ from the code; `--check` only says whether it is fresh."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from portal.env import ROOT
from portal.reference import pages


class Command(BaseCommand):
    help = "Write docs/reference/ anew from the code it describes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing; exit 1 when a page is not as the code is.")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        if not check:
            pages.write()
            return
        old = [path.relative_to(ROOT).as_posix() for path in pages.stale()]
        if old:
            self.stderr.write(f"Not as the code is: {', '.join(old)}. Run `manage.py reference` and commit what it writes.")
            sys.exit(1)
