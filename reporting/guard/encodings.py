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
_PAIRS = re.compile(r"(?<![0-9a-z])[0-9a-f]{2}(?:[\s:,;|._/-]{1,3}[0-9a-f]{2}(?![0-9a-z])){11,}")
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
_SMALL = r"(?:25[0-5]|2[0-4]\d|1\d\d|0?\d?\d)"
_DECIMALS = re.compile(
    rf"(?<![\d.]){_SMALL}(?:(?:[\s,;]{{1,3}}{_SMALL}(?!\d)){{17,}}|(?:[\s,;|/_.+\-]{{1,3}}{_SMALL}(?!\d)){{23,}}|(?::{_SMALL}(?!\d)){{9,}})"
)
_NUMBERS = re.compile(r"(?<![\w.])-?\d+(?:[\s,;|]{1,3}-?\d+){23,}")
_NUMBER = re.compile(r"\d+")
_DIGITS = re.compile(r"\d{30,}")
_NUMBER_OR_WORD = re.compile(r"(?<![\w.])(?:(\d{1,3})(?![\w.]*\w)|[^\W\d_][\w'’-]*)")
_OCTALS = re.compile(r"(?<!\d)[0-3][0-7]{2}(?:[\s,;\\]{1,3}[0-3][0-7]{2}(?!\d)){9,}")
_BITS = re.compile(r"(?<![0-9])[01](?:[\s,;|._/-]{0,3}[01]){23,}+")
_ARMOUR = re.compile(
    r"^begin(?:-base64)?\s[0-7]{3,4}\s\S|-----\s?begin\s[a-z0-9 ]{2,40}-----|=ybegin\s|content-transfer-encoding\s?:"
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
_HAN_NUMBERS = re.compile("[〇零一二三四五六七八九十百]{24}")


def written_in(texts: Iterable[str]) -> bool:
    """Whether a text (without UUIDs) holds bytes in hexadecimal, escapes, decimals, octals, bits or armour."""
    return any(_written(text, text.lower()) for text in texts)


def _written(text: str, low: str) -> bool:
    return _escaped(low) or _armoured(text, low) or _hexadecimal(low) or _numeric(low) or _spoken(low)


def _armoured(text: str, low: str) -> bool:
    if low.rfind("~>") - low.find("<~") > 10 and "<~" in low:
        return True
    return (any(word in low for word in _ARMOUR_WORDS) and _ARMOUR.search(low) is not None) or _UU_LINE.search(text) is not None


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
    if any(any(char.isdigit() for char in run) and any(char.isalpha() for char in run) for run in _PAIRS.findall(low)):
        return True
    return any((looks_random(digits) and len(digits) >= 28) or (begins_as_file(digits) and len(digits) >= 24) for digits, _ in cut_runs(low))


def _numeric(low: str) -> bool:
    numbers = len(_NUMBER.findall(low))
    if numbers >= 10 and (
        any(_is_varied(run) for pattern in (_DECIMALS, _NUMBERS, _OCTALS) for run in pattern.findall(low)) or _sprinkled(low)
    ):
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


def _spoken(low: str) -> bool:
    """Sixteen words for numbers or letters of hexadecimal one after another."""
    run = 0
    for word in _SPOKEN_WORD.findall(low):
        run = run + 1 if word in _NUMBER_WORDS else 0
        if run >= 16:
            return True
    return _HAN_NUMBERS.search(low) is not None
