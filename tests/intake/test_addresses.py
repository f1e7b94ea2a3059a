"""Which e-mail addresses are taken: those people have, aliases too, and none that carries something or stops the mail."""

import pytest
from django.core.mail.message import sanitize_address
from hypothesis import given
from hypothesis import strategies as st

from reporting.intake import answers
from reporting.intake.rules import EMAIL
from reporting.refusals import Refused
from tests.makers import ANSWERS, AT


def taken(address: str) -> object:
    return answers.complete({**ANSWERS, "contact_mode": "email", "email": address}, at=AT)["email"]


@pytest.mark.parametrize(
    "address",
    [
        "somebody@mail.example",
        "anna.maria.schmidt-mueller+portal@students.uni-heidelberg.example",
        "o'brien@relay.example",
        "k3v9x2q@relay.example",
        "0f3a9c0d4be1227788aa@relay.example",
        "550e8400-e29b-41d4-a716-446655440000@relay.example",
        "dpdcnf87nu@privaterelay.mail.example",
        "someone@xn--mnchen-3ya.example",
        "491701234567@phone.example",
    ],
)
def test_an_address_that_people_have_is_taken_as_it_is(address):
    assert taken(address) == address


@pytest.mark.parametrize("sign", [*list('()<>:;[],@\\" '), "..", "\x00", "\x1f", "\u202e", "\u200b", "\xad", "\r\nBcc: x"])
@pytest.mark.parametrize("address", ["{}@example.com", "a{}b@example.com", "a@exa{}mple.com"])
def test_an_address_with_a_sign_that_no_server_takes_plainly_is_refused(address, sign):
    with pytest.raises(Refused) as refused:
        taken(address.format(sign))

    assert (refused.value.field, refused.value.code) == ("email", "not_an_email")


@pytest.mark.parametrize(
    "address",
    [
        ".a@example.com",
        "a.@example.com",
        "a@b",
        "a@-b.example",
        "a@b-.example",
        "a@.example",
        f"a@{'b' * 64}.example",
        f"{'a' * 65}@example.com",
        "a@" + ".".join(["b" * 60] * 4) + ".example",
    ],
)
def test_an_address_beyond_what_mail_allows_is_refused(address):
    with pytest.raises(Refused) as refused:
        taken(address)

    assert refused.value.field == "email"


@pytest.mark.parametrize(
    "address",
    [
        "AAAAAAAAAAMFRGGZDFMZTWQ2LKNNWG23TPOBYXE43UOV3HO6DZPIYTEMZUGU3D@example.com",
        "a@mfrggzdfmztwq2lknnwg23tpobyxe43uov3ho6dzpiytemzugu3doobzgba.example.com",
        "aGVsbG8gd29ybGQgdGhpcyBpcyBhIHRlc3Qgb2YgdGhlIGd1YXJkIGhlcmU@example.com",
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB@example.com",
        "somebody@" + "a-long-name." * 9 + "example",
    ],
)
def test_an_address_that_carries_something_is_refused(address):
    with pytest.raises(Refused) as refused:
        taken(address)

    assert (refused.value.field, refused.value.code) in {("email", "content_refused"), ("email", "oversize")}


@given(st.lists(st.text("abzAZ09!#$%&'*+/=?^_`{|}~-", min_size=1, max_size=15), min_size=1, max_size=3))
def test_every_address_of_the_pattern_can_be_written_to(words):
    address = ".".join(words) + "@mail.example"

    assert EMAIL.fullmatch(address)
    assert sanitize_address(address, "utf-8") == address


@pytest.mark.parametrize("local", ["=?utf-8?q?a?=", "=?utf-8?b?YQ==?="])
def test_a_local_part_that_looks_like_an_encoded_word_can_be_written_to(local):
    assert sanitize_address(f"{local}@mail.example", "utf-8")
