"""Who there is in a demonstration: invented platforms with their products, and members of staff for every role and queue."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from reporting.access import actions as access
from reporting.access import queries as members
from reporting.access.models import StaffMember
from reporting.actors import Actor
from reporting.platforms import actions as platforms
from reporting.platforms import queries as registered
from reporting.platforms.kinds import Scope
from reporting.platforms.refusals import UnknownToken

HOUSE = Actor.system("demonstration")
LONG_AGO = timedelta(days=600)
PLATFORMS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "lumen": ("Lumen", ("Lumen Chat", "Lumen Image")),
    "parley": ("Parley", ("Parley Companion", "Parley Voice")),
    "fathom": ("Fathom", ("Fathom Search",)),
    "tutorly": ("Tutorly", ("Tutorly Homework",)),
    "echoform": ("Echoform", ("Echoform Studio",)),
    "sandbox": ("Sandbox", ("Sandbox Chat",)),
}


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works here. Of each role the first is the one that the sign-in links of `up` lead to."""

    name: str
    role: str
    display_name: str

    @property
    def email(self) -> str:
        return f"{self.name}@staff.example"


MEMBERS: Sequence[Member] = (
    Member("triager", "triager", "Ines, triager"),
    Member("triager.two", "triager", "Tariq, triager"),
    Member("legal.officer", "legal_officer", "Marta, legal officer"),
    Member("legal.officer.two", "legal_officer", "Jonas, legal officer"),
    Member("security.analyst", "security_analyst", "Yuki, security analyst"),
    Member("privacy.officer", "privacy_officer", "Noor, privacy officer"),
    Member("safety.officer", "safety_officer", "Sam, safety officer"),
    Member("team.lead", "team_lead", "Olga, team lead"),
    Member("auditor", "auditor", "Abeni, auditor"),
    Member("administrator", "administrator", "Pavel, administrator"),
)
DESK: Mapping[str, tuple[str, ...]] = {
    "trust": ("triager", "triager.two", "team.lead"),
    "legal": ("legal.officer", "legal.officer.two"),
    "security": ("security.analyst",),
    "privacy": ("privacy.officer",),
    "safety_emergency": ("safety.officer",),
}
LEAD = "team.lead"
PROGRAM = "lumen"


@transaction.atomic
def welcome(*, now: datetime) -> None:
    """Add the platforms and members that are not there yet."""
    for slug, (name, products) in PLATFORMS.items():
        if registered.find_platform(slug) is None:
            _add_platform(slug, name, products, now - LONG_AGO)
    there = set(StaffMember.objects.filter(email__in=[member.email for member in MEMBERS]).values_list("email", flat=True))
    for member in MEMBERS:
        if member.email not in there:
            _add_member(member, now - LONG_AGO)


def staff(name: str) -> Actor:
    """The member of this name, as an actor."""
    return members.actor_for(StaffMember.objects.get(email=f"{name}@staff.example"))


def desk() -> dict[str, tuple[Actor, ...]]:
    """Who works each queue."""
    return {queue: tuple(staff(name) for name in names) for queue, names in DESK.items()}


def program(slug: str) -> Actor:
    """A platform's program that may do everything a token can allow."""
    return Actor.platform(slug, frozenset(Scope.values))


def give_token(*, at: datetime) -> str:
    """A token of one platform's program, to try the API with."""
    return platforms.issue_token(platform=registered.get(PROGRAM, to=HOUSE), by=HOUSE, at=at).plain


def holds(token: str, *, at: datetime) -> bool:
    """Whether this portal still takes the token."""
    try:
        return bool(registered.token_from(token, at))
    except UnknownToken:
        return False


def _add_platform(slug: str, name: str, products: tuple[str, ...], at: datetime) -> None:
    platform = platforms.create_platform(slug=slug, name=name, is_sandbox=slug == "sandbox", by=HOUSE, at=at)
    for product in products:
        platforms.add_product(platform=platform, slug=product.lower().replace(" ", "-"), name=product, by=HOUSE, at=at)


def _add_member(member: Member, at: datetime) -> None:
    password = secrets.token_urlsafe(24)
    added = access.add_member(email=member.email, display_name=member.display_name, password=password, roles=[member.role], by=HOUSE, at=at)
    StaffMember.objects.filter(pk=added.pk).update(last_login=at)
