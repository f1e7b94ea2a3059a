"""Fingerprints of files: MD5 to SHA-512, perceptual and fuzzy hashes, in one piece, in groups or in base64."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

LENGTHS: Final = frozenset({32, 40, 48, 56, 64, 96, 128})
"""Hexadecimal digits of MD5 and NTLM, SHA-1 and RIPEMD-160, Tiger, SHA-224, SHA-256 and PDQ, SHA-384, SHA-512."""

MAGIC: Final = (
    "47494638", "89504e47", "ffd8ffe0", "ffd8ffe1", "ffd8ffdb", "504b0304", "1f8b0800", "25504446", "52494646", "49492a00", "4d4d002a",
    "00000018667479",
    "0000001c667479", "00000020667479", "4f676753", "494433", "1a45dfa3", "377abcaf", "526172211a", "425a68", "fd377a58", "28b52ffd",
    "3c737667", "3c3f786d", "64617461", "68747470", "00000100",
)  # fmt: skip
"""How common files begin, in hexadecimal: a whole small file can be as long as a fingerprint."""

_NAMES = (
    r"(?:md[245]|(?<![a-z])sha-?\d{0,3}(?:[-/]\d{3})?|ripemd\d*|blake\d?\w{0,2}|whirlpool|tiger|ntlm|hash(?:es|wert|cod\w*)?|hachage|checksum|prüfsumme|digest"
    r"|fingerprint|fingerabdruck|empreinte|huella|impronta|[pdaw]-?hash|pdq|photodna|phash|ssdeep|tlsh|imphash|etag|хеш|хэш|отпечаток|哈希|散列|指纹"
    r"|指紋|ハッシュ|해시|بصمة|özet)"
)
_NAME_WORDS: Final = (
    *(
        "md2",
        "md4",
        "md5",
        "sha",
        "ripemd",
        "blake",
        "whirlpool",
        "tiger",
        "ntlm",
        "hash",
        "hachage",
        "sum",
        "digest",
        "finger",
        "empreinte",
        "huella",
    ),
    *(
        "impronta",
        "pdq",
        "photodna",
        "ssdeep",
        "tlsh",
        "etag",
        "crc",
        "adler",
        "хеш",
        "хэш",
        "отпечаток",
        "哈希",
        "散列",
        "指",
        "ハッシュ",
        "해시",
        "بصمة",
        "özet",
    ),
)
_CANDIDATE = re.compile(r"[0-9A-Za-z+/]{16}|(?:crc|CRC|dler)|:[0-9A-Za-z+/]{6,}:|\$\d|\$[2ay]")
_TOKEN = re.compile(r"(?<![0-9a-z])(?:0x|\\x)?([0-9a-f]{32,128})(?![0-9a-z])")
_GROUPS = re.compile(r"(?<![0-9a-z])[0-9a-f]{2,64}(?:[\s:.,;_|/\-]{1,3}[0-9a-f]{2,64}){1,127}(?:[\s:.,;_|/\-]{1,3}[0-9a-f])?(?![0-9a-z])")
_THEN = re.compile(
    r"(?<=[0-9a-f]{8})\W{1,3}(?:and then|then|followed by|plus|und dann|dann|puis|luego|y luego|poi|depois|затем|потом|然后)\W{1,3}(?=[0-9a-f]{8})"
)
_ROWS = re.compile(r"(?<![0-9a-z])[0-9a-f]{32,128}(?:\s{1,3}[0-9a-f]{2,128})+(?![0-9a-z])")
_OFFSET = re.compile(r"(?<![0-9a-z])0{3,7}[0-9a-f]?0(?::\s?|\s{1,3})(?=[0-9a-f]{2,8}\s)")
_BESIDE = re.compile(r"\d[a-f]|[a-f]\d")
_PIECE = re.compile(r"[0-9a-f]+")
_NAMED = re.compile(
    rf"{_NAMES}(?![a-z]|[\d-]*\s?,)\W{{0,4}}(?:(?:\w{{1,14}}\W{{1,3}}){{0,4}}?(?:0x)?(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{{16,128}}(?![0-9a-z])"
    r"|(?:is|of|ist|es|est|was|value)?\W{0,3}(?:[a-z0-9+/]{22}==|[a-z0-9+/]{27}=|[a-z0-9+/]{38}==|[a-z0-9+/_-]{43}=?|[a-z0-9+/_-]{64}|[a-z0-9+/_-]{86}(?:==)?)(?![\w+/=]))"
    r"|(?<![a-z])(?:crc|adler)-?(?:16|32|64)?\W{0,3}(?:sum|value|is)?\W{0,3}(?:0x)?(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8}(?![0-9a-z])"
)
_SHAPED = re.compile(
    r"(?<![\w+/])sha(?:256|384|512)-[a-z0-9+/]{43,88}|(?<!\w)\d{1,7}:[a-z0-9+/]{6,}:[a-z0-9+/]{4,}(?![\w+/])|(?<![0-9a-z])t1[0-9a-f]{70}(?![0-9a-z])"
    r"|\$(?:1|2[aby]|5|6|argon2i?d?|y)\$\S{20,}"
)


def found_in(text: str) -> bool:
    """Whether the text (without UUIDs) holds a fingerprint; the word "hash", an error code and a short trace number are not one."""
    low = _OFFSET.sub("\n", text.lower())
    if _CANDIDATE.search(text) and (
        _whole(low) or _SHAPED.search(low) or (any(word in low for word in _NAME_WORDS) and _NAMED.search(low))
    ):
        return True
    return _grouped(low)


def _whole(low: str) -> bool:
    return any(is_fingerprint(digits) for digits in _TOKEN.findall(_ROWS.sub(_without_dump, low)))


def _without_dump(found: re.Match[str]) -> str:
    """Nothing instead of rows that begin as a file does or of which the last is shorter: bytes in lines, not fingerprints."""
    rows = found[0].split()
    return "" if begins_as_file(rows[0]) or len(rows[-1]) < len(rows[0]) == len(rows[-2]) else found[0]


def is_fingerprint(digits: str) -> bool:
    """Hexadecimal digits of a fingerprint's length that mix letters and figures and do not begin as a file does."""
    return len(digits) in LENGTHS and looks_random(digits) and not begins_as_file(digits)


