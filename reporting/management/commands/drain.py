"""Does all due background work now."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from reporting import jobs


class Command(BaseCommand):
    help = "Do all due background work now, in this process, until none is left."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--timeout", type=float, default=60.0, metavar="S", help="seconds to go on at most")

    def handle(self, *args: Any, timeout: float, **options: Any) -> str:
        return f"{jobs.drain(timeout=timeout)} done"
