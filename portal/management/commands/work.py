"""Does background work for ever, beside the web process. In production Celery does the same."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.web import waking
from reporting import jobs


class Command(BaseCommand):
    help = "Do background work for ever: each job at its rhythm, and at once when poked."

    def handle(self, *args: Any, **options: Any) -> None:
        with waking.listening() as pokes:
            jobs.work_for_ever(pokes)
