"""A platform with one product, and the people who may change it."""

from datetime import UTC, datetime

import pytest

from reporting.actors import Actor, ActorKind
from reporting.platforms import actions
from reporting.platforms.models import Platform

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def at() -> datetime:
    return AT


@pytest.fixture
def manager() -> Actor:
    return Actor(ActorKind.STAFF, "7", "platforms", permissions=frozenset({"platforms.manage"}))


@pytest.fixture
def platform(db, manager, at) -> Platform:
    return actions.create_platform(slug="example-ai", name="Example AI", by=manager, at=at)
