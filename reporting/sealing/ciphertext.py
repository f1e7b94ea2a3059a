"""The form of every ciphertext: version (1 byte), key's name (8), nonce (12), then padded text under AES-256-GCM with its tag (16).

The name says which key opens it; name and place are authenticated with it, so no byte can change and no ciphertext can move.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from reporting.sealing.padding import HEAD, NONCE, SIZES, pad, unpad
from reporting.sealing.refusals import Tampered

VERSION = b"\x01"


def seal(plain: bytes, *, name: str, secret: bytes, bound_to: bytes) -> bytes:
    """Padded and sealed under a fresh random nonce. `name` is the key's, 16 hexadecimal digits. TooLongToSeal."""
    head, nonce = VERSION + bytes.fromhex(name), os.urandom(NONCE)
    return head + nonce + AESGCM(secret).encrypt(nonce, pad(plain), head + bound_to)


def unseal(sealed: bytes, *, name: str, secret: bytes, bound_to: bytes) -> bytes:
    """The plain bytes. Tampered when any byte changed, or when the key or the place is another one."""
    sealed = bytes(sealed)
    head, nonce, body = sealed[:HEAD], sealed[HEAD : HEAD + NONCE], sealed[HEAD + NONCE :]
    if head != VERSION + bytes.fromhex(name) or len(sealed) not in SIZES:
        raise Tampered()
    try:
        return unpad(AESGCM(secret).decrypt(nonce, body, head + bound_to))
    except InvalidTag:
        raise Tampered() from None


def key_name(sealed: bytes) -> str:
    """The name of the key that opens it."""
    return bytes(sealed[1:HEAD]).hex()


def is_ciphertext(value: bytes) -> bool:
    """Whether it has the form above; a text in clear practically never has."""
    return value[:1] == VERSION and len(value) in SIZES
