"""Writing that only looks different: letters of other alphabets, spelled-out signs, spaced-out words, defanged dots."""

import codecs
import re
import unicodedata
from collections import Counter
from typing import Final

from reporting.guard.characters import GENERAL_MARK

_LOOK: Final = {
    "a": "аαɑᴀ", "b": "ЬвʙВΒ", "c": "сϲᴄС", "d": "ԁɗᴅ", "e": "еєεᴇЕΕ", "f": "ꜰƒ", "g": "ɡɢց", "h": "һհʜнНΗ", "i": "іιıɪІΙ",
    "j": "јϳᴊЈ", "k": "кκᴋКΚ", "l": "ӏʟⅼ", "m": "мᴍМΜ", "n": "пηɴΝո", "o": "оοօᴏОΟ", "p": "рρᴘРΡ", "q": "ԛզ", "r": "гɾʀ",
    "s": "ѕꜱЅ", "t": "тτᴛТΤ", "u": "υսᴜ", "v": "νѵᴠ", "w": "ԝωᴡ", "x": "хχХΧ", "y": "уγʏУΥ", "z": "ᴢΖ",
    ":": "։׃꞉∶ː⁚˸", "/": "⁄∕⧸╱⟋", ".": "․·•∙⋅。｡۔⸱⸳᛫ꞏ", "-": "‐‑‒–—−", "<": "‹〈⟨", ">": "›〉⟩", "\\": "⧵∖", ";": "；⁏", ",": "，⹁、",
    '"': "“”„", "'": "‘’",
}  # fmt: skip
_PLAIN_LETTERS = str.maketrans({look: plain for plain, looks in _LOOK.items() for look in looks})
_CAPITALS: Final = {
    "A": "АΑ", "B": "ВΒ", "C": "СϹ", "E": "ЕΕ", "H": "НΗ", "I": "ІΙ", "J": "ЈͿ", "K": "КΚ", "M": "МΜ", "N": "Ν", "O": "ОΟ", "P": "РΡ", "S": "Ѕ", "T": "ТΤ",
    "X": "ХΧ", "Y": "УΥ", "Z": "Ζ",
}  # fmt: skip
_SAME_CASE = _PLAIN_LETTERS | str.maketrans({look: plain for plain, looks in _CAPITALS.items() for look in looks})
_CIRCLED = str.maketrans(
    {chr(start + at): chr(ord("a") + at) for start in (0x1F150, 0x1F170, 0x1F1E6) for at in range(26)},
)

_BACKWARDS: Final = ("ptth", "noino", "atad", "tengam", "sfpi", "46esab", ".www", "htib", "2kde", "p2i.")
_ROTATED: Final = ("uggc", "bavba", "qngn", "zntarg", "vcsf", "onfr64", "jjj.", "ogvu")

_LINKS_BETWEEN: Final = ("-", "_", "*", "|", "~")
_SPACED = re.compile(r"(?<!\S)[!-~](?:[ \t\n]{1,2}[!-~](?!\S)){5,}")
_DASHED = re.compile(r"(?<![A-Za-z0-9])[A-Za-z:/](?:[-_*|~][A-Za-z:/]){4,}")
_TWO_ALPHABETS = re.compile(r"[A-Za-z0-9+/][\u0370-\u052f]|[\u0370-\u052f][A-Za-z0-9+/]")
_RUN = re.compile(r"[\w+/]{2,}")
_LEAST_FILLERS: Final = 5
_SPOKEN_SIGNS: Final = {
    ".": ("dot|period|d0t|punkt|punto|ponto|point|nokta|kropka|tečka|punct|точка|крапка|点|點|ドット|닷|점|نقطة|نقطه|נקודה|डॉट|titik|chấm"),
    "/": (
        "slash|forward slash|forward-slash|schrägstrich|barra|barra inclinada|diagonal|barre|slask|слеш|слэш|косая|斜杠|"
        "斜線|スラッシュ|슬래시|taksim|stroke|garis miring"
    ),
    ":": ("colon|doppelpunkt|deux points|deux-points|dos puntos|dois pontos|двоеточие|冒号|コロン|콜론"),
    ";": ("semicolon|semi-colon|strichpunkt|punto y coma"),
    ",": ("comma|komma|virgule|coma"),
}
_SIGN_WORDS: Final = {word: sign for sign, words in _SPOKEN_SIGNS.items() for word in words.split("|")}
_WORD = "|".join(sorted(_SIGN_WORDS, key=len, reverse=True))
_BRACKETED = re.compile(rf"\s?[\[({{<]\s?(\.|:|//?|://|{_WORD})\s?[\])}}>]\s?")
_SPELLED = re.compile(rf"[\s_\-]{{0,2}}(?<![^\W_])({_WORD})(?![^\W_])[\s_\-]{{0,2}}")
_BETWEEN = re.compile(r"(?<=[a-z0-9])\s?(点|點|斜杠|斜線|ドット|スラッシュ|닷|슬래시)\s?(?=[a-z0-9])")
_BEFORE_SIGN = re.compile(r"(?<=[\w.:/]) {1,2}([.:/])(?: {1,2}(?=[\w./~?#@]))?")


