"""Bytes written out in characters: pairs of hexadecimal digits, escapes, numbers, bits, and the armour of mail and keys."""

import re
from collections.abc import Iterable
from typing import Final

from reporting.guard.hashes import MAGIC, begins_as_file, cut_runs, has_hexadecimal, looks_random

LONGEST_HEX_ID: Final = 40
_HEX = re.compile(r"(?<![0-9a-z])(?:0x|\\x|#)?([0-9a-f]{25,})(?![0-9a-z])")
_HEX_INSIDE = re.compile(r"[0-9a-f]{41,}")
_FILE_STARTS: Final = tuple(start for start in MAGIC if len(start) >= 8)
_FILE_START = re.compile(rf"(?<![0-9a-z])(?:{'|'.join(_FILE_STARTS)})[0-9a-f]{{8}}")
_PAIRS = re.compile(r"(?<![0-9a-z])[0-9a-f]{2}(?:[\W_]{1,3}[0-9a-f]{2}(?![0-9a-z])){8,}")
_PAIR = re.compile(r"[0-9a-f]{2}")
_SQUARE = re.compile(r"[a-f]\d")
_ESCAPES: Final = (
    ("\\x", re.compile(r"\\x[0-9a-f]{1,2}"), 6),
    ("\\", re.compile(r"\\[0-3]?[0-7]{2}(?!\d)"), 8),
    ("\\u", re.compile(r"\\u\{?[0-9a-f]{4}"), 8),
    ("%", re.compile(r"%\s?[0-9a-f]{2}(?![a-z])"), 10),
    ("=", re.compile(r"=[0-9a-f]{2}(?![0-9a-z])"), 10),
    ("&", re.compile(r"&#x?[0-9a-f]{1,6};?"), 12),
    ("0x", re.compile(r"(?<!\w)0x[0-9a-f]{1,16}(?![0-9a-z])"), 8),
    ("0b", re.compile(r"(?<!\w)0b[01]{2,8}(?!\w)"), 5),
    ("0o", re.compile(r"(?<!\w)0o[0-7]{2,3}(?!\w)"), 5),
    ("u+", re.compile(r"(?<!\w)u\+[0-9a-f]{4,6}"), 8),
    ("(", re.compile(r"(?:chr|char|byte)\s?\(\s?\d{1,3}\s?\)"), 6),
    ("$", re.compile(r"\$[0-9a-f]{2}(?![0-9a-z])"), 12),
    ("h", re.compile(r"(?<!\w)[0-9a-f]{2}h(?!\w)"), 10),
)
_DUMP = re.compile(r"(?<![0-9a-z])0{4,7}0:?\s[^\n]{8,}\n\W{0,4}0{3,6}[12]0:?\s")
_FILE_WORDS: Final = ("%pdf-", "gif8", "\x89png", "jfif", "webpvp8", "ftyp")
_ESCAPE_SIGNS: Final = ("%0", "%1", "=0", "=1", "\\x", "\\u00", "\\0", "&#")
_UNPRINTABLE = re.compile(
    r"(?:%|=|\\x|\\u00|&#[xX]0{0,2})(?:0[0-8bcefBCEF]|1[0-9a-fA-F])(?![0-9a-fA-F])|\\0[0-3][0-7]|&#0{0,3}(?:[0-8]|1[124-9]|2[0-9]|3[01]);"
)
LEAST_UNPRINTABLE: Final = 4
_SMALL = r"(?:25[0-5]|2[0-4]\d|1\d\d|0?\d?\d)"
_DECIMALS = re.compile(
    rf"(?<![\d.]){_SMALL}(?:(?:[\s,;]{{1,3}}{_SMALL}(?!\d)){{17,}}|(?:[\s,;|/_.+\-]{{1,3}}{_SMALL}(?!\d)){{23,}}|(?::{_SMALL}(?!\d)){{9,}})"
)
_DECIMAL_START = re.compile(
    r"(?<![\d.])(?:71 73 70 56|137 80 78 71|255 216 255|80 75 3 4|31 139 8|37 80 68 70|82 73 70 70|66 77|73 68 51)(?: \d{1,3}){5}(?![\d.])"
)
_NOT_FIGURES = re.compile(r"[\s,;|\[\](){}:]{1,4}")
_NUMBERS = re.compile(r"(?<![\w.])-?\d+(?:[\s,;|]{1,3}-?\d+){23,}")
_NUMBER = re.compile(r"\d+")
_EIGHT_NUMBERS = re.compile(r"\d(?:\d{0,2}[\s,;|\[\](){}:]{1,4}\d){7}")
_TEN_NUMBERS = re.compile(r"\d(?:\d{0,15}[\s,;|/_.+:\\-]{1,3}\d){9}")
_DIGITS = re.compile(r"\d{30,}")
_NUMBER_OR_WORD = re.compile(r"(?<![\w.])(?:(\d{1,3})(?![\w.]*\w)|[^\W\d_][\w'’-]*)")
_OCTALS = re.compile(r"(?<!\d)[0-3][0-7]{2}(?:[\s,;\\]{1,3}[0-3][0-7]{2}(?!\d)){9,}")
_BITS = re.compile(r"(?<![0-9])[01](?:[\s,;|._/-]{0,3}[01]){23,}")
_ARMOUR = re.compile(
    r"(?<![\w-])begin(?:-base64)?\s[0-7]{3,4}\s\S+[ \t]*(?:\n|$)|-----\s?begin\s[a-z0-9 ]{2,40}-----|=ybegin\s|content-transfer-encoding\s?:"
    r"|;\s?base64\b|base64\s?[:,=]\s?[a-z0-9+/]{12}|b(?:ase)?64decode",
    re.MULTILINE,
)
_ARMOUR_WORDS: Final = ("begin", "content-", "64")
_UU_LINE = re.compile(r"^M[ -`]{60}$|^[!-M][ -`]{20,60}\n`[ \t]*$", re.MULTILINE)
_SPOKEN_WORD = re.compile(r"[^\W_]+")
_NUMBER_NAMES = (
    "zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred and null eins zwei drei vier fünf "
    "sechs sieben acht neun cero uno dos tres cuatro cinco seis siete ocho nueve zéro deux trois quatre cinq sept huit neuf "
    "ноль один два три четыре пять шесть семь восемь девять alpha alfa bravo charlie delta echo foxtrot a b c d e f"
)
_NUMBER_WORDS: Final = frozenset(_NUMBER_NAMES.split())
_SYLLABLES = re.compile(r"(?:(?<![a-z])[bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz](?![a-z])[ \n-]{0,2}){8}")
"""Eight words of the five-letter kind that spells sixteen bits (proquints)."""
_HAN_NUMBERS = re.compile("[〇零一二三四五六七八九十百]{24}")


