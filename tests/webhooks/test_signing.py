"""Our signatures, checked by the published vector and by implementations that are not ours."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from reporting.webhooks import signing
from reporting.webhooks.signing import Signer

VECTOR_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"


def test_the_published_vector():
    signer = Signer((signing.read_secret(VECTOR_SECRET),))

    signature = signer.signature(ID, 1614265330, b'{"test": 2432232314}')

    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_reference_library_takes_our_signature_and_no_changed_byte():
    secret = signing.new_secret()
    moment = int(datetime.now(UTC).timestamp())
    body = json.dumps({"type": "endpoint.test"}).encode()
    headers = {
        "webhook-id": ID,
        "webhook-timestamp": str(moment),
        "webhook-signature": Signer((secret,)).signature(ID, moment, body),
    }

    receiver = Webhook(signing.shown_secret(secret))

    assert receiver.verify(body, headers) == {"type": "endpoint.test"}
    with pytest.raises(WebhookVerificationError):
        receiver.verify(body.replace(b"test", b"tent"), headers)


def test_while_secrets_overlap_a_receiver_with_either_is_served():
    old, new = signing.new_secret(), signing.new_secret()
    moment = int(datetime.now(UTC).timestamp())
    signature = Signer((new, old)).signature(ID, moment, b"{}")

    for secret in (old, new):
        headers = {"webhook-id": ID, "webhook-timestamp": str(moment), "webhook-signature": signature}
        assert Webhook(signing.shown_secret(secret)).verify(b"{}", headers) == {}


def test_another_implementation_of_ed25519_takes_our_v1a():
    key = signing.new_key()
    signer = Signer((), (Ed25519PrivateKey.from_private_bytes(key),))

    version, _, signature = signer.signature(ID, 1614265330, b"{}").partition(",")

    receiver = VerifyKey(base64.b64decode(signing.shown_public_key(key).removeprefix("whpk_")))
    assert version == "v1a"
    receiver.verify(f"{ID}.1614265330.{{}}".encode(), base64.b64decode(signature))
    with pytest.raises(BadSignatureError):
        receiver.verify(f"{ID}.1614265331.{{}}".encode(), base64.b64decode(signature))


def test_one_header_carries_both_schemes_and_the_first_is_v1():
    secret, key = signing.new_secret(), Ed25519PrivateKey.generate()

    parts = Signer((secret,), (key,)).signature(ID, 1, b"x").split(" ")

    expected = base64.b64encode(hmac.new(secret, f"{ID}.1.x".encode(), hashlib.sha256).digest()).decode()
    assert parts[0] == f"v1,{expected}"
    assert parts[1].startswith("v1a,")


@pytest.mark.parametrize("shown", ["whsec_", "whsec_c2hvcnQ=", "whsec_" + base64.b64encode(bytes(65)).decode(), "whsec_!!!!"])
def test_a_secret_has_24_to_64_bytes(shown):
    with pytest.raises(ValueError):
        signing.read_secret(shown)


def test_a_fresh_secret_is_one_of_them_and_never_the_same():
    assert signing.read_secret(signing.shown_secret(signing.new_secret()))
    assert signing.new_secret() != signing.new_secret()
