"""Opaque tokens: runs of letters and figures that are no word, number or version. One request number is allowed, a file is not."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from reporting.guard.letters import rarity

LONGEST_TOKEN: Final = 44
BUDGET: Final = 60
LEAST_EVEN: Final = 4
MOST_EVEN: Final = 40
LEAST_SIGNED: Final = 32

_TOKEN = re.compile(r"[A-Za-z0-9+/]{2,}={0,3}")
_DRAWN_OUT = re.compile(r"([A-Za-z])\1{3,}")
_CHANGE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_LONG = re.compile(r"[A-Za-z0-9+/_\-=]{44,}")
_PADDED = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{12,}={1,6}(?![\w=])")
_BASE32 = re.compile(r"(?<![A-Za-z0-9])(?=[A-Z2-7]*[2-7])[A-Z2-7]{10,}={1,6}(?!\w)")
_SHORT_RUN = re.compile(r"(?<![A-Za-z0-9+/])(?:[A-Za-z0-9+/]{1,5}[^A-Za-z0-9+/]{1,3}){11,}[A-Za-z0-9+/]{0,5}")
_MIXED = re.compile(r"\d[A-Za-z]|[A-Za-z]\d")
_EVEN_RUN = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Z0-9]{4,20}[^A-Za-z0-9]{1,3}){3,}[A-Z0-9]{0,20}|(?<![A-Za-z0-9])(?:[a-z0-9]{4,20}[^A-Za-z0-9]{1,3}){3,}[a-z0-9]{0,20}"
)
_WORDS = re.compile(r"[A-Za-z0-9+/]+")
_STARTING = (
    "R0lGOD iVBORw0K /9j/4 UEsDB H4sIA JVBERi UklGR SUkqA TU0AK PHN2Z PD94b PCFET PGh0b aHR0c ZGF0YTp T2dnU SUQz GkXfo "
    "N3q8r UmFyI QlpoO /Td6W KLUv AAAAIGZ0 AAAAHGZ0 AAAAGGZ0 AAAAFGZ0 eyJhbGci 9j4AAQ AAADYAAAAoAAAA AAABAAEA I5EUMOBZ RFIE4RYN "
    "77MP7Y KBFQGBAU D6FQQAAA KJEUMR EVIEIRRN"
)
_STARTS: Final = tuple(_STARTING.split())
_FILE_START = re.compile("|".join(f"{re.escape(start)}[A-Za-z0-9+/_-]{{{max(6, 18 - len(start))}}}" for start in _STARTS))
_DENSE = re.compile(r"[!-~]{16,}(?:\n[!-~]{4,})*")
_SHORT_CODE = re.compile(r"[0-9A-Z $%*+\-./:]{40,}")
_CODE_SIGN = re.compile(r"[$%*+:]")
_PATH_WORD = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]?[a-z]{3,}(?![A-Za-z0-9])")
_AGAIN = re.compile(r"(.)\1+", re.DOTALL)
_SIGN = re.compile(r"[!-/:-@\[-`{-~]")
_SWITCH = re.compile(r"[A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Opaque:
    """How much of a text is opaque: characters in all, in the longest single token, and in pieces of one length."""

    total: int
    longest: int
    even: int


def file_starts_in(squeezed: Iterable[str]) -> bool:
    """A common file's beginning in base64, forwards or backwards, even when it was cut into pieces."""
    texts = [turned for text in squeezed for turned in (text, text[::-1])]
    return any(any(start in text for start in _STARTS) and _FILE_START.search(text) is not None for text in texts)


def opaque_in(text: str) -> bool:
    """More opaque characters than one or two request numbers have, or one token that is longer than any."""
    found = weigh(text)
    return (
        found.total >= BUDGET
        or found.longest >= LONGEST_TOKEN
        or found.even >= MOST_EVEN
        or _in_capitals(text)
        or _signed(text)
        or _padded(text)
        or _punctuated(text)
        or _cut_short(text)
        or _cut_even(text)
    )


def weigh(text: str) -> Opaque:
    """Count opaque tokens; the same token again counts once; one of three or four characters only beside another."""
    total, known, counted, beside = 0, dict[str, bool](), set[str](), False
    for token in _TOKEN.findall(text):
        odd = known[token] if token in known else known.setdefault(token, is_odd(token))
        if odd and token not in counted and (len(token) >= 5 or beside):
            total += len(token)
            counted.add(token)
        beside = odd
    longest = max((len(run) for run in _LONG.findall(text) if _is_mostly_odd(run)), default=0)
    lengths = Counter(len(token) for token in counted if len(token) >= 6)
    return Opaque(total, longest, max((length * count for length, count in lengths.items() if count >= LEAST_EVEN), default=0))


