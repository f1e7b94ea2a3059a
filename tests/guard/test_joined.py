"""A payload cut over several messages is refused by the third; honest messages of one case are not."""

import base64

import pytest

from reporting.guard import rules
from reporting.guard.kinds import ReasonCode
from tests.guard import honest, payloads

SPLIT = {
    "base64": payloads.b64(payloads.NOISE),
    "a small picture in base64": payloads.b64(payloads.GIF),
    "base64 for addresses": base64.urlsafe_b64encode(payloads.NOISE).decode(),
    "base32": base64.b32encode(payloads.NOISE).decode(),
    "base58": payloads.base58(payloads.NOISE),
    "hexadecimal": payloads.NOISE.hex(),
    "decimals": ", ".join(map(str, payloads.NOISE)),
    "bits": "".join(f"{byte:08b}" for byte in payloads.NOISE),
    "percent": "".join(f"%{byte:02X}" for byte in payloads.NOISE),
    "braille": "".join(chr(0x2800 + byte) for byte in payloads.NOISE),
    "Chinese characters": "".join(chr(0x6200 + byte) for byte in payloads.NOISE),
}
COVERS = {
    "alone": "{}",
    "numbered": "part {number} of 10: {}",
    "in a sentence": "Thank you for asking, I remember this as well: {} and I hope it helps you, it was late that evening.",
}


@pytest.mark.parametrize("cover", COVERS.values(), ids=COVERS)
@pytest.mark.parametrize("payload", SPLIT.values(), ids=SPLIT)
def test_a_payload_over_ten_messages_is_refused_by_the_third(payload, cover):
    pieces = payloads.cut(payload, -(-len(payload) // 10))
    texts = [cover.format(piece, number=number) for number, piece in enumerate(pieces, 1)]

    assert rules.reasons_to_refuse_joined(texts[:3])


def test_an_address_cut_in_two_is_refused():
    assert rules.reasons_to_refuse_joined(["https:", "//example.com/a"])[0].code is ReasonCode.LINK
    assert rules.reasons_to_refuse_joined(["it was on example.com", "/pictures/1.png"])[0].code is ReasonCode.LINK


def test_a_rule_for_pieces_is_needed():
    texts = ["first 3f2c8e0a", "then 9b1d7c4e", "last a7f05d2b"]
    others = tuple(rule for rule in rules.RULES if rule.name != "spread over texts")

    assert rules.reasons_to_refuse_joined(texts)
    assert not rules.reasons_to_refuse_joined(texts, rules=others)


def test_a_case_holds_no_more_than_twenty_texts_and_sixteen_thousand_characters():
    assert rules.reasons_to_refuse_joined(["hello"] * 21)[0].code is ReasonCode.OVERSIZE
    assert rules.reasons_to_refuse_joined(["a quiet word " * 300] * 5)[0].code is ReasonCode.OVERSIZE
    assert not rules.reasons_to_refuse_joined(["A quiet word about it. "] * 20)


def test_honest_messages_of_one_case_are_accepted_together():
    asked = [
        "It was on Sunday.",
        "17.5.1",
        "884213",
        "07700 900123",
        "2025-11-02",
        "yes",
        "The id is req_011CSHoEeqs5C35K2UUqR7Fy",
        "As I said, req_011CSHoEeqs5C35K2UUqR7Fy, on an iPhone15.",
        "No, thank you. That answers it.",
    ]

    assert rules.reasons_to_refuse_joined(asked) == []


@pytest.mark.parametrize("start", range(0, len(honest.OTHERS) - 6, 7))
def test_neighbouring_honest_texts_are_accepted_together(start):
    assert rules.reasons_to_refuse_joined([text for _, text in honest.OTHERS[start : start + 7]]) == []