def folded(text: str) -> str:
    """Accents dropped, letters of other alphabets read as the Latin ones they look like."""
    if text.isascii():
        return text
    bare = GENERAL_MARK.sub("", unicodedata.normalize("NFKD", text))
    return bare.translate(_PLAIN_LETTERS).translate(_CIRCLED)


def turned(text: str) -> tuple[str, ...]:
    """The text read backwards or with its letters moved by thirteen, when words of addresses then stand in it."""
    low = text.lower()
    backwards = (text[::-1],) if any(word in low for word in _BACKWARDS) else ()
    rotated = (codecs.encode(text, "rot13"),) if any(word in low for word in _ROTATED) else ()
    return backwards + rotated


def unmixed(text: str) -> str:
    """Words that mix Latin letters with Greek or Cyrillic ones, in Latin letters alone."""
    if text.isascii() or not _TWO_ALPHABETS.search(text):
        return text
    return _RUN.sub(_in_latin, text)


def _in_latin(found: re.Match[str]) -> str:
    return found[0].translate(_SAME_CASE) if _TWO_ALPHABETS.search(found[0]) else found[0]


def without_filler(text: str) -> str:
    """The text without the word that stands between all the others, as in `p1J apple KFg apple Qg4 apple`."""
    words = text.split()
    if len(words) < 2 * _LEAST_FILLERS:
        return text
    returning = Counter(word for word, after in zip(words, words[2:], strict=False) if word == after)
    filler, times = returning.most_common(1)[0] if returning else ("", 0)
    others = [word for word in words if word != filler] if times >= _LEAST_FILLERS else []
    return " ".join(others) if len(set(others)) >= _LEAST_FILLERS else text


def pulled_together(text: str) -> str:
    """Words written one letter at a time, put together again."""
    if sum(len(word) == 1 for word in text.split()) >= 6:
        text = _SPACED.sub(lambda found: re.sub(r"\s", "", found.group()), text)
    if sum(map(text.count, _LINKS_BETWEEN)) < 4:
        return text
    return _DASHED.sub(lambda found: re.sub(r"[-_*|~]", "", found.group()), text)


def refanged(text: str) -> str:
    """Dots, slashes and colons in brackets, in words or with blanks around them, put back as signs."""
    low = text.lower()
    if any(bracket in text for bracket in "[({<") and _BRACKETED.search(low):
        text = low = _BRACKETED.sub(_sign, low)
    if any(word in low for word in _SIGN_WORDS):
        text = _BETWEEN.sub(_sign, _SPELLED.sub(_sign, low))
    return _BEFORE_SIGN.sub(r"\1", text) if any(blank in text for blank in (" .", " :", " /")) else text


def _sign(found: re.Match[str]) -> str:
    return _SIGN_WORDS.get(found[1], found[1])
