"""`manage.py staff_role`: give somebody who works here a role, or take one away."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reporting import clock
from reporting.access import actions, queries
from reporting.access.models import StaffMember
from reporting.access.roles import ROLES
from reporting.actors import Actor
from reporting.management.answers import refusals_said, shown

BY = Actor.system("staff_role")


class Command(BaseCommand):
    help = "Give a staff member a role, or take one away. It counts from their next page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        for verb, about in (("give", "one more role"), ("take", "one role less; the last administrator stays")):
            under = verbs.add_parser(verb, help=about)
            under.add_argument("--email", required=True, help="address of the staff member")
            under.add_argument("--role", required=True, help=f"one of: {', '.join(ROLES)}")
            under.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, verb: str, email: str, role: str, **options: Any) -> None:
        member = queries.members(visible_to=BY).filter(email=email.strip().lower()).first()
        if member is None:
            raise CommandError("No staff member has this address.")
        with refusals_said():
            _change(verb, member, role)
        held = sorted(member.roles.values_list("role", flat=True))
        self.stdout.write(shown({"email": member.email, "roles": held}, as_json=options["json"]))


def _change(verb: str, member: StaffMember, role: str) -> None:
    at = clock.now()
    if verb == "give":
        actions.give_role(member=member, role=role, by=BY, at=at)
    elif role not in member.roles.values_list("role", flat=True):
        raise CommandError(f"{member.email} does not hold this role. Nothing was changed.")
    else:
        actions.take_role(member=member, role=role, by=BY, at=at)
