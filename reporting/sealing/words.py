"""A case key as 12 words of the BIP-39 list: 2,048 words told apart by their first four letters, with a four-bit check.

Source of list and check: BIP-39 (github.com/bitcoin/bips, bip-0039.mediawiki), through the package `mnemonic`.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256

from mnemonic import Mnemonic

from reporting.sealing.slips import Slip, SlipKind

COUNT, CHECK_BITS = 12, 4
LETTERS = "abcdefghijklmnopqrstuvwxyz"
MOST_SUGGESTIONS = 3
LONGEST_WORD = 8  # of the list; what is much longer is not worth guessing at


@cache
def _list() -> Mnemonic:
    return Mnemonic("english")


@cache
def known() -> Mapping[str, int]:
    """Every word a case key may hold, with its number in the list."""
    return {word: number for number, word in enumerate(_list().wordlist)}


def write(key: bytes) -> str:
    """The words shown to a reporter, with spaces between."""
    return str(_list().to_mnemonic(key))


def read(words: Sequence[str]) -> bytes | Slip:
    """The 16 bytes, or where the slip is. `words` as typed, lower case."""
    strange = [place for place, word in enumerate(words) if word not in known()]
    if strange:
        return _strange_word(words, strange)
    if len(words) != COUNT:
        return Slip(SlipKind.WORD_COUNT, count=len(words))
    return _key(words) or Slip(SlipKind.WORD_CHECK)


def _key(words: Sequence[str]) -> bytes | None:
    """The key, when its last four bits are the first four of its SHA-256."""
    bits = 0
    for word in words:
        bits = bits << 11 | known()[word]
    key = (bits >> CHECK_BITS).to_bytes(16, "big")
    return key if sha256(key).digest()[0] >> 8 - CHECK_BITS == bits & (1 << CHECK_BITS) - 1 else None


def _strange_word(words: Sequence[str], strange: list[int]) -> Slip:
    """Suggest for the first strange word; when it is the only slip, only words that make the check right."""
    place = strange[0]
    near = list(dict.fromkeys(_near(words[place])))
    if len(words) == COUNT and len(strange) == 1:
        near = [word for word in near if _key([*words[:place], word, *words[place + 1 :]])] or near
    return Slip(SlipKind.WORD, place=place + 1, suggestions=tuple(near[:MOST_SUGGESTIONS]))


def _near(word: str) -> Iterator[str]:
    """Words of the list one slip away (a letter more, less, other, or two swapped), then those that begin alike."""
    if len(word) > LONGEST_WORD + 4:
        return
    yield from (candidate for candidate in _one_slip_away(word) if candidate in known())
    if len(word) >= 3:
        yield from sorted(candidate for candidate in known() if candidate.startswith(word[:4]))


def _one_slip_away(word: str) -> Iterator[str]:
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        yield from (before + letter + after for letter in LETTERS)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in LETTERS)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
