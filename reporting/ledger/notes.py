"""Signed notes and the keys that check them (C2SP signed-note, tlog-cosignature). Needs only `cryptography`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from reporting.ledger.kinds import NotProven, from_base64, to_base64

ED25519 = 0x01
COSIGNATURE = 0x04
"""Ed25519 by a witness over the note and the time it saw it."""

MOST_SIGNATURES = 32
LINE_START = "— "
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class VerifyKey:
    """A key that checks signatures: whose it is, which kind, and its 32 bytes. Written `name+id+base64`, called a vkey."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        return sha256(f"{self.name}\n".encode() + bytes([self.kind]) + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{to_base64(bytes([self.kind]) + self.public)}"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: who says to have signed, with which key, and the signature's bytes."""

    name: str
    key_id: bytes
    raw: bytes

    def __str__(self) -> str:
        return f"{LINE_START}{self.name} {to_base64(self.key_id + self.raw)}\n"


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A text ending in a newline, and the signatures below it."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return f"{self.text}\n{''.join(map(str, self.signatures))}"


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that held: by which key, and for a witness at which second since 1970."""

    key: VerifyKey
    at: int | None = None


def read_key(text: str) -> VerifyKey:
    """Read a vkey. Raises NotProven when it is damaged or of a kind we do not know."""
    name, _, rest = text.strip().partition("+")
    key_id, _, encoded = rest.partition("+")
    raw = from_base64(encoded, length=33)
    key = VerifyKey(name, raw[0], raw[1:])
    if key.kind not in (ED25519, COSIGNATURE) or not is_key_name(name) or key.id.hex() != key_id:
        raise NotProven("a verification key is damaged or of an unknown kind")
    return key


def is_key_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(character.isspace() for character in name)


def read_note(text: str) -> SignedNote:
    """Take a signed note apart; nothing is checked yet. Raises NotProven when it is not of the form."""
    if CONTROL.search(text):
        raise NotProven("a signed part holds a control character")
    body, blank, tail = text.rpartition("\n\n")
    lines = tail.split("\n")
    if not body or not blank or lines[-1] or not 2 <= len(lines) <= MOST_SIGNATURES + 1:
        raise NotProven("a signed part is not complete")
    return SignedNote(body + "\n", tuple(_read_signature(line) for line in lines[:-1]))


def _read_signature(line: str) -> Signature:
    name, _, encoded = line.removeprefix(LINE_START).partition(" ")
    raw = from_base64(encoded)
    if not line.startswith(LINE_START) or not is_key_name(name) or len(raw) < 5:
        raise NotProven("a signature line is damaged")
    return Signature(name, raw[:4], raw[4:])


def verify(note: SignedNote, keys: Iterable[VerifyKey]) -> list[Signed]:
    """The signatures of known keys, all of which must hold; unknown ones are passed over. Raises NotProven when none is known."""
    known = {(key.name, key.id): key for key in keys}
    held = [
        _verify_one(note.text, signature, known[signature.name, signature.key_id])
        for signature in note.signatures
        if (signature.name, signature.key_id) in known
    ]
    if not held:
        raise NotProven("it is not signed by a key you trust")
    return held


def _verify_one(text: str, signature: Signature, key: VerifyKey) -> Signed:
    seen_at, raw, message = None, signature.raw, text.encode()
    if key.kind == COSIGNATURE:
        seen_at, raw = int.from_bytes(raw[:8], "big"), raw[8:]
        message = f"cosignature/v1\ntime {seen_at}\n".encode() + message
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(raw, message)
    except InvalidSignature:
        raise NotProven(f"the signature of {key.name} does not fit: something was changed after signing") from None
    return Signed(key, seen_at)
