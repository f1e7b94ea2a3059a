"""A passkey from first sign-in to signing in with it alone, in a browser, under the Content-Security-Policy as served."""

import os
import shutil
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from reporting import clock
from reporting.access import actions
from reporting.actors import Actor

NEWCOMER = {"email": "noor@desk.example", "password": "correct horse battery staple"}
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(monkeypatch):
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
        yield page
        browser.close()


@pytest.fixture
def portal(live_server, settings):
    """Passkeys belong to a name, so the portal is reached as localhost, not by a number."""
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    return f"http://localhost:{urlsplit(live_server.url).port}"


@pytest.mark.journey
def test_a_passkey_opens_the_desk_alone(page, portal):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    actions.add_member(display_name="Noor", roles=["triager"], by=Actor.system("tests"), at=clock.now(), **NEWCOMER)

    page.goto(f"{portal}/sign-in/")
    page.get_by_label("Email").fill(NEWCOMER["email"])
    page.get_by_label("Password").fill(NEWCOMER["password"])
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="A passkey or security key").click()
    page.get_by_text("Sign in with this key alone, without my password", exact=True).click()
    page.get_by_role("button", name="Add key").click()
    page.get_by_role("link", name="Go to the desk").click()
    assert urlsplit(page.url).path == "/desk/"

    page.goto(f"{portal}/sign-in/out/")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/desk/")

    assert complaints == []
