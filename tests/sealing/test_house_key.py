"""The house's own secrets open in their own context, and not at intake."""

import json
import os

import pytest
from pytest_django.fixtures import Settings

from reporting.sealing import ciphertext, house_key
from reporting.sealing.key_making import KeyringValues
from reporting.sealing.refusals import CannotOpen, KeysNotHere, Tampered


def test_a_secret_opens_as_it_was_sealed() -> None:
    secret = os.urandom(32)

    sealed = house_key.seal_secret(secret, context="webhooks.endpoint|1")

    assert ciphertext.is_ciphertext(sealed)
    assert house_key.open_secret(sealed, context="webhooks.endpoint|1") == secret


def test_a_secret_does_not_open_in_another_context() -> None:
    sealed = house_key.seal_secret(b"secret", context="webhooks.endpoint|1")

    with pytest.raises(Tampered):
        house_key.open_secret(sealed, context="webhooks.endpoint|2")


def test_intake_neither_seals_nor_opens_them(intake: None) -> None:
    with pytest.raises(KeysNotHere):
        house_key.seal_secret(b"secret", context="x")
    with pytest.raises(KeysNotHere):
        house_key.open_secret(b"", context="x")


def test_another_house_key_is_named_as_the_reason(settings: Settings, full: KeyringValues) -> None:
    sealed = house_key.seal_secret(b"secret", context="x")
    settings.SEALING_KEYS = json.dumps(full | {"house_key": full["house_key"] | {"name": "0" * 16}})

    with pytest.raises(CannotOpen):
        house_key.open_secret(sealed, context="x")
