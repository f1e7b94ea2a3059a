"""The reporter's case key: made, shown two ways, read back however it is typed, and what is derived from it.

The portal never stores it. 128 bits, so lookups need no slow hash (security design, 5.3).
"""

import hmac
import re
import secrets
import unicodedata

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from reporting.sealing import characters, keyring, words
from reporting.sealing.kinds import CaseKey
from reporting.sealing.refusals import CaseKeyNotRead
from reporting.sealing.slips import Slip, SlipKind

LONGEST_TYPED = 400
LEAST_DIFFERENT = 4
PIECES = re.compile(r"[^\W_]+")


def new_case_key() -> CaseKey:
    """Sixteen fresh random bytes."""
    return CaseKey(secrets.token_bytes(characters.KEY_BYTES))


def is_guessable(key: bytes) -> bool:
    """Whether a key that somebody chose was plainly not drawn at random: fewer than four different bytes, as less than one draw in 10^24 has."""
    return len(set(key)) < LEAST_DIFFERENT


def to_words(key: bytes) -> str:
    """Twelve words with spaces between."""
    return words.write(key)


def to_characters(key: bytes) -> str:
    """Seven groups of four characters with dashes between."""
    return characters.write(key)


def read_case_key(typed: str) -> CaseKey:
    """Either form, whatever its case, spaces, dashes and look-alikes (o for 0, i or l for 1). CaseKeyNotRead names the slip."""
    key = _read(typed)
    if isinstance(key, Slip):
        raise CaseKeyNotRead(key)
    return CaseKey(key)


def _read(typed: str) -> bytes | Slip:
    if len(typed) > LONGEST_TYPED:
        return Slip(SlipKind.NOT_A_KEY)
    pieces = PIECES.findall(unicodedata.normalize("NFKC", typed).lower())
    if not pieces:
        return Slip(SlipKind.NOT_A_KEY)
    worded = [piece for piece in pieces if not piece.isdigit()]  # a numbered list of words is read too
    if _are_words(worded):
        return words.read(worded)
    return characters.read([piece.upper() for piece in pieces])


def _are_words(pieces: list[str]) -> bool:
    if not all(piece.isalpha() for piece in pieces):
        return False
    known = sum(piece in words.known() for piece in pieces)
    return 2 * known >= len(pieces) > 0 or len("".join(pieces)) > characters.SYMBOLS + 4


def lookup(key: bytes) -> bytes:
    """What a case is found by: the pepper's number in one byte, then HMAC-SHA256 under the pepper, which is never in the database."""
    pepper = keyring.current().pepper
    return bytes([pepper.number]) + hmac.digest(pepper.secret, b"lookup" + key, "sha256")


def reporter_private(key: bytes) -> X25519PrivateKey:
    """The reporter's own key pair, derived anew from the case key whenever it is typed."""
    seed = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"reporter").derive(key)
    return X25519PrivateKey.from_private_bytes(seed)


def reporter_public(key: bytes) -> bytes:
    """The 32 public bytes that a case's data key is also sealed to."""
    return reporter_private(key).public_key().public_bytes_raw()
