"""A payload cut over several texts of one case, each piece too small to be noticed alone."""

import re
from collections.abc import Sequence
from typing import Final

from reporting.guard import alphabets, tokens

MOST_PIECES: Final = 2
_NUMBERS = re.compile(r"(?<![\w.])\d{1,3}(?:[\s,;]{1,3}\d{1,3}(?!\d)){3,}")
_HEX = re.compile(r"(?<![0-9a-z])(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{6,}(?![0-9a-z])", re.IGNORECASE)
_PAIRS = re.compile(r"(?<![0-9a-z])[0-9a-f]{2}(?:[\s:,-]{1,2}[0-9a-f]{2}(?![0-9a-z])){3,}", re.IGNORECASE)
_BITS = re.compile(r"(?<!\d)[01](?:\s?[01]){7,}(?!\d)")
_ESCAPES = re.compile(r"(?:(?:\\x|%|=|\\u00|&#x?)[0-9a-f]{2,3};?\s?){2,}", re.IGNORECASE)
_ALONE = re.compile(r"[A-Za-z0-9+/=_-]{6,}")


def spread_over(texts: Sequence[str]) -> bool:
    """Whether three texts or more hold something that is no language and that no earlier text held."""
    seen: set[str] = set()
    pieces = 0
    for text in texts:
        new = _pieces_of(text) - seen
        pieces += bool(new)
        seen |= new
    return pieces > MOST_PIECES


def _pieces_of(text: str) -> set[str]:
    found = tokens.odd_tokens(text.replace("-", "").replace("_", ""), least=8)
    for pattern in (_NUMBERS, _HEX, _PAIRS, _BITS, _ESCAPES):
        found |= set(pattern.findall(text))
    if _ALONE.fullmatch(text.strip()) and tokens.changes(text) >= 3:
        found.add(text.strip())
    if alphabets.rare_characters(text) >= 5:
        found.add(text)
    return found
