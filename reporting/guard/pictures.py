"""Pictures made of numbers or characters: colour triples, rows of values, blocks, squares and drawings in lines."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

_TRIPLE = re.compile(
    r"[\[({<]\s?\d{1,3}\s?[,;\s]\s?\d{1,3}\s?[,;\s]\s?\d{1,3}(?:\s?[,;\s]\s?[\d.]{1,5})?\s?[\])}>]|rgba?\s?\(|hsla?\s?\("
    r"|(?<![\d,.])\d{1,3},\d{1,3},\d{1,3}(?![\d,.])|\br\d{1,3}[ ,]{0,2}g\d{1,3}[ ,]{0,2}b\d{1,3}\b|\[\s?(?:\d{1,3}\s?,\s?){4,63}\d{1,3}\s?\](?=\s?,\s?\[)",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"(?<!&)#[0-9a-f]{3,8}(?![0-9a-z])", re.IGNORECASE)
_FRACTIONS = re.compile(r"(?<![\w.])-?\d*\.\d+(?:e-?\d+)?(?:[\s,;|\[\](){}]{1,4}-?\d*\.\d+(?:e-?\d+)?){13,}", re.IGNORECASE)
_ROW = re.compile(r"^[ \t\[({]{0,8}(?:-?\d{1,5}(?:\.\d+)?[ \t,;|]{1,3}){7,}-?\d{1,5}", re.MULTILINE)
_BLOCKS = re.compile(
    "[\u2580-\u259f\u25a0-\u25a9\u25ac-\u25b7\u25c6-\u25cf\u25d8-\u25ff\u2b1b\u2b1c\u25fb-\u25fe\U0001f7e0-\U0001f7eb\U0001f532-\U0001f53b\U0001fb00-\U0001fbff]"
)
_EMOJI_LINE = re.compile("(?:[\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff][\ufe0f\u200d\\s]{0,2}){5,}")
_HEADER = re.compile(r"^P[1-6]\s{1,3}\d{1,5}\s{1,3}\d{1,5}\s|/\* XPM \*/|static (?:unsigned )?char \*?\w+\[", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]{3,}")
MOST_BLOCKS = 56
MOST_TRIPLES = 6
MOST_COLOURS = 16
LEAST_LINES = 5


def found_in(text: str) -> bool:
    """Whether the text holds a picture; a progress bar, a separator line or one row of emoji is not one."""
    return (
        len(_TRIPLE.findall(text)) >= MOST_TRIPLES
        or len(_COLOUR.findall(text)) >= MOST_COLOURS
        or len(_BLOCKS.findall(text)) >= MOST_BLOCKS
        or _FRACTIONS.search(text) is not None
        or len(_ROW.findall(text)) >= 3
        or _HEADER.search(text) is not None
        or _drawn(text)
    )


def _drawn(text: str) -> bool:
    """Five or more lines, one under the other, of signs without words, or of equal length from few characters."""
    if text.count("\n") < LEAST_LINES - 1:
        return False
    lines = [line.rstrip() for line in text.split("\n")]
    return any(len(_tidy(block)) >= LEAST_LINES and _is_picture(_tidy(block)) for block in _blocks(lines))


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    for is_wordless, block in groupby(lines, key=_is_wordless):
        if is_wordless:
            yield list(block)


def _tidy(block: list[str]) -> list[str]:
    return [line for line in block if line.strip()]


def _is_wordless(line: str) -> bool:
    bare = line.strip()
    if len(bare) < 5:
        return len(bare) < 1 or not any(char.isalnum() for char in bare)
    return _EMOJI_LINE.match(bare) is not None or len(set(bare)) <= max(4, len(bare) // 5) or _is_signs(bare)


def _is_signs(line: str) -> bool:
    signs = sum(unicodedata.category(char)[0] in "PS" for char in line)
    filled = sum(not char.isspace() for char in line)
    return signs * 5 >= filled * 3 and not _WORD.search(line)


def _is_picture(lines: list[str]) -> bool:
    """Long enough, and not the same line again and again as separators are."""
    area = sum(len(line.strip()) for line in lines)
    return area >= 48 and len(set(lines)) >= 4 and Counter(lines).most_common(1)[0][1] * 3 <= len(lines) * 2
