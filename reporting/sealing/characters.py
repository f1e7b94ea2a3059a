"""A case key as 28 characters: 7 groups of 4 in Crockford's base 32, two of them checks that catch and locate slips.

The 28 symbols are a code word of the Reed-Solomon code over GF(32) with checks sum(c[i]) = 0 and sum(a**i * c[i]) = 0. Its distance
is 3: one wrong character is found and mended, any two wrong characters or swapped characters (wherever they stand) are noticed.
Alphabet and look-alikes: Crockford, Base 32 (crockford.com/base32.html). Field polynomial: x^5 + x^2 + 1.
"""

from collections.abc import Iterator, Sequence

from reporting.sealing.slips import Slip, SlipKind

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
KEY_BYTES, SYMBOLS, CHECKED, GROUP = 16, 28, 26, 4
SPARE_BITS = 2  # 26 symbols carry 130 bits, the key has 128

Symbols = list[int]


def _powers() -> list[int]:
    powers, value = [], 1
    for _ in range(31):
        powers.append(value)
        value = value << 1 ^ (0x25 if value & 16 else 0)
    return powers


POWERS = _powers()
LOGARITHMS = {value: exponent for exponent, value in enumerate(POWERS)}


def write(key: bytes) -> str:
    """The characters shown to a reporter: ABCD-EFGH-… in 7 groups."""
    number = int.from_bytes(key, "big") << SPARE_BITS
    symbols = [number >> 5 * (CHECKED - 1 - place) & 31 for place in range(CHECKED)]
    return "-".join(_groups(symbols + _checks(symbols)))


def read(groups: Sequence[str]) -> bytes | Slip:
    """The 16 bytes, or where the slip is. `groups` are the pieces typed, upper case, without dashes and spaces."""
    typed = "".join(groups).translate(LOOK_ALIKES)
    if len(typed) != SYMBOLS:
        return _count_slip(groups, len(typed))
    symbols = [ALPHABET.find(character) for character in typed]
    if -1 in symbols:
        return _foreign_slip(symbols)
    if not _fits(symbols):
        return _check_slip(symbols)
    return _key(symbols)


def _key(symbols: Symbols) -> bytes:
    number = 0
    for symbol in symbols[:CHECKED]:
        number = number << 5 | symbol
    return (number >> SPARE_BITS).to_bytes(KEY_BYTES, "big")


def _groups(symbols: Symbols) -> list[str]:
    text = "".join(ALPHABET[symbol] for symbol in symbols)
    return [text[start : start + GROUP] for start in range(0, SYMBOLS, GROUP)]


def _times(value: int, exponent: int) -> int:
    return POWERS[(LOGARITHMS[value] + exponent) % 31] if value else 0


def _sums(symbols: Symbols) -> tuple[int, int]:
    plain = weighted = 0
    for place, symbol in enumerate(symbols):
        plain ^= symbol
        weighted ^= _times(symbol, place)
    return plain, weighted


def _checks(symbols: Symbols) -> Symbols:
    """Solve both sums for the last two symbols."""
    plain, weighted = _sums(symbols)
    last = weighted ^ _times(plain, CHECKED)
    last = _times(last, -LOGARITHMS[POWERS[CHECKED] ^ POWERS[CHECKED + 1]])
    return [plain ^ last, last]


def _fits(symbols: Symbols) -> bool:
    return _sums(symbols) == (0, 0) and symbols[CHECKED - 1] & (1 << SPARE_BITS) - 1 == 0


def _count_slip(groups: Sequence[str], count: int) -> Slip:
    uneven = [place for place, group in enumerate(groups, 1) if len(group) != GROUP]
    if len(groups) == SYMBOLS // GROUP and len(uneven) == 1:
        return Slip(SlipKind.GROUP, place=uneven[0])
    return Slip(SlipKind.CHARACTER_COUNT, count=count)


def _foreign_slip(symbols: Symbols) -> Slip:
    """A character outside the alphabet: one such place can be filled in from the checks."""
    place = symbols.index(-1)
    filled = [[*symbols[:place], symbol, *symbols[place + 1 :]] for symbol in range(32)]
    meant = [candidate for candidate in filled if -1 not in candidate and _fits(candidate)]
    return Slip(SlipKind.GROUP, place=place // GROUP + 1, suggestions=tuple(_shown(candidate, place, place) for candidate in meant))


def _check_slip(symbols: Symbols) -> Slip:
    """One wrong character changes the plain sum; two swapped ones leave it as it was."""
    plain, weighted = _sums(symbols)
    likely = _mended(symbols, plain, weighted) if plain else _swapped_back(symbols)
    meant = [(place, candidate) for place, candidate in likely if _fits(candidate)]
    shown = tuple(_shown(candidate, place, place if plain else place + 1) for place, candidate in meant)
    if not meant:
        return Slip(SlipKind.CHARACTER_CHECK)
    if len(meant) > 1:
        return Slip(SlipKind.SWAPPED, suggestions=shown)
    return Slip(SlipKind.GROUP, place=meant[0][0] // GROUP + 1, suggestions=shown)


def _mended(symbols: Symbols, plain: int, weighted: int) -> Iterator[tuple[int, Symbols]]:
    """The one character that the two sums point at."""
    place = (LOGARITHMS[weighted] - LOGARITHMS[plain]) % 31 if weighted else SYMBOLS
    if place < SYMBOLS:
        yield place, [*symbols[:place], symbols[place] ^ plain, *symbols[place + 1 :]]


def _swapped_back(symbols: Symbols) -> Iterator[tuple[int, Symbols]]:
    """Every two neighbours changed back."""
    for place in range(SYMBOLS - 1):
        yield place, [*symbols[:place], symbols[place + 1], symbols[place], *symbols[place + 2 :]]


def _shown(candidate: Symbols, first: int, last: int) -> str:
    """The groups of a candidate from one place to another."""
    return "-".join(_groups(candidate)[first // GROUP : last // GROUP + 1])
