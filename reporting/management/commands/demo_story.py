"""Tells the demonstration story once."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reporting import clock, jobs
from reporting.demo import telling
from reporting.sealing import case_keys

KEY_FILE = "demo_case_key"


class Command(BaseCommand):
    help = "Add the demonstration story, once: platforms, staff of every role, cases in every queue and state."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("The story is for demonstration only. Set DEMONSTRATION=1, or use `python3 manage.py up`.")
        if telling.was_told():
            return
        self.stdout.write("Telling the demonstration story ...")
        key = telling.tell(now=clock.now())
        os.umask(0o077)
        (settings.VAR / KEY_FILE).write_text(case_keys.to_words(key))
        jobs.drain(timeout=20)
