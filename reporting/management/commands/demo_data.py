"""`manage.py demo_data`: many content-free cases with their history, for demonstrations of size and for measuring."""

import json
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reporting import clock
from reporting.demo import crowd


class Command(BaseCommand):
    help = "Add many content-free cases with history, spread over 18 months, and print counts as JSON. Invented platforms and staff come with them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cases", type=int, required=True, metavar="N", help="how many cases to add")
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed tells the same lives; 1 when left out")

    def handle(self, *args: Any, cases: int, seed: int, **options: Any) -> None:
        if cases < 1:
            raise CommandError("--cases must be 1 or more.")
        began = time.monotonic()
        counts = crowd.add(cases=cases, seed=seed, now=clock.now())
        seconds = round(time.monotonic() - began, 2)
        self.stdout.write(json.dumps({**counts, "seconds": seconds}))
