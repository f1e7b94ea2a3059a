"""An endpoint's secrets: made, sealed at rest, changed with an overlap, opened to sign."""

from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reporting.sealing.house_key import open_secret, seal_secret
from reporting.webhooks import signing
from reporting.webhooks.kinds import Secrets
from reporting.webhooks.models import Endpoint
from reporting.webhooks.signing import Signer


def renew(endpoint: Endpoint, *, ed25519: bool, overlap: timedelta, at: datetime) -> Secrets:
    """Give an endpoint fresh secrets; those it had go on signing beside them for the overlap. Saves nothing."""
    secret, key = signing.new_secret(), signing.new_key() if ed25519 else None
    if endpoint.secret:
        endpoint.old_secret, endpoint.old_signing_key = endpoint.secret, endpoint.signing_key
        endpoint.old_secret_until = at + overlap
    endpoint.secret = seal_secret(secret, context=_context(endpoint))
    endpoint.signing_key = seal_secret(key, context=_context(endpoint)) if key else None
    endpoint.public_key = signing.shown_public_key(key) if key else ""
    return Secrets(signing.shown_secret(secret), endpoint.public_key)


def signer(endpoint: Endpoint, *, at: datetime) -> Signer:
    """What signs for this endpoint at this moment. Raises KeysNotHere where the house key is not held."""
    overlaps = endpoint.old_secret_until is not None and at < endpoint.old_secret_until
    secrets = [endpoint.secret, endpoint.old_secret if overlaps else None]
    keys = [endpoint.signing_key, endpoint.old_signing_key if overlaps else None]
    return Signer(
        tuple(_opened(sealed, endpoint) for sealed in secrets if sealed),
        tuple(Ed25519PrivateKey.from_private_bytes(_opened(sealed, endpoint)) for sealed in keys if sealed),
    )


def _opened(sealed: bytes | memoryview, endpoint: Endpoint) -> bytes:
    return open_secret(bytes(sealed), context=_context(endpoint))


def _context(endpoint: Endpoint) -> str:
    return f"webhooks.endpoint|{endpoint.number}"
