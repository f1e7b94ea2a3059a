"""What may be wrong with a case key as typed, and where."""

from dataclasses import dataclass
from enum import StrEnum


class SlipKind(StrEnum):
    NOT_A_KEY = "not_a_key"
    WORD = "word"
    WORD_COUNT = "word_count"
    WORD_CHECK = "word_check"
    GROUP = "group"
    SWAPPED = "swapped"
    CHARACTER_COUNT = "character_count"
    CHARACTER_CHECK = "character_check"


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip: the word or group it is in, counted from 1 (0 when unknown), how many were read, and what was likely meant.

    Suggestions come from the word list or the check characters, so nothing typed is ever repeated.
    """

    kind: SlipKind
    place: int = 0
    count: int = 0
    suggestions: tuple[str, ...] = ()