def begins_as_file(digits: str) -> bool:
    return digits.startswith(MAGIC)


def looks_random(digits: str) -> bool:
    letters = sum(digit.isalpha() for digit in digits)
    return letters >= 3 and len(digits) - letters >= 4 and len(set(digits.lower())) >= 6


def has_hexadecimal(low: str) -> bool:
    """Whether letters a to f stand beside figures often enough that looking for hexadecimal digits is worth the time."""
    return len(_BESIDE.findall(low)) >= 2


def _grouped(low: str) -> bool:
    return has_hexadecimal(low) and any(is_fingerprint(digits) and not is_byte_list for digits, is_byte_list in cut_runs(low))


def cut_runs(low: str) -> Iterator[tuple[str, bool]]:
    """Hexadecimal digits written in groups, put together; and whether the groups are pairs, as bytes are listed.

    Pairs with a colon between each are how fingerprints are shown, so those are not counted as a list of bytes.
    """
    for run in _GROUPS.findall(_THEN.sub(" ", low)):
        pieces = _PIECE.findall(run)
        if sum(map(len, pieces)) not in LENGTHS:
            pieces = _without_neighbours(pieces)
        pairs = {len(piece) for piece in pieces} == {2}
        digits = "".join(pieces)
        if (4 if pairs else 2) * sum(not piece.isdigit() for piece in pieces) >= len(pieces) > 1 or begins_as_file(digits):
            yield digits, pairs and run.count(":") < len(pieces) - 1


def _without_neighbours(pieces: list[str]) -> list[str]:
    """Groups without the words and numbers beside them: those of letters or figures alone, and of another length than the rest."""
    usual = Counter(map(len, pieces)).most_common(1)[0][0]
    while pieces and len(pieces[0]) != usual and (pieces[0].isalpha() or pieces[0].isdigit()):
        pieces = pieces[1:]
    while pieces and len(pieces[-1]) != usual and pieces[-1].isalpha():
        pieces = pieces[:-1]
    return pieces
