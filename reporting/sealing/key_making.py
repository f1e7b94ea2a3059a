"""Keyrings made, rotated and stripped, as plain JSON values. No Django: `python -m reporting.sealing.key_making` prints a new one.

Form: {"version": 1, "pepper": {"number", "secret"}, "house_key": {"name", "secret"}, "queues": {queue: [{"name", "public", "private",
"current", "closed_on"?}, …]}}; bytes in base64. A public keyring, for PORTAL_ROLE=intake, has no house key and no private parts.
"""

import json
import secrets
from base64 import b64encode
from datetime import date, datetime
from typing import Any

from reporting import clock
from reporting.sealing import hybrid
from reporting.sealing.kinds import QUEUES

KeyringValues = dict[str, Any]


def new_keyring(*, at: datetime) -> KeyringValues:
    """A complete keyring of fresh random keys."""
    return {
        "version": 1,
        "pepper": {"number": 1, "secret": _text(secrets.token_bytes(32))},
        "house_key": {"name": secrets.token_hex(8), "secret": _text(secrets.token_bytes(32))},
        "queues": {queue: [_new_epoch(at)] for queue in QUEUES},
    }


def rotated(keyring: KeyringValues, *, at: datetime) -> KeyringValues:
    """The same keyring with one more pair per queue, now current. Old private parts stay, to open what they sealed."""
    earlier = {queue: [_closed(pair, at) for pair in pairs] for queue, pairs in keyring["queues"].items()}
    return keyring | {"queues": {queue: [*pairs, _new_epoch(at)] for queue, pairs in earlier.items()}}


def public_part(keyring: KeyringValues) -> KeyringValues:
    """What an intake process may hold: the pepper and the current public keys. It opens nothing."""
    current = {queue: [pair for pair in pairs if pair["current"]] for queue, pairs in keyring["queues"].items()}
    stripped = {queue: [_without(pair, "private") for pair in pairs] for queue, pairs in current.items()}
    return _without(keyring, "house_key") | {"queues": stripped}


def closed_before(keyring: KeyringValues, day: date) -> set[tuple[str, str]]:
    """The (queue, name) pairs replaced by newer ones before that day."""
    return {
        (queue, pair["name"])
        for queue, pairs in keyring["queues"].items()
        for pair in pairs
        if not pair["current"] and pair.get("closed_on", "9999") < day.isoformat()
    }


def without_pairs(keyring: KeyringValues, retired: set[tuple[str, str]]) -> KeyringValues:
    """The same keyring without the named (queue, name) pairs: what only they open is closed for good, in every backup too."""
    kept = {queue: [pair for pair in pairs if (queue, pair["name"]) not in retired] for queue, pairs in keyring["queues"].items()}
    return keyring | {"queues": kept}


def to_text(keyring: KeyringValues) -> str:
    return json.dumps(keyring, indent=1) + "\n"


def _new_epoch(at: datetime) -> KeyringValues:
    private, public = hybrid.new_pair()
    return {"name": f"{at:%Y-%m}-{secrets.token_hex(2)}", "public": _text(public), "private": _text(private), "current": True}


def _closed(pair: KeyringValues, at: datetime) -> KeyringValues:
    return pair | {"current": False, "closed_on": f"{at:%Y-%m-%d}"} if pair["current"] else pair


def _without(values: KeyringValues, key: str) -> KeyringValues:
    return {name: value for name, value in values.items() if name != key}


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()


if __name__ == "__main__":
    import sys

    sys.stdout.write(to_text(new_keyring(at=clock.now())))
