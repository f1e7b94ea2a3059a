"""`manage.py end_sessions`: sign somebody out everywhere."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reporting import clock
from reporting.access import actions, queries
from reporting.actors import Actor


class Command(BaseCommand):
    help = "Ends every session of one staff member (--email) or of all of them (--all)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--email")
        whose.add_argument("--all", action="store_true")

    def handle(self, *args: Any, email: str | None, **options: Any) -> None:
        by, at = Actor.system("end_sessions"), clock.now()
        members = queries.members(visible_to=by)
        chosen = members.filter(email=email.strip().lower()) if email else members
        if email and not chosen:
            raise CommandError("No staff member has this address.")
        self.stdout.write(str(sum(actions.end_sessions(member=member, by=by, at=at) for member in chosen)))
