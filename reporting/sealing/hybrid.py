"""Sealing a data key to somebody: HPKE (RFC 9180), hybrid ML-KEM-768 with X25519 for queues, X25519 for reporters. No Django.

The hybrid stays closed if either half is broken, so what is recorded today is not opened by a later quantum computer.
Raw forms: private = ML-KEM seed (64 bytes) then X25519 (32); public = ML-KEM (1,184) then X25519 (32).
"""

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey, Suite

QUEUE_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
REPORTER_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)

SEED, LATTICE_PUBLIC, CURVE = 64, 1184, 32
PRIVATE_BYTES, PUBLIC_BYTES = SEED + CURVE, LATTICE_PUBLIC + CURVE
SEALED_FOR_QUEUE, SEALED_FOR_REPORTER = 1168, 80  # 32 bytes sealed


def new_pair() -> tuple[bytes, bytes]:
    """A fresh private key and its public part, raw."""
    lattice, curve = MLKEM768PrivateKey.generate(), X25519PrivateKey.generate()
    private = lattice.private_bytes_raw() + curve.private_bytes_raw()
    return private, public_of(private)


def public_of(private: bytes) -> bytes:
    """The public part of a raw private key. ValueError unless it has the right length."""
    lattice, curve = _halves(private)
    return lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()


def read_private(raw: bytes) -> MLKEM768X25519PrivateKey:
    return MLKEM768X25519PrivateKey(*_halves(raw))


def read_public(raw: bytes) -> MLKEM768X25519PublicKey:
    lattice, curve = raw[:LATTICE_PUBLIC], raw[LATTICE_PUBLIC:]
    return MLKEM768X25519PublicKey(MLKEM768PublicKey.from_public_bytes(lattice), X25519PublicKey.from_public_bytes(curve))


def _halves(private: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    return MLKEM768PrivateKey.from_seed_bytes(private[:SEED]), X25519PrivateKey.from_private_bytes(private[SEED:])
