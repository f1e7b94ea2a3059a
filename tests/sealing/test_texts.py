"""A sealed text opens whole, in its own place, with its own key, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.sealing import actions, ciphertext
from reporting.sealing.fields import SealedField
from reporting.sealing.kinds import DataKey, Place
from reporting.sealing.padding import SIZES
from reporting.sealing.refusals import Tampered, TooLongToSeal

KEY = DataKey("00112233aabbccdd", bytes(range(32)))
PLACE = Place("report", "what_happened", "GF-1")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=4000)


@given(TEXTS)
def test_a_text_opens_as_it_was_sealed_and_shows_only_a_listed_size(text: str) -> None:
    sealed = actions.seal(text=text, place=PLACE, key=KEY)

    assert actions.open_sealed(sealed=sealed, place=PLACE, key=KEY) == text
    assert len(sealed) in SIZES


def test_four_thousand_characters_of_any_script_fit() -> None:
    sealed = actions.seal(text="\U0001f642" * 4000, place=PLACE, key=KEY)

    assert len(sealed) == 17_964


def test_what_is_longer_than_the_last_size_is_refused() -> None:
    with pytest.raises(TooLongToSeal):
        actions.seal(text="x" * SIZES[-1], place=PLACE, key=KEY)


@pytest.mark.parametrize(("size", "to_a_page"), [(424, 15), (904, 8), (1920, 4)])
def test_small_sizes_share_a_page_of_postgresql_with_eighty_bytes_of_other_columns(size: int, to_a_page: int) -> None:
    page, page_head, pointer, row_head, length_head = 8192, 24, 4, 24, 4
    row = row_head + 80 + length_head + size
    aligned = -(-row // 8) * 8

    assert (page - page_head) // (aligned + pointer) == to_a_page
    assert aligned <= 2032


def test_a_bit_flipped_anywhere_is_refused() -> None:
    sealed = actions.seal(text="A short account.", place=PLACE, key=KEY)

    opened = [position for position in range(len(sealed) * 8) if opens(flipped(sealed, position))]

    assert opened == []


@given(st.data())
def test_a_bit_flipped_anywhere_in_a_long_text_is_refused(data: st.DataObject) -> None:
    sealed = actions.seal(text="x" * 12_000, place=PLACE, key=KEY)

    assert not opens(flipped(sealed, data.draw(st.integers(0, len(sealed) * 8 - 1))))


@pytest.mark.parametrize("length", [0, 1, 20, 36, 423, 425, 904])
def test_a_shortened_or_lengthened_text_is_refused(length: int) -> None:
    sealed = actions.seal(text="A short account.", place=PLACE, key=KEY)

    assert not opens(sealed.ljust(length, b"\0")[:length])


@pytest.mark.parametrize(
    "elsewhere",
    [Place("message", "what_happened", "GF-1"), Place("report", "expected", "GF-1"), Place("report", "what_happened", "GF-2")],
)
def test_a_text_does_not_open_in_another_table_field_or_row(elsewhere: Place) -> None:
    sealed = actions.seal(text="A short account.", place=PLACE, key=KEY)

    with pytest.raises(Tampered):
        actions.open_sealed(sealed=sealed, place=elsewhere, key=KEY)


@pytest.mark.parametrize("other", [DataKey(KEY.name, bytes(32)), DataKey("ffffffffffffffff", KEY.secret)])
def test_a_text_does_not_open_in_another_envelope(other: DataKey) -> None:
    sealed = actions.seal(text="A short account.", place=PLACE, key=KEY)

    with pytest.raises(Tampered):
        actions.open_sealed(sealed=sealed, place=PLACE, key=other)


def test_a_place_cannot_be_spelled_in_two_ways() -> None:
    with pytest.raises(ValueError, match="joined"):
        Place("report", "what|happened", 1)


def test_the_same_text_is_never_sealed_alike() -> None:
    assert len({actions.seal(text="Same.", place=PLACE, key=KEY) for _ in range(1000)}) == 1000


def test_a_ciphertext_names_its_key() -> None:
    assert ciphertext.key_name(actions.seal(text="", place=PLACE, key=KEY)) == KEY.name


def test_a_key_does_not_show_itself() -> None:
    assert repr(KEY) == "DataKey(name='00112233aabbccdd')"


@pytest.mark.parametrize("value", [b"A text in clear.", b"\x01 short", b"x" * 424])
def test_a_sealed_field_stops_clear_text_before_sql_without_showing_it(value: bytes) -> None:
    from django.db import connection

    with pytest.raises(ValueError, match="takes a sealed text") as stopped:
        SealedField().get_db_prep_value(value, connection)

    assert "clear" not in str(stopped.value)


def opens(sealed: bytes) -> bool:
    try:
        actions.open_sealed(sealed=sealed, place=PLACE, key=KEY)
    except Tampered:
        return False
    return True


def flipped(sealed: bytes, position: int) -> bytes:
    changed = bytearray(sealed)
    changed[position // 8] ^= 1 << position % 8
    return bytes(changed)
