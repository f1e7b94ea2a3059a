"""Keyrings to try: a full one, the same one rotated, and what intake may hold of it."""

import json

import pytest
from pytest_django.fixtures import Settings

from reporting import clock
from reporting.sealing import actions, case_keys, key_making, keyring
from reporting.sealing.key_making import KeyringValues
from reporting.sealing.kinds import CaseKey, DataKey
from reporting.sealing.models import Envelope


@pytest.fixture(scope="session")
def full() -> KeyringValues:
    return key_making.new_keyring(at=clock.now())


@pytest.fixture(scope="session")
def rotated(full: KeyringValues) -> KeyringValues:
    return key_making.rotated(full, at=clock.now())


@pytest.fixture(autouse=True)
def console(settings: Settings, full: KeyringValues, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test here begins on the console host, with the full keyring, in a process that read no other."""
    monkeypatch.setattr(keyring, "_newer", {})
    settings.SEALING_KEYS, settings.SEALING_KEYS_FILE, settings.PORTAL_ROLE = json.dumps(full), "", "all"


@pytest.fixture
def intake(settings: Settings, full: KeyringValues) -> None:
    settings.SEALING_KEYS, settings.PORTAL_ROLE = json.dumps(key_making.public_part(full)), "intake"


@pytest.fixture
def case_key() -> CaseKey:
    return case_keys.new_case_key()


@pytest.fixture
def drawn(case_key: CaseKey) -> tuple[Envelope, DataKey]:
    return actions.draw_envelope(queue="trust", reporter_public=case_keys.reporter_public(case_key))
