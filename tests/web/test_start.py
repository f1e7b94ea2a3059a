"""S-16: with a missing, short or example key, DEBUG, or hosts left open, nothing starts, and a sentence says what to set."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from portal.up import make_keys

ROOT = Path(__file__).parents[2]
SECRETS = ("SECRET_KEY", "SEALING_KEYS", "LOG_SIGNING_KEY")
OUTSIDE = {"ALLOWED_HOSTS": "reports.example.org", "PUBLIC_URL": "https://reports.example.org"}
EXAMPLE = "change-me-" * 6

SPOILED = {
    "no key for sessions": ({"SECRET_KEY_FILE": ""}, "SECRET_KEY would come from var/keys/"),
    "no keyring": ({"SEALING_KEYS_FILE": ""}, "SEALING_KEYS would come from var/keys/"),
    "no key for the log": ({"LOG_SIGNING_KEY_FILE": ""}, "LOG_SIGNING_KEY would come from var/keys/"),
    "a short key": ({"SECRET_KEY": "k" * 49, "SECRET_KEY_FILE": ""}, "SECRET_KEY is short or an example"),
    "an example key": ({"SECRET_KEY": EXAMPLE, "SECRET_KEY_FILE": ""}, "SECRET_KEY is short or an example"),
    "one character many times": ({"SECRET_KEY": "k" * 60, "SECRET_KEY_FILE": ""}, "SECRET_KEY is short or an example"),
    "a damaged key for the log": ({"LOG_SIGNING_KEY": "x", "LOG_SIGNING_KEY_FILE": ""}, "LOG_SIGNING_KEY is no key of this log"),
    "networks that are none": ({"EGRESS_ALLOWED_NETWORKS": "garbage"}, "EGRESS_ALLOWED_NETWORKS must be networks"),
    "the whole internet": ({"EGRESS_ALLOWED_NETWORKS": "0.0.0.0/0"}, "EGRESS_ALLOWED_NETWORKS opens nearly everything"),
    "the whole internet in halves": (
        {"EGRESS_ALLOWED_NETWORKS": "0.0.0.0/1,128.0.0.0/1"},
        "EGRESS_ALLOWED_NETWORKS opens nearly everything",
    ),
    "a way out that is a script": ({"EXIT_TO": "javascript:void(0)"}, "EXIT_TO must be a plain https:// address"),
    "a way out that adds to the policy": ({"EXIT_TO": "https://example.org; script-src *"}, "EXIT_TO must be a plain https:// address"),
    "an onion address with a space": ({"ONION_LOCATION": "http://example .onion"}, "ONION_LOCATION must be http://"),
    "neither yes nor no": ({"BEHIND_PROXY": "maybe"}, "BEHIND_PROXY must be 1 or 0"),
    "every host of a country": ({"ALLOWED_HOSTS": ".org"}, "ALLOWED_HOSTS must name each host itself"),
    "a host that is an address": ({"ALLOWED_HOSTS": "https://reports.example.org"}, "ALLOWED_HOSTS must name each host itself"),
    "limits that are none": ({"WEBHOOKS": "fast"}, "WEBHOOKS must be a JSON object"),
    "limits nobody knows": ({"WEBHOOKS": '{"hurry": 1}'}, "WEBHOOKS names limits that there are not"),
    "every host": ({"ALLOWED_HOSTS": "*"}, "* is not accepted"),
    "no host": ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name"),
    "in the clear": ({"PUBLIC_URL": "http://reports.example.org"}, "PUBLIC_URL must be the https:// address"),
    "details of errors for everybody": ({"DEBUG": "1"}, "while DEBUG or DEMONSTRATION is on"),
    "one-click sign-in for everybody": ({"DEMONSTRATION": "1"}, "while DEBUG or DEMONSTRATION is on"),
}


@pytest.fixture(scope="module")
def in_production(tmp_path_factory) -> dict[str, str]:
    """An environment in which the portal starts."""
    folder = tmp_path_factory.mktemp("production")
    make_keys(folder)
    files = {f"{name}_FILE": str(folder / "keys" / name.lower()) for name in SECRETS}
    return {"PATH": os.environ["PATH"], "PORTAL_VAR": str(folder), **files, **OUTSIDE}


def started(environment: dict[str, str], code: str = "import portal.settings") -> subprocess.CompletedProcess[str]:
    """The settings read, as every process reads them first; empty values are not set at all."""
    given = {name: value for name, value in environment.items() if value}
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=given, capture_output=True, text=True, check=False)


def test_with_values_of_its_own_it_starts(in_production):
    told = started(in_production)

    assert told.returncode == 0, told.stderr


@pytest.mark.parametrize(("spoiled", "sentence"), SPOILED.values(), ids=SPOILED)
def test_with_a_value_that_is_not_for_production_nothing_starts(in_production, spoiled, sentence):
    told = started({**in_production, **spoiled})

    assert told.returncode != 0
    assert sentence in told.stderr
    assert EXAMPLE not in told.stderr


def test_what_an_operator_sets_is_read(in_production):
    given = {
        "BEHIND_PROXY": "yes",
        "ONION_LOCATION": f"http://{'a' * 56}.onion",
        "EGRESS_ALLOWED_NETWORKS": "10.20.0.0/16,fd00::/8",
        "EGRESS_ALLOWED_PORTS": "443,9443",
        "WEBHOOKS": '{"in_flight": 8}',
        "LOG_OLD_KEYS": "example.org/a+00000000+AA==",
    }
    names = "EGRESS_ALLOWED_PORTS, WEBHOOKS, LOG_OLD_KEYS, SESSION_COOKIE_NAME, LOG_SEEN_FILE"

    told = started({**in_production, **given}, f"from portal.settings import *; print({names})")

    assert told.returncode == 0, told.stderr
    assert "[443, 9443] {'in_flight': 8} ['example.org/a+00000000+AA=='] __Host-session" in told.stdout
    assert told.stdout.strip().endswith("log-seen")


def test_without_any_keys_nothing_starts_and_a_sentence_says_how_to_make_them(tmp_path):
    told = started({"PATH": os.environ["PATH"], "PORTAL_VAR": str(tmp_path), **OUTSIDE})

    assert told.returncode != 0
    assert "SECRET_KEY is not set" in told.stderr
