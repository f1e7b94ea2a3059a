"""Signatures of the Standard Webhooks scheme 1.0: `v1` (HMAC-SHA256) and `v1a` (Ed25519) over `id.timestamp.body`.

Source: the Standard Webhooks specification 1.0, "Signature scheme"; vector in tests/webhooks/test_signing.py.
"""

import base64
import hmac
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SHARED, PUBLIC = "whsec_", "whpk_"
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Signer:
    """Every secret and key an endpoint's receiver may still be using."""

    secrets: tuple[bytes, ...]
    keys: tuple[Ed25519PrivateKey, ...] = ()

    def signature(self, message: str, timestamp: int, body: bytes) -> str:
        """The `webhook-signature` header: one signature for each secret and key, separated by spaces."""
        signed = b"%s.%d.%s" % (message.encode(), timestamp, body)
        made = [f"v1,{_base64(hmac.digest(secret, signed, 'sha256'))}" for secret in self.secrets]
        made += [f"v1a,{_base64(key.sign(signed))}" for key in self.keys]
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


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
