"""Bytes crumbled into pieces of a few characters, with anything between them: judged by how much of a text is no language."""

import re
from typing import Final

_TOKEN = re.compile(r"[^\W_]+")
_MIXED = re.compile(r"\d[A-Za-z]|[A-Za-z]\d")
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]|[A-Z][a-z][A-Z]")
_RARE_SIGN = re.compile(r"[#$%&*+<=>@\[\\\]^_`{|}~]")

LEAST_CRUMBS: Final = 66
LEAST_MIXED: Final = 12
LEAST_SINGLES: Final = 40
LEAST_SIGNS: Final = 14


def found_in(text: str) -> bool:
    """Whether a fifth of the words are none, or the text is strewn with many kinds of signs that prose hardly has."""
    return _strewn_with_signs(text) or _crumbled(_TOKEN.findall(text))


def _strewn_with_signs(text: str) -> bool:
    signs = _RARE_SIGN.findall(text)
    return len(signs) >= LEAST_SIGNS and len(set(signs)) >= 8


def _crumbled(tokens: list[str]) -> bool:
    latin = [token for token in tokens if token.isascii()]
    if len(latin) < LEAST_MIXED:
        return False
    return _many_mixed(latin, len(tokens)) or _many_short(latin, len(tokens))


def _many_mixed(latin: list[str], words: int) -> bool:
    """Letters and figures in one word; capitals inside words too, but only beside those, for some people write lIkE tHiS."""
    mixed = {token for token in latin if _MIXED.search(token)}
    if len(mixed) < LEAST_MIXED:
        return False
    crumbs = mixed | {token for token in latin if _INNER_CAPITAL.search(token)}
    return len(crumbs) * 5 >= words and sum(map(len, crumbs)) >= LEAST_CRUMBS


def _many_short(latin: list[str], words: int) -> bool:
    """Single characters, or pairs, of more kinds than any language has words of one or two letters."""
    singles = [token for token in latin if len(token) == 1]
    pairs = [token for token in latin if len(token) == 2]
    if len(singles) >= LEAST_SINGLES and len(set(singles)) >= 14 and len(singles) * 4 >= words:
        return True
    return len(pairs) >= LEAST_SINGLES and len(set(pairs)) >= 36 and len(pairs) * 4 >= words
