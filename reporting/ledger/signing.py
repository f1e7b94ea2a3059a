"""The key that signs for this log, and signing with it (C2SP signed-note, Ed25519).

A private key is one line, `PRIVATE+KEY+<name>+<id>+<base64 of 0x01 and 32 bytes>`, the form the Go note tools use; its name
is the log's origin, such as `example.org/receipts/2026`.
"""

from functools import lru_cache
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reporting.ledger.kinds import NotProven, from_base64, to_base64
from reporting.ledger.notes import ED25519, Signature, SignedNote, VerifyKey, is_key_name

PREFIX = "PRIVATE+KEY+"


class SigningKey(NamedTuple):
    private: Ed25519PrivateKey
    verify_key: VerifyKey


def make_signing_key(origin: str) -> str:
    """A new private key for a log of this origin, as kept in LOG_SIGNING_KEY."""
    if not is_key_name(origin):
        raise NotProven("an origin is a host and a path, with no space and no plus")
    private = Ed25519PrivateKey.generate()
    key = _verify_key(origin, private)
    return f"{PREFIX}{origin}+{key.id.hex()}+{to_base64(bytes([ED25519]) + private.private_bytes_raw())}"


@lru_cache(maxsize=8)
def read_signing_key(text: str) -> SigningKey:
    """Read a private key. Raises NotProven when it is damaged; the message never repeats it."""
    name, _, rest = text.strip().removeprefix(PREFIX).partition("+")
    key_id, _, encoded = rest.partition("+")
    raw = from_base64(encoded, length=33)
    private = Ed25519PrivateKey.from_private_bytes(raw[1:])
    key = _verify_key(name, private)
    if not text.startswith(PREFIX) or raw[0] != ED25519 or not is_key_name(name) or key.id.hex() != key_id:
        raise NotProven("the log's signing key is damaged")
    return SigningKey(private, key)


def sign(text: str, key: SigningKey) -> str:
    """The text as a signed note. `text` ends in a newline."""
    signature = Signature(key.verify_key.name, key.verify_key.id, key.private.sign(text.encode()))
    return str(SignedNote(text, (signature,)))


def _verify_key(name: str, private: Ed25519PrivateKey) -> VerifyKey:
    return VerifyKey(name, ED25519, private.public_key().public_bytes_raw())
