"""Bytes written out in characters: pairs of hexadecimal digits, escapes, numbers, bits, and the armour of mail and keys."""

import re
from collections.abc import Iterable

from reporting.guard import hashes
from reporting.guard.hashes import begins_as_file, cut_runs, looks_random

LONGEST_HEX_ID = 40
_HEX = re.compile(r"(?<![0-9a-z])(?:0x|\\x|#)?([0-9a-f]{25,})(?![0-9a-z])", re.IGNORECASE)
_HEX_INSIDE = re.compile(r"[0-9a-f]{41,}", re.IGNORECASE)
_FILE_START = re.compile(
    rf"(?<![0-9a-z])(?:{'|'.join(start for start in hashes.MAGIC if len(start) >= 8)})(?=[0-9a-f]{{8}})", re.IGNORECASE
)
_PAIRS = re.compile(r"(?<![0-9a-z])[0-9a-f]{2}(?:[\s:,;|._/-]{1,3}[0-9a-f]{2}(?![0-9a-z])){11,}", re.IGNORECASE)
_ESCAPES = (
    (re.compile(r"\\x[0-9a-f]{1,2}", re.IGNORECASE), 6),
    (re.compile(r"\\[0-3]?[0-7]{2}(?!\d)"), 8),
    (re.compile(r"\\u\{?[0-9a-f]{4}", re.IGNORECASE), 8),
    (re.compile(r"%\s?[0-9a-f]{2}(?![a-z])", re.IGNORECASE), 10),
    (re.compile(r"=[0-9A-F]{2}"), 10),
    (re.compile(r"&#x?[0-9a-f]{1,6};?", re.IGNORECASE), 12),
    (re.compile(r"(?<!\w)0x[0-9a-f]{1,2}(?![0-9a-z])", re.IGNORECASE), 8),
    (re.compile(r"(?<!\w)0x[0-9a-f]{3,16}(?![0-9a-z])", re.IGNORECASE), 8),
    (re.compile(r"(?<!\w)0[bo][0-7]{2,8}(?!\w)", re.IGNORECASE), 5),
    (re.compile(r"\bU\+[0-9a-f]{4,6}", re.IGNORECASE), 8),
    (re.compile(r"(?:chr|char|byte)\s?\(\s?\d{1,3}\s?\)", re.IGNORECASE), 6),
    (re.compile(r"[$#&](?=[0-9a-f]{0,1}\d|\d)[0-9a-f]{2}(?![0-9a-z])", re.IGNORECASE), 12),
    (re.compile(r"\b[0-9a-f]{2}h\b", re.IGNORECASE), 10),
)
_SMALL = r"(?:25[0-5]|2[0-4]\d|1\d\d|0?\d?\d)"
_DECIMALS = re.compile(
    rf"(?<![\d.]){_SMALL}(?:(?:[\s,;]{{1,3}}{_SMALL}(?!\d)){{17,}}|(?:[\s,;|/_.+\-]{{1,3}}{_SMALL}(?!\d)){{23,}}|(?::{_SMALL}(?!\d)){{9,}})"
)
_NUMBERS = re.compile(r"(?<![\w.])-?\d+(?:[\s,;|]{1,3}-?\d+){23,}")
_DIGITS = re.compile(r"\d{30,}")
_NUMBER_OR_WORD = re.compile(r"(?<![\w.])(?:(\d{1,3})(?![\w.]*\w)|[^\W\d_][\w'’-]*)")
_OCTALS = re.compile(r"(?<!\d)[0-3][0-7]{2}(?:[\s,;\\]{1,3}[0-3][0-7]{2}(?!\d)){9,}")
_BITS = re.compile(r"(?<![0-9])[01](?:[\s,;|._/-]{0,3}[01]){23,}+")
_ARMOUR = re.compile(
    r"^begin(?:-base64)?\s[0-7]{3,4}\s\S|-----\s?begin\s[a-z0-9 ]{2,40}-----|=ybegin\s|<~[!-u\s]{8,}~>|content-transfer-encoding\s?:"
    r"|^M[ -`]{60}$|;\s?base64\b|base64\s?[:,=]\s?[a-z0-9+/]{12,}|b(?:ase)?64decode|^:[0-9a-f]{10,}\s*$|^S[0-3][0-9a-f]{10,}\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_UU_LINES = re.compile(r"^[!-M][ -`]{20,60}$\n`\s*$", re.MULTILINE)
_NUMBER_WORDS = (
    "zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|and|null|eins|zwei|drei|vier"
    "|fünf|sechs|sieben|acht|neun|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|zéro|deux|trois|quatre|cinq|sept|huit|neuf|ноль|один|два|три"
    "|четыре|пять|шесть|семь|восемь|девять|alpha|alfa|bravo|charlie|delta|echo|foxtrot|[a-f]"
)
_SPOKEN = re.compile(rf"(?<!\w)(?:{_NUMBER_WORDS})(?:[\s,.-]{{1,3}}(?:{_NUMBER_WORDS})(?!\w)){{15,}}", re.IGNORECASE)


def written_in(texts: Iterable[str]) -> bool:
    """Whether a text (without UUIDs) holds bytes in hexadecimal, escapes, decimals, octals, bits or armour."""
    return any(_escaped(text) or _armoured(text) or _hexadecimal(text) or _numeric(text) for text in texts)


def _escaped(text: str) -> bool:
    return any(len(pattern.findall(text)) >= most for pattern, most in _ESCAPES)


def _armoured(text: str) -> bool:
    return _ARMOUR.search(text) is not None or _UU_LINES.search(text) is not None


def _hexadecimal(text: str) -> bool:
    """A run no request number is as long as, pairs of digits, groups, or a run that begins as a file does."""
    if _FILE_START.search(text) or any(looks_random(run) for run in _HEX_INSIDE.findall(text)):
        return True
    if any(len(run) > LONGEST_HEX_ID or begins_as_file(run) for run in _HEX.findall(text)):
        return True
    if any(any(char.isdigit() for char in run) and any(char.isalpha() for char in run) for run in _PAIRS.findall(text)):
        return True
    return any(looks_random(digits) and len(digits) >= 28 for digits, _ in cut_runs(text))


def _numeric(text: str) -> bool:
    return (
        any(_is_varied(run) for pattern in (_DECIMALS, _NUMBERS, _OCTALS) for run in pattern.findall(text))
        or any(len(set(run)) >= 4 for run in _DIGITS.findall(text))
        or _bits(text)
        or _SPOKEN.search(text) is not None
        or _sprinkled(text)
    )


def _is_varied(run: str) -> bool:
    return len(set(re.findall(r"\d+", run))) >= 4


def _bits(text: str) -> bool:
    return any(sum(run.count(bit) for bit in "01") >= 24 and "1" in run and "0" in run for run in _BITS.findall(text))


def _sprinkled(text: str) -> bool:
    """Many small numbers with a word between each."""
    found = _NUMBER_OR_WORD.findall(text)
    numbers = [number for number in found if number]
    return len(numbers) >= 24 and len(numbers) * 5 >= len(found) * 2 and len(set(numbers)) >= 8
