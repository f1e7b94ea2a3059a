"""The keys this process holds, read from SEALING_KEYS at the start, and from its file again when a key is met that it does not know.

A keyring that cannot be trusted stops the start with a sentence.

Two kinds of secret never stand in the database: the lookup pepper and the queues' private keys (security design, 5.2). An intake
process holds public keys only, so whoever takes it over opens no earlier report (promise P6).
"""

import json
import logging
import stat
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from reporting.sealing import hybrid
from reporting.sealing.kinds import QUEUES, ROLES

logger = logging.getLogger("reporting.sealing")
MAKE_ONE = "Make one with `python -m reporting.sealing.key_making > FILE` (umask 077) and set SEALING_KEYS_FILE to FILE."
FROM_BACKUP = "Take the keyring from your backup of the keys."
SECRET_BYTES = 32
FEWEST_DIFFERENT_BYTES = 16  # 32 random bytes have about 30


@dataclass(frozen=True, slots=True)
class Pepper:
    number: int
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class HouseKey:
    name: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class QueueKey:
    """One epoch's pair of one queue. `private` is None where this process may only seal."""

    name: str
    public: MLKEM768X25519PublicKey = field(repr=False)
    private: MLKEM768X25519PrivateKey | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class QueueKeys:
    current: QueueKey
    by_name: Mapping[str, QueueKey]


@dataclass(frozen=True, slots=True)
class Keyring:
    pepper: Pepper
    house: HouseKey | None
    queues: Mapping[str, QueueKeys]

    @property
    def opens(self) -> bool:
        """Whether any report can be opened with these keys."""
        return any(pair.private for keys in self.queues.values() for pair in keys.by_name.values())


_newer: dict[str, str] = {}
"""What stands in the keyring's file now, by the text that the process was started with."""


def current() -> Keyring:
    """This process's keyring. ImproperlyConfigured, saying what to do, when it must not be used."""
    return read(_newer.get(settings.SEALING_KEYS, settings.SEALING_KEYS), role=settings.PORTAL_ROLE)


def pair_named(queue: str, name: str) -> QueueKey | None:
    """The pair that sealed something; the file is read again when the name is not known, as `keys rotate` may just have added it.

    A file that is as it was when last read costs no parsing; what an intake process was started with stays, whatever the file says.
    """
    pair = current().queues[queue].by_name.get(name)
    if pair is None and settings.PORTAL_ROLE != "intake":
        _read_again()
        pair = current().queues[queue].by_name.get(name)
    return pair


def _read_again() -> None:
    """Take what the file holds now, when it is a keyring this process may use; else keep what we have and say so in the log."""
    if not settings.SEALING_KEYS_FILE:
        return
    try:
        text = Path(settings.SEALING_KEYS_FILE).read_text()
        read(text, role=settings.PORTAL_ROLE)
    except (OSError, ValueError, ImproperlyConfigured):
        logger.warning("keyring not read again")
        return
    _newer[settings.SEALING_KEYS] = text


def check_at_start() -> None:
    """Called once before a process serves: the keyring is whole, fits the role, and its file is closed to others."""
    path = settings.SEALING_KEYS_FILE
    if path and Path(path).exists() and Path(path).stat().st_mode & (stat.S_IROTH | stat.S_IWOTH):
        _stop(f"Everybody on this machine can read the keyring. Close it: chmod 600 {path}")
    current()


@lru_cache(maxsize=8)
def read(text: str, *, role: str) -> Keyring:
    """The keyring in `text`, for a process of this role. Form: see key_making."""
    values = values_of(text)
    _refuse_wrong_role(values, role)
    keyring = Keyring(_pepper(values), _house_key(values), {queue: _queue_keys(values, queue) for queue in QUEUES})
    if role != "intake" and not (keyring.house and keyring.opens):
        _stop(
            f"SEALING_KEYS holds public keys only, which is for PORTAL_ROLE=intake. Set SEALING_KEYS_FILE to the full keyring for {role}."
        )
    return keyring


def values_of(text: str) -> dict[str, Any]:
    """The JSON values of a keyring's text, or a stop that says what is wrong with it."""
    if not text.strip():
        _stop(f"SEALING_KEYS is empty. {MAKE_ONE}")
    if '"example' in text.lower():
        _stop(f"SEALING_KEYS is the example from the documentation, which everybody knows. {MAKE_ONE}")
    try:
        values = json.loads(text)
    except ValueError:
        _stop(f"SEALING_KEYS is not a keyring (it is not JSON). {MAKE_ONE}")
    if not isinstance(values, dict) or values.get("version") != 1 or not isinstance(values.get("queues"), dict):
        _stop(f"SEALING_KEYS is not a keyring of version 1. {MAKE_ONE}")
    return values


