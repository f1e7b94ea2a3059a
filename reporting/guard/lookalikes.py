"""Writing that only looks different: letters of other alphabets, spelled-out signs, spaced-out words, defanged dots."""

import re
import unicodedata
from typing import Final

from reporting.guard.characters import GENERAL_MARK

_LOOK: Final = {
    "a": "аαɑᴀ", "b": "ЬвʙВΒ", "c": "сϲᴄС", "d": "ԁɗᴅ", "e": "еєεᴇЕΕ", "f": "ꜰƒ", "g": "ɡɢց", "h": "һհʜнНΗ", "i": "іιıɪІΙ",
    "j": "јϳᴊЈ", "k": "кκᴋКΚ", "l": "ӏʟⅼ", "m": "мᴍМΜ", "n": "пηɴΝո", "o": "оοօᴏОΟ", "p": "рρᴘРΡ", "q": "ԛզ", "r": "гɾʀ",
    "s": "ѕꜱЅ", "t": "тτᴛТΤ", "u": "υսᴜ", "v": "νѵᴠ", "w": "ԝωᴡ", "x": "хχХΧ", "y": "уγʏУΥ", "z": "ᴢΖ",
    ":": "։׃꞉∶ː⁚˸", "/": "⁄∕⧸╱⟋", ".": "․·•∙⋅。｡۔", "-": "‐‑‒–—−", "<": "‹〈⟨", ">": "›〉⟩", "\\": "⧵∖", ";": "；⁏", ",": "，⹁、",
    '"': "“”„", "'": "‘’",
}  # fmt: skip
_PLAIN_LETTERS = str.maketrans({look: plain for plain, looks in _LOOK.items() for look in looks})
_CIRCLED = str.maketrans(
    {chr(start + at): chr(ord("a") + at) for start in (0x1F150, 0x1F170, 0x1F1E6) for at in range(26)},
)

_SPACED = re.compile(r"(?<!\S)(?:[!-~][ \t\n]{1,2}){5,}+[!-~](?!\S)")
_DASHED = re.compile(r"(?<![A-Za-z0-9])(?:[A-Za-z:/][-_*|~]){4,}+[A-Za-z:/]")
_BRACKETED = re.compile(
    r"\s?[\[({<]\s?(\.|:|/{1,2}|://|dot|punkt|punto|ponto|point|slash|colon|точка|слеш|слэш|点|點)\s?[\])}>]\s?", re.IGNORECASE
)
_SIGN_WORDS: Final = {
    ".": "dot|period|d0t|punkt|punto|ponto|point|nokta|kropka|tečka|punct|точка|крапка|点|點|ドット|닷|점|نقطة|نقطه|נקודה|डॉट|titik|chấm",
    "/": "slash|forward[ -]slash|schrägstrich|barra|barre|slask|слеш|слэш|косая|斜杠|斜線|スラッシュ|슬래시|taksim|stroke|garis miring",
    ":": "colon|doppelpunkt|deux[ -]points|dos puntos|dois pontos|двоеточие|冒号|コロン|콜론",
    ";": "semicolon|semi-colon|strichpunkt|punto y coma",
    ",": "comma|komma|virgule|coma",
}
_SPELLED = re.compile(
    r"[\s_\-]{0,2}(?:"
    + "|".join(rf"(?P<s{at}>(?<![^\W_])(?:{words})(?![^\W_]))" for at, words in enumerate(_SIGN_WORDS.values()))
    + r")[\s_\-]{0,2}",
    re.IGNORECASE,
)
_SIGNS: Final = tuple(_SIGN_WORDS)
_BEFORE_SIGN = re.compile(r"(?<=[\w.:/]) {1,2}([.:/])(?: {1,2}(?=[\w./]))?")


def folded(text: str) -> str:
    """Accents dropped, letters of other alphabets read as the Latin ones they look like."""
    if text.isascii():
        return text
    bare = GENERAL_MARK.sub("", unicodedata.normalize("NFKD", text))
    return bare.translate(_PLAIN_LETTERS).translate(_CIRCLED)


def pulled_together(text: str) -> str:
    """Words written one letter at a time, put together again."""
    text = _SPACED.sub(lambda found: re.sub(r"\s", "", found.group()), text)
    return _DASHED.sub(lambda found: re.sub(r"[-_*|~]", "", found.group()), text)


def refanged(text: str) -> str:
    """Dots, slashes and colons in brackets, in words or with blanks around them, put back as signs."""
    text = _BRACKETED.sub(lambda found: _sign(found[1]), text)
    text = _SPELLED.sub(lambda found: _SIGNS[int((found.lastgroup or "s0")[1:])], text)
    return _BEFORE_SIGN.sub(r"\1", text)


def _sign(inside: str) -> str:
    if not inside[0].isalpha() or inside in "点點":
        return "." if inside in "点點" else inside
    return "/" if inside.lower() in ("slash", "слеш", "слэш") else ":" if inside.lower() == "colon" else "."
