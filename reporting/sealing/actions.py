"""Sealing and opening a case's texts, moving its envelope to another queue or key, destroying it."""

import secrets
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from django.db import transaction

from reporting import clock, rows
from reporting.refusals import SomebodyElseWasFirst
from reporting.sealing import case_keys, ciphertext, keyring, queries
from reporting.sealing.hybrid import QUEUE_SUITE, REPORTER_SUITE
from reporting.sealing.kinds import DataKey, Place
from reporting.sealing.models import Envelope
from reporting.sealing.refusals import CannotOpen, EnvelopeDestroyed, KeysNotHere


def new_envelope(*, queue: str, reporter_public: bytes | None) -> tuple[Envelope, DataKey]:
    """A stored envelope for a new case, and the key to seal its texts with. Needs public keys only."""
    envelope, key = draw_envelope(queue=queue, reporter_public=reporter_public)
    return rows.add(envelope), key


def draw_envelope(*, queue: str, reporter_public: bytes | None) -> tuple[Envelope, DataKey]:
    """The same, not yet stored, for whoever inserts many rows in one statement."""
    key = DataKey(secrets.token_hex(8), secrets.token_bytes(32))
    envelope = Envelope(name=key.name)
    _seal_for_queue(envelope, queue, key)
    if reporter_public is not None:
        envelope.reporter_public = reporter_public
        public = X25519PublicKey.from_public_bytes(reporter_public)
        envelope.sealed_for_reporter = REPORTER_SUITE.encrypt(key.secret, public, _for_reporter(envelope))
    return envelope, key


def seal(*, text: str, place: Place, key: DataKey) -> bytes:
    """A ciphertext for a SealedField; its size tells the text's length only roughly (padding). TooLongToSeal."""
    return ciphertext.seal(text.encode(), name=key.name, secret=key.secret, bound_to=place.bound_to(key.name))


def open_sealed(*, sealed: bytes, place: Place, key: DataKey) -> str:
    """The text sealed for this place. Tampered when it was changed, moved, or belongs to another case."""
    return ciphertext.unseal(sealed, name=key.name, secret=key.secret, bound_to=place.bound_to(key.name)).decode()


def unlock_for_queue(*, envelope: Envelope) -> DataKey:
    """The case's key, by its queue's private key. KeysNotHere at intake, CannotOpen without that epoch's key, EnvelopeDestroyed."""
    if envelope.sealed_for_queue is None:
        raise EnvelopeDestroyed()
    if not keyring.current().opens:
        raise KeysNotHere()
    pair = keyring.pair_named(envelope.queue, envelope.queue_key)
    if pair is None or pair.private is None:
        raise CannotOpen()
    try:
        return DataKey(envelope.name, QUEUE_SUITE.decrypt(bytes(envelope.sealed_for_queue), pair.private, _for_queue(envelope)))
    except InvalidTag:
        raise CannotOpen() from None


def unlock_for_reporter(*, envelope: Envelope, case_key: bytes) -> DataKey:
    """The case's key, by the reporter's case key alone. CannotOpen with any other, EnvelopeDestroyed."""
    if envelope.sealed_for_queue is None:
        raise EnvelopeDestroyed()
    if envelope.sealed_for_reporter is None:
        raise CannotOpen()
    private = case_keys.reporter_private(case_key)
    try:
        return DataKey(envelope.name, REPORTER_SUITE.decrypt(bytes(envelope.sealed_for_reporter), private, _for_reporter(envelope)))
    except InvalidTag:
        raise CannotOpen() from None


@transaction.atomic
def reseal_for_queue(*, envelope: Envelope, queue: str) -> None:
    """Hand the case's key to another queue, or to its own queue's current key. The texts stay as they are. SomebodyElseWasFirst."""
    seen = {"name": envelope.name, "queue": envelope.queue, "queue_key": envelope.queue_key, "destroyed_at": None}
    _seal_for_queue(envelope, queue, unlock_for_queue(envelope=envelope))
    changed = Envelope.objects.filter(**seen).update(
        queue=envelope.queue, queue_key=envelope.queue_key, sealed_for_queue=envelope.sealed_for_queue
    )
    if not changed:
        raise SomebodyElseWasFirst()


@transaction.atomic
def destroy(*, envelope: Envelope, at: datetime | None = None) -> None:
    """Erase the case's key for good. Safe to run twice; the first hour of destruction stands."""
    Envelope.objects.filter(name=envelope.name, destroyed_at=None).update(
        queue_key="", sealed_for_queue=None, sealed_for_reporter=None, reporter_public=None, destroyed_at=clock.hour(at or clock.now())
    )
    envelope.refresh_from_db()


@transaction.atomic
def rewrap(*, queue: str, batch: int) -> int:
    """Seal up to `batch` data keys of a queue anew, from earlier keys to the current one; how many. Run until 0."""
    envelopes = list(queries.under_earlier_keys(queue).select_for_update(skip_locked=True)[:batch])
    for envelope in envelopes:
        _seal_for_queue(envelope, queue, unlock_for_queue(envelope=envelope))
    Envelope.objects.bulk_update(envelopes, ["queue_key", "sealed_for_queue"], batch_size=100)
    return len(envelopes)


def _seal_for_queue(envelope: Envelope, queue: str, key: DataKey) -> None:
    pair = keyring.current().queues[queue].current
    envelope.queue, envelope.queue_key = queue, pair.name
    envelope.sealed_for_queue = QUEUE_SUITE.encrypt(key.secret, pair.public, _for_queue(envelope))


def _for_queue(envelope: Envelope) -> bytes:
    return f"v1|{envelope.name}|queue|{envelope.queue}|{envelope.queue_key}".encode()


def _for_reporter(envelope: Envelope) -> bytes:
    return f"v1|{envelope.name}|reporter".encode()