def odd_tokens(text: str, *, least: int) -> set[str]:
    return {token for token in _TOKEN.findall(text) if len(token) >= least and is_odd(token)}


def is_odd(token: str) -> bool:
    """Case and figures change more often than in words, or the letters follow each other as in no language."""
    if token.isdigit() or len(token) < 3:
        return False
    if len(token) < 16 and token.isalpha() and (token.islower() or token.isupper() or token.istitle()):
        return False
    core = _DRAWN_OUT.sub(r"\1", token.strip("=").replace("/", "").replace("+", ""))
    length, turns = len(core), changes(core)
    if length >= 40 and len(set(core)) >= 8 and max(core) <= "p":
        return True
    if length < 3 or core.isdigit():
        return False
    if core.isalpha():
        return (turns * 2.6 > length and rarity(core) >= 0.15) or (length >= 16 and rarity(core) >= 0.24)
    if turns * 2.6 > length and turns >= 3:
        return True
    return length >= 16 and (rarity(core) >= 0.2 or turns * 5 > length)


def changes(token: str) -> int:
    """How often a token changes between words, capitals and figures."""
    return len(_CHANGE.findall(token))


def _is_mostly_odd(run: str) -> bool:
    """A long run of which most is odd, or that is one piece of letters and figures longer than any number or name."""
    if any(changes(piece) >= 4 and not piece.isalpha() for piece in _TOKEN.findall(run) if len(piece) >= LONGEST_TOKEN):
        return True
    pieces = re.split(r"[-_]", run)
    return 5 * sum(len(piece) for piece in pieces if is_odd(piece)) >= 4 * (len(run) - len(pieces))


def _padded(text: str) -> bool:
    return "=" in text and (_BASE32.search(text) is not None or any(is_odd(found) and len(found) >= 24 for found in _PADDED.findall(text)))


def _cut_short(text: str) -> bool:
    """Pieces of one to five characters, a dozen or more in a row, that put together are no words."""
    return any(
        len(joined) >= 36 and 2 * sum(map(str.isdigit, joined)) <= len(joined) and _is_noise(joined)
        for joined in ("".join(_WORDS.findall(run)) for run in _SHORT_RUN.findall(text))
    )


def _cut_even(text: str) -> bool:
    """Groups of one length, of capitals and figures alone or small letters and figures alone, longer together than any product key."""
    for run in _EVEN_RUN.findall(text) if len(_MIXED.findall(text)) >= 3 else ():
        groups = _WORDS.findall(run)
        usual = len(groups[0])
        even = [group for group in groups if len(group) == usual]
        mixed = sum(not group.isdigit() and not group.isalpha() for group in even)
        if len(even) >= len(groups) - 1 and usual * len(even) >= 36 and mixed >= 3:
            return True
    return False


def _is_noise(joined: str) -> bool:
    mixed = any(char.isdigit() for char in joined) or (joined.lower() != joined and joined.upper() != joined)
    return (mixed and changes(joined) * 2.4 > len(joined) and rarity(joined) >= 0.2) or rarity(joined) >= 0.34


def _punctuated(text: str) -> bool:
    """Letters, figures and many kinds of signs without a blank: base85 and its kin."""
    for found in _DENSE.findall(text):
        run = _AGAIN.sub(r"\1", found.replace("\n", ""))
        signs = _SIGN.findall(run)
        if (
            len(set(signs)) >= 7
            and len(signs) * 2 < len(run) + 2 * len(set(signs))
            and len(_SWITCH.findall(run)) >= 7
            and len(signs) * 12 > len(run)
        ):
            return True
    return False


def _in_capitals(text: str) -> bool:
    """Capitals, figures and the few signs of the codes in square barcodes (base45)."""
    return any(len(_CODE_SIGN.findall(run)) >= 2 and len(_MIXED.findall(run)) * 8 >= len(run) for run in _SHORT_CODE.findall(text))


def _signed(text: str) -> bool:
    """Thirty-two characters in one piece with a plus or a stroke in it, as no request number has; words between strokes are a path."""
    return any(
        len(token) >= LEAST_SIGNED and is_odd(token) and not _PATH_WORD.search(token)
        for token in _TOKEN.findall(text)
        if "+" in token or "/" in token
    )
