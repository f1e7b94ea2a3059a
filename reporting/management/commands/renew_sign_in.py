"""`manage.py renew_sign_in`: for somebody who lost their password or second factor, once it is certain who asks."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reporting import clock
from reporting.access import actions, queries
from reporting.actors import Actor


class Command(BaseCommand):
    help = "Gives a staff member a new first password, removes their second factors and ends their sessions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True)

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        by, password = Actor.system("renew_sign_in"), secrets.token_urlsafe(18)
        member = queries.members(visible_to=by).filter(email=email.strip().lower()).first()
        if member is None:
            raise CommandError("No staff member has this address.")
        actions.renew_sign_in(member=member, password=password, by=by, at=clock.now())
        self.stdout.write(password)
