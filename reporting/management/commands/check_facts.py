"""`check_facts`: are the facts usable, what is left out, what must be looked at again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reporting import clock
from reporting.facts import catalogue, listing, queries
from reporting.facts.loader import FactsRefused


class Command(BaseCommand):
    help = "Check the facts with their sources and dates, also those of FACTS_DIR. --write brings the translators' lists up to date."

    requires_system_checks: list[str] = []  # they read addresses and forms, which are made of facts

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", action="store_true", help="write the lists of words for translators")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            catalogue.read_again()
            versions = queries.versions()
        except FactsRefused as refused:
            raise CommandError(str(refused)) from None
        if options["write"]:
            listing.write()
        for kind, version in versions.items():
            self.stdout.write(f"{kind} {version} ({len(catalogue.entries(kind))})")
        for gap in queries.left_out():
            self.stdout.write(f"left out: {gap.kind}, {gap.name}: {gap.why}")
        for late in queries.overdue(clock.now()):
            self.stdout.write(f"look again: {late.kind}, {late.name}: read on {late.checked_on}, due {late.review_after}")
