"""Places that cannot be looked up or taken down: hidden services, and files named by what they contain."""

import re
from collections.abc import Iterable
from typing import Final

_BASE58 = "1-9A-HJ-NP-Za-km-z"
_ONION = re.compile(
    r"(?<![a-z2-7])[a-z2-7]{16}(?:[a-z2-7]{40})?\s?(?:\W\s?|\s(?:dot\s|point\s)?)onion(?![a-z])"
    r"|(?<![a-z0-9-])(?!(?:in|on|an?|the|of|is|as|by|to|and|or|with|ending|called|dot|some|any|this|that|un|una|le|la|les|el|en|il|di|da|das|der|die"
    r"|ein|eine|auf|mit|im|com|uma|de|sur|avec|con)\.)[a-z0-9-]{2,80}\.(?:onion|(?:b32\.)?i2p|loki)(?![a-z])"
)
_NOT_LETTERS = re.compile(r"[^a-z]+")
_ONION_ALONE = re.compile(r"(?<![a-z0-9])(?:[a-z2-7]{55}d|[a-z2-7]{52}|[ybndrfg8ejkmcpqxot1uwisza345h769]{51}[yo])(?![a-z0-9])")
_SENTENCE = re.compile(r"(?<![A-Za-z0-9.-])[A-Za-z]{2,15}\.Onion(?=\s)")
_ONION_NAME = re.compile(r"(?<![a-z0-9])(?=[a-z]*[2-7])[a-z2-7]{16}(?![a-z0-9])")
_ONION_WORDS: Final = ("onion", "i2p", "loki")

_SHARED_WORDS: Final = (
    "magnet", "urn:", "urn :", "ipfs", "ipns", "ipld", "dweb", "bzz", "ar:", "hyper:", "dat:", "ed2k", "sia:", "freenet", "dchub", "adc:",
    "thunder", "flashget", "qqdl", "retroshare", "zeronet", "|file|", "/p2p/", "chk@", "ssk@", "usk@", "ksk@",
)  # fmt: skip
_SHARED = re.compile(
    r"magnet\s?:\s?(?:\?|xt)|magnet:(?=\S)|xt\s?=\s?urn\s?:|urn\s?:\s?(?:btih|btmh|ed2k|sha1|md5|tree|bitprint|aich|kzhash)\b"
    r"|(?:ipfs|ipns|ipld|dweb|bzz|\bar|\bhyper|\bdat|ed2k|\bsia|freenet|dchub|\badc|thunder|flashget|qqdl|retroshare|zeronet)\s?:\s?/\s?/"
    r"|(?:ipfs|ipns|dweb|bzz)\s?:\s?/?(?=\w{10})|/(?:ipfs|ipns|p2p)/\w|\b[csuk][hsk]k@\S{8}|ed2k\s?:|\|file\|[^|]{1,200}\|\d+\|"
)
_INFO_NAMES = "btih|torrent|magnet|种子|種子|磁力|磁链|磁鏈|торрент|магнит|магнет|マグネット|トレント|마그넷|토렌트|تورنت|ماغنت|مغناطيس"
_INFO_WORDS: Final = ("hash", *_INFO_NAMES.split("|"))
_INFO_HASH = re.compile(
    rf"(?:info[ _-]?hash|{_INFO_NAMES})"
    r"\w{0,4}\W{0,3}(?:\w{1,12}\W{1,3}){0,4}?(?:[0-9a-f]{40}|[a-z2-7]{32})(?![a-z0-9])"
)
_NAMED = re.compile(
    rf"(?<![0-9A-Za-z])(?:Qm[{_BASE58}]{{44}}|(?:12D3KooW|16Uiu2HA|zb2rh|zdj7W)[{_BASE58}]{{40,}}|[Bb][Aa][FfGg][a-z2-7A-Z]{{45,}}|b[a-z2-7]{{58}}"
    r"|k51qzi5uqu5[a-z0-9]{30,}|[Ff]01[57][0-9a-fA-F]{60,})(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z])(?=[A-Z]*[2-7])[A-Z2-7]{32}(?![0-9A-Za-z=])"
    rf"|(?<![0-9A-Za-z])(?:[{_BASE58}]{{44}}mQ|[a-z2-7]{{50,60}}[yk]fab)(?![0-9A-Za-z])"
)
_CUT = re.compile(
    rf"(?<![0-9A-Za-z])(?:Qm(?:[^0-9A-Za-z]{{0,2}}[{_BASE58}]){{44}}|[Bb][Aa][Ff][Yy](?:[^0-9A-Za-z]{{0,2}}[a-z2-7A-Z]){{55}})(?![0-9A-Za-z])"
)
_CUT_STARTS: Final = ("Qm", "Q m", "baf", "b a f", "BAF", "B A F", "Baf", "bAF")
_CUT_MAGNET = "magnet:?xt=urn"


_LONG = re.compile(r"[0-9A-Za-z]{32}")


def hidden_service_in(forms: Iterable[str]) -> bool:
    """An onion, I2P or Lokinet name, or its long form alone; the vegetable after a full stop is not one."""
    return any(_hides(form) for form in forms)


def _hides(form: str) -> bool:
    if _LONG.search(form) and any(any(char.isdigit() for char in found) for found in _ONION_ALONE.findall(form)):
        return True
    low = form.lower()
    if any(word in low for word in _ONION_WORDS) and _ONION.search(_SENTENCE.sub(" ", form).lower()):
        return True
    return _names_onion(low)


def _names_onion(low: str) -> bool:
    """The word anywhere, forwards or backwards, and a name of sixteen letters and figures as onion services had: `name, then onion`."""
    if not _ONION_NAME.search(low):
        return False
    letters = _NOT_LETTERS.sub("", low)
    return "onion" in letters or "noino" in letters


def shared_file_in(forms: Iterable[str], squeezed: Iterable[str]) -> bool:
    """A magnet, IPFS, eD2k, Freenet or like address, or a bare content identifier (CIDv0, CIDv1, base32 info hash)."""
    return any(_is_named(form) or _shares(form.lower()) for form in forms) or any(_CUT_MAGNET in text.lower() for text in squeezed)


def _is_named(form: str) -> bool:
    if _LONG.search(form) and _NAMED.search(form):
        return True
    return any(start in form for start in _CUT_STARTS) and _CUT.search(form) is not None


def _shares(form: str) -> bool:
    if any(word in form for word in _SHARED_WORDS) and _SHARED.search(form):
        return True
    return any(word in form for word in _INFO_WORDS) and _INFO_HASH.search(form) is not None
