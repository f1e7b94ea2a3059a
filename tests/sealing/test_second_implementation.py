"""The reporter's side, computed again with libsodium and the standard library: no private convention hides in our code."""

import hashlib
import hmac

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from nacl.bindings import crypto_scalarmult, crypto_scalarmult_base

from reporting.sealing import case_keys
from reporting.sealing.kinds import CaseKey, DataKey
from reporting.sealing.models import Envelope

KEM_SUITE = b"KEM" + (0x0020).to_bytes(2, "big")
HPKE_SUITE = b"HPKE" + b"".join(code.to_bytes(2, "big") for code in (0x0020, 0x0001, 0x0002))


def test_the_reporters_public_key_agrees(case_key: CaseKey) -> None:
    assert crypto_scalarmult_base(private_of(case_key)) == case_keys.reporter_public(case_key)


def test_the_reporters_sealed_key_opens_by_rfc_9180_written_out(drawn: tuple[Envelope, DataKey], case_key: CaseKey) -> None:
    envelope, key = drawn
    assert envelope.sealed_for_reporter is not None
    share, body = bytes(envelope.sealed_for_reporter[:32]), bytes(envelope.sealed_for_reporter[32:])
    private = private_of(case_key)

    agreed = extract(b"", KEM_SUITE, b"eae_prk", crypto_scalarmult(private, share))
    shared = expand(agreed, KEM_SUITE, b"shared_secret", share + crypto_scalarmult_base(private), 32)
    info = f"v1|{envelope.name}|reporter".encode()
    context = b"\0" + extract(b"", HPKE_SUITE, b"psk_id_hash", b"") + extract(b"", HPKE_SUITE, b"info_hash", info)
    secret = extract(shared, HPKE_SUITE, b"secret", b"")
    opener, nonce = expand(secret, HPKE_SUITE, b"key", context, 32), expand(secret, HPKE_SUITE, b"base_nonce", context, 12)

    assert AESGCM(opener).decrypt(nonce, body, b"") == key.secret


def private_of(case_key: bytes) -> bytes:
    """HKDF-SHA256 (RFC 5869) without salt, info "reporter"."""
    pseudo_random = hmac.digest(bytes(32), case_key, "sha256")
    return hmac.digest(pseudo_random, b"reporter\x01", "sha256")


def extract(salt: bytes, suite: bytes, label: bytes, secret: bytes) -> bytes:
    return hmac.digest(salt or bytes(hashlib.sha256().digest_size), b"HPKE-v1" + suite + label + secret, "sha256")


def expand(secret: bytes, suite: bytes, label: bytes, info: bytes, length: int) -> bytes:
    labelled = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return hmac.digest(secret, labelled + b"\x01", "sha256")[:length]
