"""`manage.py create_staff`: invite somebody, with roles and one-time codes already switched on."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from reporting import clock
from reporting.access import actions
from reporting.actors import Actor
from reporting.management.answers import codes, refusals_said, shown


class Command(BaseCommand):
    help = "Invites a staff member and prints the first password and the secret of their one-time codes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--roles", required=True, help="Codes of roles, separated by commas: docs/reference/permissions.md.")
        parser.add_argument("--name", default="", help="As colleagues see it; the part before @ when left out.")
        parser.add_argument("--json", action="store_true", help="Print one JSON object.")

    def handle(self, *args: Any, email: str, roles: str, name: str, **options: Any) -> None:
        password = secrets.token_urlsafe(18)
        with refusals_said():
            secret = invite(email=email, display_name=name or email.partition("@")[0], roles=codes(roles), password=password)
        made = {"email": email.strip().lower(), "password": password, "totp_secret": secret}
        self.stdout.write(shown(made, as_json=options["json"]))


@transaction.atomic
def invite(*, email: str, display_name: str, roles: list[str], password: str) -> str:
    """Add the member with one-time codes and answer the codes' secret. Refuses as `access.actions.add_member` does."""
    by, at = Actor.system("create_staff"), clock.now()
    member = actions.add_member(email=email, display_name=display_name, password=password, roles=roles, by=by, at=at)
    return actions.add_code_generator(member=member, by=by, at=at)
