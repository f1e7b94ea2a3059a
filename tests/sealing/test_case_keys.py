"""A case key is read however it is typed, and a slip is named without repeating what was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from reporting.sealing import case_keys, characters
from reporting.sealing.refusals import CaseKeyNotRead
from reporting.sealing.slips import Slip, SlipKind

KEYS = st.binary(min_size=16, max_size=16)
KEY = bytes.fromhex("7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f")
WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow"
CHARACTERS = case_keys.to_characters(bytes(range(16)))
SPACING = st.sampled_from(["", " ", "  ", "-", " - ", "\u2013", "\u00a0", "\n"])


@given(KEYS)
def test_both_forms_read_back_to_the_same_key(key: bytes) -> None:
    assert case_keys.read_case_key(case_keys.to_words(key)) == key
    assert case_keys.read_case_key(case_keys.to_characters(key)) == key


@given(KEYS, st.data())
def test_characters_are_read_whatever_the_case_spacing_and_look_alikes(key: bytes, data: st.DataObject) -> None:
    look_alikes = {"0": "0oO", "1": "1iIlL"}
    written = case_keys.to_characters(key).replace("-", "")

    typed = "".join(data.draw(st.sampled_from(look_alikes.get(c, c + c.lower()))) + data.draw(SPACING) for c in written)

    assert case_keys.read_case_key(typed) == key


@pytest.mark.parametrize(
    "typed",
    [
        WORDS,
        WORDS.upper(),
        WORDS.replace(" ", "-"),
        WORDS.replace(" ", "\n"),
        f"  {WORDS}.",
        WORDS.replace(" ", ", "),
        " ".join(f"{place}. {word}" for place, word in enumerate(WORDS.split(), 1)),
    ],
)
def test_words_are_read_whatever_stands_between(typed: str) -> None:
    assert case_keys.read_case_key(typed) == KEY


@given(KEYS)
def test_words_agree_with_the_published_standard(key: bytes) -> None:
    words = case_keys.to_words(key)

    assert Mnemonic("english").to_entropy(words) == key


def test_the_published_vector_holds() -> None:
    """BIP-39 test vector of 7f…7f (github.com/trezor/python-mnemonic, vectors.json)."""
    assert case_keys.to_words(KEY) == WORDS


@given(KEYS, st.integers(0, 27), st.integers(1, 31))
def test_any_one_wrong_character_is_caught_named_and_mended(key: bytes, place: int, shift: int) -> None:
    written = case_keys.to_characters(key)
    wrong = changed(written, place, shift)

    slip = slip_of(wrong)

    assert slip == Slip(SlipKind.GROUP, place=place // 4 + 1, suggestions=(written.split("-")[place // 4],))


@given(KEYS, st.integers(0, 27), st.integers(0, 27))
def test_any_two_swapped_characters_are_caught(key: bytes, one: int, other: int) -> None:
    symbols = list(case_keys.to_characters(key).replace("-", ""))
    same = symbols[one] == symbols[other]
    symbols[one], symbols[other] = symbols[other], symbols[one]

    if same:
        assert case_keys.read_case_key("".join(symbols)) == key
    else:
        assert slip_of("".join(symbols)).kind in (SlipKind.GROUP, SlipKind.SWAPPED, SlipKind.CHARACTER_CHECK)


@given(KEYS, st.integers(0, 26))
def test_swapped_neighbours_are_found(key: bytes, place: int) -> None:
    written = case_keys.to_characters(key)
    symbols = list(written.replace("-", ""))
    if symbols[place] == symbols[place + 1]:
        return
    symbols[place], symbols[place + 1] = symbols[place + 1], symbols[place]
    meant = "-".join(written.split("-")[place // 4 : (place + 1) // 4 + 1])

    assert meant in slip_of("".join(symbols)).suggestions


@given(KEYS, st.lists(st.tuples(st.integers(0, 27), st.integers(1, 31)), min_size=2, max_size=2, unique_by=lambda slip: slip[0]))
def test_any_two_wrong_characters_are_caught(key: bytes, slips: list[tuple[int, int]]) -> None:
    wrong = case_keys.to_characters(key)
    for place, shift in slips:
        wrong = changed(wrong, place, shift)

    slip_of(wrong)


WORD_SLIPS = {
    "a letter wrong": ("thank", "thamk", Slip(SlipKind.WORD, 3, suggestions=("thank",))),
    "a letter less": ("sausage", "sausge", Slip(SlipKind.WORD, 6, suggestions=("sausage",))),
    "a letter more": ("useful", "usefull", Slip(SlipKind.WORD, 8, suggestions=("useful",))),
    "letters swapped": ("yellow", "yelolw", Slip(SlipKind.WORD, 12, suggestions=("yellow",))),
    "only its beginning": ("sausage", "saus", Slip(SlipKind.WORD, 6, suggestions=("sausage",))),
    "not a word": ("sausage", "qqqq", Slip(SlipKind.WORD, 6)),
    "a word missing": ("sausage ", "", Slip(SlipKind.WORD_COUNT, count=11)),
    "a word twice": ("sausage", "sausage sausage", Slip(SlipKind.WORD_COUNT, count=13)),
    "another word": ("sausage", "satoshi", Slip(SlipKind.WORD_CHECK)),
    "words swapped": ("wave sausage", "sausage wave", Slip(SlipKind.WORD_CHECK)),
}


@pytest.mark.parametrize(("right", "wrong", "slip"), WORD_SLIPS.values(), ids=WORD_SLIPS)
def test_a_slip_in_the_words_is_named(right: str, wrong: str, slip: Slip) -> None:
    assert slip_of(WORDS.replace(right, wrong, 1)) == slip


CHARACTER_SLIPS = {
    "a character no key holds": (CHARACTERS[:5] + "U" + CHARACTERS[6:], Slip(SlipKind.GROUP, 2, suggestions=(CHARACTERS[5:9],))),
    "a group too short": (CHARACTERS[:5] + CHARACTERS[6:], Slip(SlipKind.GROUP, 2)),
    "one missing, no groups": (CHARACTERS.replace("-", "")[1:], Slip(SlipKind.CHARACTER_COUNT, count=27)),
    "one too many": (CHARACTERS + "Z", Slip(SlipKind.GROUP, 7)),
    "nothing": ("", Slip(SlipKind.NOT_A_KEY)),
    "only marks": ("--- ---", Slip(SlipKind.NOT_A_KEY)),
    "far too long": ("word " * 100, Slip(SlipKind.NOT_A_KEY)),
}


@pytest.mark.parametrize(("typed", "slip"), CHARACTER_SLIPS.values(), ids=CHARACTER_SLIPS)
def test_a_slip_in_the_characters_is_named(typed: str, slip: Slip) -> None:
    assert slip_of(typed) == slip


def test_the_words_for_the_reporter_name_the_group_and_what_was_likely_meant() -> None:
    with pytest.raises(CaseKeyNotRead) as refused:
        case_keys.read_case_key(changed(CHARACTERS, 9, 5))

    assert refused.value.words == f"Group 3 does not look right. Did you mean {CHARACTERS[10:14]}?"


@given(st.text(max_size=500))
def test_whatever_is_typed_is_read_or_refused_and_never_repeated(typed: str) -> None:
    with pytest.raises(CaseKeyNotRead) as refused:
        case_keys.read_case_key(f"qxzzq {typed} qxzzq")

    assert "qxzzq" not in str(refused.value.words)
    assert "qxzzq" not in str(refused.value.details)


def test_what_is_derived_from_a_key_is_fixed_and_tells_nothing_of_it() -> None:
    assert case_keys.lookup(KEY) == case_keys.lookup(KEY)
    assert case_keys.lookup(KEY)[0] == 1
    assert len(case_keys.lookup(KEY)) == 33
    assert case_keys.lookup(KEY) != case_keys.lookup(bytes(16))
    assert case_keys.reporter_public(KEY) != case_keys.reporter_public(bytes(16))


def changed(written: str, place: int, shift: int) -> str:
    symbols = list(written.replace("-", ""))
    symbols[place] = characters.ALPHABET[(characters.ALPHABET.index(symbols[place]) + shift) % 32]
    return "".join(symbols)


def slip_of(typed: str) -> Slip:
    with pytest.raises(CaseKeyNotRead) as refused:
        case_keys.read_case_key(typed)
    return refused.value.slip
