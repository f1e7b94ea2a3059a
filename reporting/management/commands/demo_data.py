"""`manage.py demo_data`: many content-free cases with their history, for demonstrations of size and for measuring."""

import json
import time
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reporting import clock
from reporting.demo.crowd import adding

MOST = 100_000_000


class Command(BaseCommand):
    help = "Add many content-free cases with history, spread over 18 months, and print counts as JSON. Invented platforms and staff come with them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cases", type=int, required=True, metavar="N", help="how many cases to add")
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed tells the same lives; 1 when left out")
        parser.add_argument("--after", type=int, default=0, metavar="M", help="go on after the M cases that a stopped run had stored")

    def handle(self, *args: Any, cases: int, seed: int, after: int, **options: Any) -> None:
        _refuse(cases, after)
        began, counts = time.monotonic(), Counter[str]()
        try:
            for stored in adding.add(cases=cases, seed=seed, after=after, now=clock.now()):
                counts += stored
                self.stderr.write(f"{after + counts['cases']} of {cases} cases", ending="\r" if self.stderr.isatty() else "\n")
        except KeyboardInterrupt:
            raise CommandError(_how_to_go_on(after + counts["cases"], cases, seed))
        self.stdout.write(json.dumps({**counts, "seconds": round(time.monotonic() - began, 2)}))


def _refuse(cases: int, after: int) -> None:
    if not (settings.DEMONSTRATION or settings.DEBUG):
        raise CommandError("Invented cases never leave a log again, so they are for demonstration only. Set DEMONSTRATION=1.")
    if not 1 <= cases <= MOST:
        raise CommandError(f"--cases must be a whole number from 1 to {MOST}.")
    if not 0 <= after < cases:
        raise CommandError("--after must be 0 or more and less than --cases.")


def _how_to_go_on(stored: int, cases: int, seed: int) -> str:
    return f"Stopped. {stored} of {cases} cases are stored, each whole. Go on: demo_data --cases {cases} --seed {seed} --after {stored}"
