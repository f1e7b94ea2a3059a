"""The verifier we give to receivers does what the page says."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reporting.webhooks import signing
from reporting.webhooks.signing import Signer

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "receive-webhooks.md"


@pytest.fixture(scope="module")
def is_genuine():
    """The function as a reader would copy it."""
    block = re.search(r"<!-- verifier: .*?-->\n```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    names: dict[str, object] = {}
    exec(block.group(1), names)
    return names["is_genuine"]


@pytest.fixture
def key() -> bytes:
    return signing.new_key()


def sent(key: bytes, body: bytes, *, at: int | None = None, message: str = "msg_1") -> dict[str, str]:
    at = int(datetime.now(UTC).timestamp()) if at is None else at
    keys = [Ed25519PrivateKey.from_private_bytes(one) for one in (signing.new_key(), key)]
    signer = Signer([signing.new_secret()], keys)
    return {"webhook-id": message, "webhook-timestamp": str(at), "webhook-signature": signer.signature(message, at, body)}


def test_it_takes_what_we_signed_also_during_a_rotation(is_genuine, key):
    assert is_genuine(signing.shown_public_key(key), sent(key, b"{}"), b"{}")


@pytest.mark.parametrize(
    "change",
    [
        {"webhook-id": "msg_2"},
        {"webhook-timestamp": "1"},
        {"webhook-timestamp": "soon"},
        {"webhook-signature": ""},
        {"webhook-signature": "v1a,"},
        {"webhook-signature": "v1a,!!!!"},
        {"webhook-signature": "v2,abcd"},
    ],
)
def test_it_refuses_anything_changed(is_genuine, key, change):
    assert not is_genuine(signing.shown_public_key(key), sent(key, b"{}") | change, b"{}")


def test_it_refuses_another_body_another_key_and_an_old_message(is_genuine, key):
    ours = signing.shown_public_key(key)
    long_ago = int(datetime.now(UTC).timestamp()) - 301

    assert not is_genuine(ours, sent(key, b"{}"), b"{ }")
    assert not is_genuine(signing.shown_public_key(signing.new_key()), sent(key, b"{}"), b"{}")
    assert not is_genuine(ours, sent(key, b"{}", at=long_ago), b"{}")
