"""A keyring that cannot be trusted stops the start, with a sentence that says what to do (S-16)."""

import copy
import json
import os
import stat
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django.fixtures import Settings

from reporting.sealing import key_file, key_making, keyring
from reporting.sealing.key_making import KeyringValues

ROOT = Path(__file__).resolve().parent.parent.parent
Spoil = Callable[[dict[str, Any]], object]


def text_of(raw: bytes) -> str:
    return b64encode(raw).decode()


SPOILED: dict[str, tuple[Spoil, str]] = {
    "no version": (lambda ring: ring.pop("version"), "not a keyring of version 1"),
    "no queues": (lambda ring: ring.pop("queues"), "not a keyring of version 1"),
    "no pepper": (lambda ring: ring.pop("pepper"), "has no pepper"),
    "pepper without number": (lambda ring: ring["pepper"].pop("number"), "needs a number"),
    "short pepper": (lambda ring: ring["pepper"].update(secret=text_of(os.urandom(31))), "lookup pepper is missing, short"),
    "pepper not base64": (lambda ring: ring["pepper"].update(secret="?" * 44), "not base64"),
    "pepper of zeros": (lambda ring: ring["pepper"].update(secret=text_of(bytes(32))), "not random"),
    "pepper in words": (lambda ring: ring["pepper"].update(secret=text_of(b"change-me-before-you-go-live-pls")), "not random"),
    "no house key": (lambda ring: ring.pop("house_key"), "public keys only"),
    "house key of zeros": (lambda ring: ring["house_key"].update(secret=text_of(bytes(32))), "the house key is not random"),
    "house key without name": (lambda ring: ring["house_key"].update(name="house"), "16 hexadecimal"),
    "a queue missing": (lambda ring: ring["queues"].pop("privacy"), "no keys for the queue privacy"),
    "a queue empty": (lambda ring: ring["queues"].update(privacy=[]), "no keys for the queue privacy"),
    "no current key": (lambda ring: ring["queues"]["legal"][0].update(current=False), "exactly one current key for the queue legal"),
    "the same name twice": (lambda ring: ring["queues"]["legal"].append(ring["queues"]["legal"][0] | {"current": False}), "no name twice"),
    "short private key": (lambda ring: ring["queues"]["legal"][0].update(private=text_of(os.urandom(95))), "needs 96 bytes"),
    "short public key": (lambda ring: ring["queues"]["legal"][0].update(public=text_of(os.urandom(32))), "needs 1216 bytes"),
    "parts of two pairs": (
        lambda ring: ring["queues"]["legal"][0].update(private=ring["queues"]["trust"][0]["private"]),
        "do not belong together",
    ),
    "an example": (lambda ring: ring["queues"]["legal"][0].update(name="example-2027-01"), "example from the documentation"),
}


@pytest.mark.parametrize(("spoil", "sentence"), SPOILED.values(), ids=SPOILED)
def test_a_spoiled_keyring_is_refused_with_help(spoil: Spoil, sentence: str, full: KeyringValues) -> None:
    ring = copy.deepcopy(full)
    spoil(ring)

    with pytest.raises(ImproperlyConfigured, match=sentence) as refused:
        keyring.read(json.dumps(ring), role="all")

    assert str(refused.value).rstrip(".").count(".") >= 1 or "chmod" in str(refused.value)


@pytest.mark.parametrize("text", ["", "  ", "change-me", "0" * 64, "[]", '"x"', "null"])
def test_what_is_no_keyring_is_refused(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="key_making"):
        keyring.read(text, role="all")


def test_no_sentence_shows_a_key(full: KeyringValues) -> None:
    ring = copy.deepcopy(full)
    secret = ring["pepper"]["secret"] = ring["pepper"]["secret"][:-8]

    with pytest.raises(ImproperlyConfigured) as refused:
        keyring.read(json.dumps(ring), role="all")

    assert secret not in str(refused.value)


def test_a_whole_keyring_opens_and_shows_no_secret(full: KeyringValues) -> None:
    ring = keyring.read(json.dumps(full), role="desk")

    assert ring.opens
    assert "secret" not in repr(ring.house)
    assert "secret" not in repr(ring.pepper)


def test_it_is_parsed_once(full: KeyringValues) -> None:
    assert keyring.current() is keyring.current()


def test_intake_refuses_the_full_keyring_and_says_how_to_strip_it(full: KeyringValues) -> None:
    with pytest.raises(ImproperlyConfigured, match="keys public --out"):
        keyring.read(json.dumps(full), role="intake")


@pytest.mark.parametrize("kept", ["house_key", "private"])
def test_intake_refuses_a_keyring_with_even_one_opening_key(kept: str, full: KeyringValues) -> None:
    ring = copy.deepcopy(key_making.public_part(full))
    if kept == "house_key":
        ring["house_key"] = full["house_key"]
    else:
        ring["queues"]["privacy"] = full["queues"]["privacy"]

    with pytest.raises(ImproperlyConfigured, match="must not"):
        keyring.read(json.dumps(ring), role="intake")


@pytest.mark.parametrize("role", ["all", "desk", "worker"])
def test_the_other_roles_refuse_the_public_keyring(role: str, full: KeyringValues) -> None:
    with pytest.raises(ImproperlyConfigured, match="public keys only"):
        keyring.read(json.dumps(key_making.public_part(full)), role=role)


def test_a_mistyped_role_is_refused(full: KeyringValues) -> None:
    with pytest.raises(ImproperlyConfigured, match="PORTAL_ROLE"):
        keyring.read(json.dumps(full), role="Intake")


def test_a_keyring_file_that_everybody_reads_stops_the_start(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "keyring.json"
    path.touch()
    path.chmod(0o644)
    settings.SEALING_KEYS_FILE = str(path)

    with pytest.raises(ImproperlyConfigured, match="chmod 600"):
        keyring.check_at_start()


def test_a_new_keyring_file_is_its_owners_only_and_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "keyring.json"

    key_file.write_new(path, "first")

    with pytest.raises(FileExistsError):
        key_file.write_new(path, "second")
    assert path.read_text() == "first"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("role", "spoil", "sentence"),
    [
        ("all", lambda ring: ring["pepper"].update(secret="c2hvcnQ="), "lookup pepper is missing, short"),
        ("intake", lambda ring: None, "PORTAL_ROLE=intake must not"),
    ],
)
def test_the_process_itself_refuses_to_start(role: str, spoil: Spoil, sentence: str, full: KeyringValues) -> None:
    ring = copy.deepcopy(full)
    spoil(ring)

    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=os.environ | {"SEALING_KEYS": json.dumps(ring), "PORTAL_ROLE": role},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert sentence in done.stderr


def test_a_keyring_is_made_without_django() -> None:
    made = subprocess.run([sys.executable, "-m", "reporting.sealing.key_making"], cwd=ROOT, capture_output=True, text=True, check=True)

    assert keyring.read(made.stdout, role="all").opens
