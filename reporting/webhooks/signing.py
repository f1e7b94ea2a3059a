"""Signatures of the Standard Webhooks scheme 1.0: `v1` (HMAC-SHA256) and `v1a` (Ed25519) over `id.timestamp.body`.

Source: the Standard Webhooks specification 1.0, "Signature scheme"; vector in tests/webhooks/test_signing.py.
"""

import base64
import hmac
import secrets
from collections.abc import Iterable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SHARED, PUBLIC = "whsec_", "whpk_"
SECRET_BYTES = 32


class Signer:
    """Every secret and key an endpoint's receiver may still be using, made ready once."""

    def __init__(self, secrets: Iterable[bytes], keys: Iterable[Ed25519PrivateKey] = ()) -> None:
        self._keyed = [hmac.new(secret, digestmod="sha256") for secret in secrets]
        self._keys = tuple(keys)

    def signature(self, message: str, timestamp: int, body: bytes) -> str:
        """The `webhook-signature` header: one signature for each secret and key, separated by spaces."""
        signed = b"%s.%d.%s" % (message.encode(), timestamp, body)
        made = [f"v1,{_base64(_digest(keyed, signed))}" for keyed in self._keyed]
        made += [f"v1a,{_base64(key.sign(signed))}" for key in self._keys]
        return " ".join(made)


def new_secret() -> bytes:
    """Fresh bytes to share with a receiver."""
    return secrets.token_bytes(SECRET_BYTES)


def new_key() -> bytes:
    """A fresh Ed25519 private key, as its 32 bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def shown_secret(secret: bytes) -> str:
    """A shared secret as receivers' libraries take it."""
    return SHARED + _base64(secret)


def shown_public_key(key: bytes) -> str:
    """The public half of a private key, as receivers' libraries take it."""
    return PUBLIC + _base64(Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw())


def read_secret(shown: str) -> bytes:
    """The bytes of a shown secret; 24 to 64 of them. Raises ValueError for anything else."""
    secret = base64.b64decode(shown.removeprefix(SHARED), validate=True)
    if not 24 <= len(secret) <= 64:
        raise ValueError("a secret has 24 to 64 bytes")
    return secret


def _digest(keyed: hmac.HMAC, signed: bytes) -> bytes:
    """HMAC with a key set up beforehand: unlike `hmac.digest` it does not hand the interpreter to another thread each time."""
    one = keyed.copy()
    one.update(signed)
    return one.digest()


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