def wrapped_in(texts: Iterable[str]) -> bool:
    """Whether a text holds the armour of mail, keys or old encodings, a dump with offsets, or escapes for bytes that no writing has."""
    return any(_armoured(text, text.lower()) or _unprintable(text) for text in texts)


def escaped_file_in(plain: str, unescaped: str) -> bool:
    """Whether a file begins in what the escapes of a text say, and not in the text itself."""
    if plain == unescaped:
        return False
    low, said = plain.lower(), unescaped.lower()
    return any(word in said and word not in low for word in _FILE_WORDS)


def written_in(texts: Iterable[str]) -> bool:
    """Whether a text (without UUIDs) holds bytes in hexadecimal, escapes, decimals, octals, bits or armour."""
    return any(_written(text.lower()) for text in texts)


def _written(low: str) -> bool:
    return _escaped(low) or _hexadecimal(low) or _numeric(low)


def _armoured(text: str, low: str) -> bool:
    if "0000" in low and _DUMP.search(low):
        return True
    if low.rfind("~>") - low.find("<~") > 10 and "<~" in low:
        return True
    return (any(word in low for word in _ARMOUR_WORDS) and _ARMOUR.search(low) is not None) or _UU_LINE.search(text) is not None


def _unprintable(text: str) -> bool:
    return any(sign in text for sign in _ESCAPE_SIGNS) and len(_UNPRINTABLE.findall(text)) >= LEAST_UNPRINTABLE


def _escaped(low: str) -> bool:
    return any(low.count(sign) >= most and len(pattern.findall(low)) >= most for sign, pattern, most in _ESCAPES)


def _hexadecimal(low: str) -> bool:
    """A run no request number is as long as, pairs of digits, groups, or a run that begins as a file does."""
    if not has_hexadecimal(low):
        return False
    if any(start in low for start in _FILE_STARTS) and _FILE_START.search(low):
        return True
    if any(looks_random(run) for run in _HEX_INSIDE.findall(low)):
        return True
    if any(len(run) > LONGEST_HEX_ID or begins_as_file(run) for run in _HEX.findall(low)):
        return True
    if any(_is_bytes(_PAIR.findall(run)) for run in _PAIRS.findall(low)):
        return True
    return any(
        (looks_random(digits) and len(digits) >= 28) or (begins_as_file(digits) and len(digits) >= 16) for digits, _ in cut_runs(low)
    )


def _is_bytes(pairs: list[str]) -> bool:
    """Nine pairs that mix letters and figures; twelve when each could be a square of a board or a cell of a table."""
    if all(pair.isdigit() for pair in pairs) or all(pair.isalpha() for pair in pairs):
        return False
    return len(pairs) >= 12 or not all(pair.isdigit() or _SQUARE.fullmatch(pair) for pair in pairs)


def _numeric(low: str) -> bool:
    numbers = len(_NUMBER.findall(low))
    if numbers >= 8 and _EIGHT_NUMBERS.search(low) and _DECIMAL_START.search(_NOT_FIGURES.sub(" ", low)):
        return True
    if (
        numbers >= 10
        and _TEN_NUMBERS.search(low)
        and any(_is_varied(run) for pattern in (_DECIMALS, _NUMBERS, _OCTALS) for run in pattern.findall(low))
    ):
        return True
    if numbers >= 24 and _sprinkled(low):
        return True
    return numbers > 0 and (any(len(set(run)) >= 4 for run in _DIGITS.findall(low)) or _bits(low))


def _is_varied(run: str) -> bool:
    return len(set(_NUMBER.findall(run))) >= 4


def _bits(low: str) -> bool:
    return any("1" in run and "0" in run for run in _BITS.findall(low))


def _sprinkled(low: str) -> bool:
    """Many small numbers with a word between each."""
    found = _NUMBER_OR_WORD.findall(low)
    numbers = [number for number in found if number]
    return len(numbers) >= 24 and len(numbers) * 5 >= len(found) * 2 and len(set(numbers)) >= 8


def spoken_in(text: str) -> bool:
    """Sixteen words for numbers or letters of hexadecimal one after another, or syllables that spell bits."""
    low, run = text.lower(), 0
    for word in _SPOKEN_WORD.findall(low):
        run = run + 1 if word in _NUMBER_WORDS else 0
        if run >= 16:
            return True
    return (not low.isascii() and _HAN_NUMBERS.search(low) is not None) or _SYLLABLES.search(low) is not None