def _refuse_wrong_role(values: dict[str, Any], role: str) -> None:
    if role not in ROLES:
        _stop(f"PORTAL_ROLE must be one of {', '.join(ROLES)}.")
    pairs = [pair for queue in QUEUES for pair in _pairs(values, queue)]
    if role == "intake" and (values.get("house_key") or any(pair.get("private") for pair in pairs)):
        _stop(
            "SEALING_KEYS holds keys that open reports, and PORTAL_ROLE=intake must not. On the console host, write the public keyring"
            " with `manage.py keys public --out FILE`; give intake only that file, as SEALING_KEYS_FILE."
        )


def _pepper(values: dict[str, Any]) -> Pepper:
    pepper = _part(values, "pepper")
    number = pepper.get("number")
    if not isinstance(number, int) or not 0 < number < 256:
        _stop(f"The lookup pepper in SEALING_KEYS needs a number from 1 to 255. {FROM_BACKUP}")
    return Pepper(number, _secret(pepper, "the lookup pepper"))


def _house_key(values: dict[str, Any]) -> HouseKey | None:
    if "house_key" not in values:
        return None
    house = _part(values, "house_key")
    name = house.get("name")
    if not isinstance(name, str) or len(name) != 16 or set(name) - set("0123456789abcdef"):
        _stop(f"The house key in SEALING_KEYS needs a name of 16 hexadecimal digits. {FROM_BACKUP}")
    return HouseKey(name, _secret(house, "the house key"))


def _queue_keys(values: dict[str, Any], queue: str) -> QueueKeys:
    pairs = _pairs(values, queue)
    by_name = {str(pair.get("name")): _queue_key(pair, queue) for pair in pairs}
    current = [str(pair.get("name")) for pair in pairs if pair.get("current") is True]
    if len(current) != 1 or len(by_name) != len(pairs):
        _stop(f"SEALING_KEYS needs exactly one current key for the queue {queue}, and no name twice. {FROM_BACKUP}")
    return QueueKeys(by_name[current[0]], by_name)


def _queue_key(pair: dict[str, Any], queue: str) -> QueueKey:
    name = pair.get("name")
    if not isinstance(name, str) or not 0 < len(name) <= 32:
        _stop(f"A key of the queue {queue} in SEALING_KEYS has no name of at most 32 characters. {FROM_BACKUP}")
    public = _bytes(pair.get("public"), hybrid.PUBLIC_BYTES, f"the public key {name} of the queue {queue}")
    if pair.get("private") is None:
        return QueueKey(name, hybrid.read_public(public), None)
    private = _bytes(pair["private"], hybrid.PRIVATE_BYTES, f"the private key {name} of the queue {queue}")
    if hybrid.public_of(private) != public:
        _stop(f"The two parts of the key {name} of the queue {queue} do not belong together. {FROM_BACKUP}")
    return QueueKey(name, hybrid.read_public(public), hybrid.read_private(private))


def _part(values: dict[str, Any], name: str) -> dict[str, Any]:
    part = values.get(name)
    if not isinstance(part, dict):
        _stop(f"SEALING_KEYS has no {name}. {MAKE_ONE}")
    return part


def _pairs(values: dict[str, Any], queue: str) -> list[dict[str, Any]]:
    pairs = values["queues"].get(queue)
    if not isinstance(pairs, list) or not pairs or not all(isinstance(pair, dict) for pair in pairs):
        _stop(f"SEALING_KEYS has no keys for the queue {queue}. {FROM_BACKUP}")
    return pairs


def _secret(part: dict[str, Any], what: str) -> bytes:
    secret = _bytes(part.get("secret"), SECRET_BYTES, what)
    if secret.isascii():
        _stop(f"In SEALING_KEYS {what} is not random; it looks like an example. {MAKE_ONE}")
    return secret


def _bytes(text: object, length: int, what: str) -> bytes:
    try:
        raw = b64decode(text, validate=True) if isinstance(text, str) else b""
    except ValueError:
        raw = b""
    if len(raw) != length:
        _stop(f"In SEALING_KEYS {what} is missing, short or not base64: it needs {length} bytes. {MAKE_ONE}")
    if len(set(raw)) < FEWEST_DIFFERENT_BYTES:
        _stop(f"In SEALING_KEYS {what} is not random; it looks like an example. {MAKE_ONE}")
    return raw


def _stop(sentence: str) -> NoReturn:
    raise ImproperlyConfigured(sentence)
