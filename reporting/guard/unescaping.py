"""Undoing escapes on a copy of a text: HTML entities, percent signs, backslashes, quoted-printable, up to three rounds."""

import html
import re
import unicodedata
from urllib.parse import unquote

from reporting.guard.characters import without_invisible

ROUNDS = 3
_BACKSLASH = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u(?:\{([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{4}))|([0-3][0-7]{2})|([/\\\"']))")
_QUOTED = re.compile(r"=([2-7][0-9A-F])")


def plain(text: str) -> str:
    """The compatibility form (NFKC) without anything invisible."""
    return unicodedata.normalize("NFKC", without_invisible(text))


def unescaped(text: str) -> str:
    """What the text says once its escapes are read; the text itself when it has none."""
    for _ in range(ROUNDS):
        read = _one_round(text)
        if read == text:
            break
        text = plain(read)
    return text


def _one_round(text: str) -> str:
    if "&" in text:
        text = html.unescape(text)
    if "%" in text:
        text = unquote(text, errors="ignore")
    if "\\" in text:
        text = _BACKSLASH.sub(_character, text)
    if len(_QUOTED.findall(text)) >= 2:
        text = _QUOTED.sub(lambda found: chr(int(found[1], 16)), text)
    return text


def _character(found: re.Match[str]) -> str:
    two, braced, four, octal, itself = found.groups()
    hexadecimal = two or braced or four
    number = int(hexadecimal, 16) if hexadecimal else int(octal, 8) if octal else ord(itself)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else ""
