"""Every address below /desk/ leads to sign-in, and with a password alone to setting up a second factor."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from reporting import clock
from reporting.access import actions
from reporting.actors import Actor
from tests.desk.conftest import Browser, give_password

FILLING = {"int": "1", "str": "x", "slug": "x", "uuid": "00000000-0000-0000-0000-000000000000", "path": "x"}


def addresses(patterns, before=""):
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern) and here.startswith("desk/"):
            yield "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda part: FILLING.get(part[1] or "str", "x"), here)


DESK = sorted(addresses(get_resolver().url_patterns))


@pytest.fixture
def password_only(db):
    made = {"email": "noor@desk.example", "password": "correct horse battery staple"}
    actions.add_member(display_name="Noor", roles=["team_lead"], by=Actor.system("tests"), at=clock.now(), **made)
    client = Browser()
    give_password(client, made)
    return client


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", DESK)
def test_a_desk_page_asks_for_sign_in_and_a_second_factor(address, method, client, password_only):
    assert getattr(client, method)(address)["Location"].startswith("/sign-in/?next=")
    assert getattr(password_only, method)(address)["Location"].startswith("/sign-in/set-up/?next=")


def test_there_are_desk_pages_to_ask():
    assert DESK
