"""Rules as the desk writes them, by a team lead, and quick passwords."""

from collections.abc import Callable

import pytest

from reporting.actors import Actor
from reporting.facts.kinds import Condition
from reporting.routing import actions as routing
from reporting.routing import queries
from reporting.routing.kinds import Rule
from reporting.routing.models import RoutingVersion
from tests.makers import AT, make_actor


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def lead(db: None) -> Actor:
    return make_actor("team_lead")


def a_rule(**parts: object) -> Rule:
    """A rule that sends hate on to security, but for what is said otherwise."""
    when = (Condition(field="category", operator="is", values=("hate",)),)
    usual = {"code": "hate-to-security", "when": when, "words": "Security looks at hate this month.", "queue": "security"}
    return Rule(**{**usual, **parts})


Put = Callable[..., RoutingVersion]


@pytest.fixture
def put(lead: Actor, django_capture_on_commit_callbacks: Callable) -> Put:
    """Draft a rule and put it into use, as a committed transaction would."""

    def into_use(**parts: object) -> RoutingVersion:
        with django_capture_on_commit_callbacks(execute=True):
            draft = routing.write_rule(rule=a_rule(**parts), is_new=True, by=lead, at=AT)
            return routing.put_into_use(seen=draft.version, reason="new_harm", note="", by=lead, at=AT)

    return into_use


def codes() -> list[str]:
    return [one.code for one in queries.in_use().overrides]
