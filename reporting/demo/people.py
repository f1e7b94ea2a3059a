"""Who there is in a demonstration: invented platforms with their products, and a member of staff for every role."""

import secrets
from datetime import datetime, timedelta

from reporting.access import actions as access
from reporting.access import queries as members
from reporting.actors import Actor
from reporting.demo import story
from reporting.demo.lives import HOUSE
from reporting.platforms import actions as platforms
from reporting.platforms import queries as registered
from reporting.platforms.kinds import Scope

LONG_AGO = timedelta(days=600)


def welcome(*, now: datetime) -> None:
    """Add the platforms and members that are not there yet."""
    for slug, (name, products) in story.PLATFORMS.items():
        if registered.find_platform(slug) is None:
            _add_platform(slug, name, products, now - LONG_AGO)
    for role, name in story.MEMBERS.items():
        if not members.members_with(role).filter(email=email_of(role)).exists():
            password = secrets.token_urlsafe(24)
            access.add_member(email=email_of(role), display_name=name, password=password, roles=[role], by=HOUSE, at=now - LONG_AGO)


def staff(role: str) -> Actor:
    """The demonstration's member of this role, as an actor."""
    return members.actor_for(members.members_with(role).get(email=email_of(role)))


def program(slug: str) -> Actor:
    """A platform's program that may do everything a token can allow."""
    return Actor.platform(slug, frozenset(Scope.values))


def email_of(role: str) -> str:
    return f"{role.replace('_', '.')}@example.org"


def _add_platform(slug: str, name: str, products: tuple[str, ...], at: datetime) -> None:
    platform = platforms.create_platform(slug=slug, name=name, is_sandbox=slug == "sandbox", by=HOUSE, at=at)
    for product in products:
        platforms.add_product(platform=platform, slug=product.lower().replace(" ", "-"), name=product, by=HOUSE, at=at)
