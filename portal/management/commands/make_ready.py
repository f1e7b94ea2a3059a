"""Everything `up` needs before it serves, in one process: starting Python and Django three times would double the wait."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Bring tables, static files and the demonstration story up to date. `up` does it at every start."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("demo_story", stdout=self.stdout)
