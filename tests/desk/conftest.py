"""A member of staff as `create_staff` makes one, and their one-time codes by an implementation of our own (RFC 6238)."""

import base64
import hmac
import json
import struct
import time
from collections.abc import Callable, Mapping
from io import StringIO
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from reporting.access import factors
from reporting.access.queries import actor_for
from reporting.actors import Actor
from tests.makers import make_member

Made = dict[str, str]


def code_of(secret: str, *, steps: int = 0) -> str:
    counter = int(time.time()) // 30 + steps
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), "sha1").digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


class Browser(Client):
    """Posts forms as a browser does; Django's own client posts what the gate refuses."""

    actor: Actor

    def post(self, path: str, data: Mapping[str, str] | None = None, **extra: str):  # type: ignore[override]
        return super().post(path, urlencode(data or {}), content_type="application/x-www-form-urlencoded", **extra)


@pytest.fixture
def client() -> Browser:
    return Browser()


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def plain_static(settings) -> None:
    """Pages name static files as they lie in the source, without collecting them first."""
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()


@pytest.fixture
def create_staff(db: None) -> Callable[..., Made]:
    def make(email: str = "mira@desk.example", roles: str = "triager") -> Made:
        printed = StringIO()
        call_command("create_staff", "--email", email, "--roles", roles, "--json", stdout=printed)
        return json.loads(printed.getvalue())

    return make


@pytest.fixture
def mira(create_staff: Callable[..., Made]) -> Made:
    return create_staff()


def give_password(client: Client, made: Made, **extra: str):
    return client.post("/sign-in/", {"login": made["email"], "password": made["password"]}, **extra)


def sign_in(client: Client, made: Made, *, steps: int = 0):
    give_password(client, made)
    return client.post("/sign-in/factors/authenticate/", {"code": code_of(made["totp_secret"], steps=steps)})


@pytest.fixture
def enter(db: None) -> Callable[..., Browser]:
    """A browser in which somebody new of these roles is signed in with a second factor: `enter("triager")`; `browser.actor` is who."""

    def signed_in(*roles: str) -> Browser:
        browser, member = Browser(), make_member(*roles)
        factors.add_code_generator(member)
        browser.force_login(member)
        session = browser.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
        session["account_authentication_methods_user"] = str(member.pk)
        session.save()
        browser.actor = actor_for(member)
        return browser

    return signed_in
