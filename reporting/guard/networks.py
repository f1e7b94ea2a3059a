"""Places that cannot be looked up or taken down: hidden services, and files named by what they contain."""

import re
from collections.abc import Iterable

_BASE58 = "1-9A-HJ-NP-Za-km-z"
_ONION = re.compile(
    r"(?<![a-z2-7])[a-z2-7]{16}(?:[a-z2-7]{40})?\s?(?:\W\s?|\s(?:dot\s|point\s)?)onion(?![a-z])"
    r"|(?<![a-z0-9-])[a-z0-9-]{2,80}\.onion(?![a-z])"
    r"|(?<![a-z2-7])[a-z2-7]{55}d(?![a-z2-7])"
    r"|(?<![a-z0-9-])[a-z0-9-]{3,80}\.(?:b32\.)?i2p(?![a-z])|(?<![a-z0-9])[ybndrfg8ejkmcpqxot1uwisza345h769]{52}\.?loki(?![a-z])"
    r"|(?<![a-z0-9~-])[a-z0-9~-]{500}",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<![A-Za-z0-9.-])[A-Za-z]{2,15}\.Onion(?=\s)")
_SHARED = re.compile(
    r"magnet\s?:\s?(?:\?|xt)|magnet:(?=\S)|\bxt\s?=\s?urn\s?:|urn\s?:\s?(?:btih|btmh|ed2k|sha1|md5|tree|bitprint|aich|kzhash)\b"
    r"|(?:ipfs|ipns|ipld|dweb|bzz|ar|hyper|dat|ed2k|sia|freenet|dchub|adc|thunder|flashget|qqdl|retroshare|zeronet|ftn|perfect-dark)\s?:\s?/\s?/"
    r"|(?:ipfs|ipns|dweb|bzz)\s?:\s?/?(?=\w{10})|/(?:ipfs|ipns|p2p)/\w|\b(?:chk|ssk|usk|ksk)@\S{8}|ed2k\s?:|\|file\|[^|]{1,200}\|\d+\|"
    r"|\bbaf[ykzb][a-z2-7]{40,}|\bbag[a-z2-7]{50,}|\bk51qzi5uqu5[a-z0-9]{30,}|\bf01[57][05][0-9a-f]{60,}|\bb[a-z2-7]{58}\b"
    r"|(?:info[ _-]?hash|btih|bittorrent|torrent|magnet|种子|磁力|磁链|торрент|магнит)\W{0,3}(?:\w{1,12}\W{1,3}){0,4}?(?:[0-9a-f]{40}|[a-z2-7]{32})(?![a-z0-9])",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"(?<![0-9A-Za-z])(?:Qm[{_BASE58}]{{44}}|12D3KooW[{_BASE58}]{{40,}}|16Uiu2HA[{_BASE58}]{{40,}}|zb2rh[{_BASE58}]{{40,}}|zdj7W[{_BASE58}]{{40,}})"
    r"|(?<![0-9A-Za-z])(?=[A-Z]*[2-7])[A-Z2-7]{32}(?![0-9A-Za-z=])"
)
_CUT = re.compile(rf"Qm[{_BASE58}]{{44}}|bafy[a-z2-7]{{55}}|magnet:?\?xt=?urn")


def hidden_service_in(forms: Iterable[str]) -> bool:
    """An onion or I2P name; the vegetable, with a word and a full stop before it, is not one."""
    return any(_ONION.search(_SENTENCE.sub(" ", form)) for form in forms)


def shared_file_in(forms: Iterable[str], squeezed: str) -> bool:
    """A magnet, IPFS, eD2k, Freenet or like address, or a bare content identifier (CIDv0, CIDv1, base32 info hash)."""
    return any(_SHARED.search(form) or _NAMED.search(form) for form in forms) or _CUT.search(squeezed) is not None
