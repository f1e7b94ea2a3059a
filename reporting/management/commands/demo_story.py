"""Tells the demonstration story once."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reporting import clock, jobs
from reporting.demo import people, telling
from reporting.sealing import case_keys

KEY_FILE = "demo_case_key"
PROGRAM_FILE = "demo_platform_token"


class Command(BaseCommand):
    help = "Add the demonstration story, once: platforms, staff of every role, cases in every queue and state."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("The story is for demonstration only. Set DEMONSTRATION=1, or use `python3 manage.py up`.")
        os.umask(0o077)
        if not telling.was_told():
            self._tell()
        token = settings.VAR / PROGRAM_FILE
        if not token.exists() or not people.holds(token.read_text(), at=clock.now()):
            token.write_text(people.give_token(at=clock.now()))

    def _tell(self) -> None:
        self.stdout.write("Telling the demonstration story ...")
        key = telling.tell(now=clock.now())
        (settings.VAR / KEY_FILE).write_text(case_keys.to_words(key))
        jobs.drain(timeout=20)
