"""Secrets of the house itself (webhook secrets, one-time-code seeds), sealed with the house key, which intake does not hold."""

from reporting.sealing import ciphertext, keyring
from reporting.sealing.refusals import CannotOpen, KeysNotHere


def seal_secret(plain: bytes, *, context: str) -> bytes:
    """A ciphertext for a SealedField. `context` says whose secret it is ("webhooks.endpoint|17"); it opens under no other. KeysNotHere."""
    house = _house()
    return ciphertext.seal(plain, name=house.name, secret=house.secret, bound_to=_bound_to(context))


def open_secret(sealed: bytes, *, context: str) -> bytes:
    """The secret's bytes. KeysNotHere at intake; CannotOpen under another house key; Tampered when changed or moved."""
    house = _house()
    if ciphertext.key_name(sealed) != house.name:
        raise CannotOpen()
    return ciphertext.unseal(sealed, name=house.name, secret=house.secret, bound_to=_bound_to(context))


def _house() -> keyring.HouseKey:
    house = keyring.current().house
    if house is None:
        raise KeysNotHere()
    return house


def _bound_to(context: str) -> bytes:
    return f"v1|house|{context}".encode()
