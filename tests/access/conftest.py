"""Members of staff, one of each role."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from reporting.access import actions, queries
from reporting.access.models import StaffMember
from reporting.actors import Actor

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
HOUSE = Actor.system("tests")

Join = Callable[..., StaffMember]


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def join(db: None) -> Join:
    """Invite somebody: `join("mira", "triager")`."""

    def invite(name: str, *roles: str) -> StaffMember:
        email = f"{name}@desk.example"
        return actions.add_member(email=email, display_name=name, password="correct horse battery staple", roles=roles, by=HOUSE, at=AT)

    return invite


@pytest.fixture
def administrator(join: Join) -> Actor:
    return queries.actor_for(join("ada", "administrator"))
