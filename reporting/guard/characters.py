"""Characters nobody can see or that no keyboard types: which are in their place, and which carry something."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_NONCHARACTERS = "".join(chr(plane + end) for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF))
_TAGS = "\U000e0000-\U000e00ff"
_FLAG_NAMES = "|".join("".join(chr(0xE0000 + ord(letter)) for letter in name) for name in ("gbeng", "gbsct", "gbwls"))
_FLAGS = re.compile(f"\U0001f3f4(?:{_FLAG_NAMES})\U000e007f")
FORBIDDEN = re.compile(
    # lone surrogates; private use save the apple and Word's bullet; overrides; deprecated, annotation, shorthand, music controls; tags
    "[\ud800-\udfff\ue000-\uf0b6\uf0b8-\uf8fe\U000f0000-\U0010ffff\ufdd0-\ufdef\u202d\u202e\u206a-\u206f\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e01f0-\U000effff" + _TAGS + _NONCHARACTERS + "]"
)
_BIDI = "\u061c\u200e\u200f\u202a-\u202c\u2066-\u2069"
_UNSEEN = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0100-\U000e01ef"
INVISIBLE = re.compile(f"[{_BIDI}{_UNSEEN}]")
_RUN = re.compile(f"[{_UNSEEN}]{{3}}|[{_BIDI}{_UNSEEN}]{{5}}")
_STRIPPED = re.compile(f"[{_BIDI}{_UNSEEN}{_TAGS}\u202d\u202e\u206a-\u206f\u20e3]")

_GENERAL_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
GENERAL_MARK = re.compile(f"[{_GENERAL_MARKS}]")
_SCRIPT_MARKS = (
    "\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u0730-\u074a\u08d3-\u08ff\u0900-\u0902\u093c\u0941-\u0948\u094d"
    "\u09bc\u09cd\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u0f71-\u0f84\u0f8d-\u0fbc\u102d-\u1037\u17b7-\u17d3"
)
_STACK = re.compile(f"[{_GENERAL_MARKS}]{{4}}|[{_GENERAL_MARKS}{_SCRIPT_MARKS}]{{7}}")

_THIN = "\u1680\u2000-\u200a\u2028\u2029\u205f"
_ODD_SPACE = re.compile(f"[{_THIN}]")
_GAP = re.compile(f"[ \t\u00a0\u202f\u3000{_THIN}]{{8,}}")
_KIND_OF_SPACE = re.compile(r"(.)\1*", re.DOTALL)
_BETWEEN_WORDS = re.compile(r"(?<=[^\W\d_]{2})[ \u00a0](?=[^\W\d_])")
_LINE_END = re.compile(r"[ \t]+(?=\n)")

_RIGHT_TO_LEFT = re.compile("[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001eeff]")
_JOINING = re.compile(
    "[\u0600-\u07ff\u0840-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18aa\u1b00-\u1b7f\ua8e0-\ua8ff\ufb50-\ufdff\ufe70-\ufefc]"
)
_NO_SPACES = re.compile("[\u0e00-\u109f\u1780-\u17ff\u1950-\u1aad\u1b00-\u1b7f\ua980-\ua9ff\uaa00-\uaa7f\uaa80-\uaadf]")
_WORD_BREAKS = re.compile("(?<=[\u0e00-\u109f\u1780-\u17ff\u1950-\u1aad])\u200b{1,4}(?!\u200b)")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_FORMED = re.compile("[\u1000-\u109f\ua840-\ua87f\u2200-\u22ff]")
_PICTURE = re.compile("[\u00a9\u00ae\u203c\u2049\u2100-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff0-9#*\ufe0f]")

_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069")

_NEVER_STORED = frozenset("\u00ad\u2060\ufeff")

MOST_STRAYS = 8


def has_control(text: str) -> bool:
    return CONTROL.search(text) is not None


def has_forbidden(text: str) -> bool:
    """Characters without any honest use; a flag's tag letters are allowed for the three flags that have one."""
    if text.isascii():
        return False
    return FORBIDDEN.search(_FLAGS.sub("", text)) is not None


def has_invisible_run(text: str) -> bool:
    """Three unseen characters in a row; South-East Asian typing leaves up to four of its own word breaks together."""
    return not text.isascii() and _RUN.search(_WORD_BREAKS.sub("", _FLAGS.sub("", text))) is not None


def has_stacked_marks(text: str) -> bool:
    """Marks piled on one letter. Seen first of all, because composing long piles takes time."""
    return not text.isascii() and _STACK.search(text) is not None


def has_mark_alphabet(text: str) -> bool:
    """Many different accents that belong to no letter of any alphabet, one after another: a cipher of accents."""
    if text.isascii():
        return False
    marks = Counter(GENERAL_MARK.findall(unicodedata.normalize("NFC", text)))
    return len(marks) >= 9 and marks.total() >= 24


def has_space_alphabet(text: str) -> bool:
    """Blanks of several kinds in long gaps, many blanks that no keyboard types, or two kinds of blanks that take turns."""
    gaps = any(len(_KIND_OF_SPACE.findall(gap)) >= 4 for gap in _GAP.findall(text))
    return gaps or len(_ODD_SPACE.findall(text)) > 24 or _takes_turns(text)


def _takes_turns(text: str) -> bool:
    """Two kinds of blanks between words or at the ends of lines, again and again one instead of the other."""
    between = "".join(_BETWEEN_WORDS.findall(text)) if text.count("\u00a0") >= 20 else ""
    ends = [end[0] for end in _LINE_END.findall(text)] if "\t\n" in text else []
    return _turns(between) >= 16 or _turns(ends) >= 6


def _turns(kinds: Sequence[str]) -> int:
    return sum(here != there for here, there in pairwise(kinds))


def has_strays(text: str) -> bool:
    """More invisible characters than copying leaves behind, or as many in place as no writing needs."""
    if text.isascii():
        return False
    strays = 0
    placed: Counter[str] = Counter()
    bare = _FLAGS.sub("", text)
    right_to_left = is_right_to_left(text)
    for found in INVISIBLE.finditer(bare):
        if in_place(bare, found.start(), right_to_left=right_to_left):
            placed[found.group()] += 1
        else:
            strays += 1
    return strays > MOST_STRAYS or _too_many(placed, len(bare))


def _too_many(placed: Counter[str], length: int) -> bool:
    joiners = placed["\u200c"] + placed["\u200d"]
    selectors = sum(count for char, count in placed.items() if char >= "\ufe00" and char != "\ufe0f")
    kinds = sum(char >= "\U000e0100" for char in placed)
    return (
        joiners > 8 + length // 5
        or placed["\u200b"] > 4 + length // 3
        or placed["\u00ad"] > 8 + length // 4
        or selectors > 8 + length // 12
        or kinds > 12
    )


def is_right_to_left(text: str) -> bool:
    return _RIGHT_TO_LEFT.search(text) is not None


def in_place(text: str, at: int, *, right_to_left: bool) -> bool:
    """Whether the invisible character at this position does what it is for, judged by its neighbours."""
    char, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if char in "\ufe0e\ufe0f":
        return bool(_PICTURE.match(before))
    if char == "\u200d":
        return bool(_JOINING.match(before) or (_PICTURE.match(before) and _PICTURE.match(after)))
    if char == "\u200c":
        return bool(_JOINING.match(before))
    if char == "\u200b":
        return bool(_NO_SPACES.match(before) or _NO_SPACES.match(after))
    if char == "\u00ad":
        return before.isalpha() and after.isalpha()
    if char in _DIRECTIONS:
        return right_to_left
    return _mark_in_place(char, before)


def _mark_in_place(char: str, before: str) -> bool:
    if char >= "\U000e0100" or "\ufe00" <= char <= "\ufe02":
        return bool(_HAN.match(before) or _FORMED.match(before))
    return "\u180b" <= char <= "\u180f" and "\u1820" <= before <= "\u18aa"


def without_invisible(text: str) -> str:
    """For reading, never for storing: what remains when nothing unseen is left."""
    return _STRIPPED.sub("", text)


def cleaned(text: str) -> str:
    """The text as it is stored: composed (NFC), newlines as one character, trimmed, without stray invisible characters."""
    text = re.sub("\r\n?|[\u2028\u2029]", "\n", text)
    right_to_left = is_right_to_left(text)

    def kept(found: re.Match[str]) -> str:
        stays = found.group() not in _NEVER_STORED and in_place(text, found.start(), right_to_left=right_to_left)
        return found.group() if stays else ""

    return unicodedata.normalize("NFC", INVISIBLE.sub(kept, text)).strip(" \n\t\u00a0\u3000")
