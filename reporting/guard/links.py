"""Web addresses that lead to content: any scheme, any host with a path, a query or a port. A bare host name only names a service."""

import re
from collections.abc import Iterable
from typing import Final

from reporting.guard.domains import ENDINGS

_SLASHES = re.compile(r"[a-z0-9*+.\-]\s{0,2}[:;]\s{0,2}/\s{0,2}/{1,3}\n?(?=[\w\[@])")
_HTTP = re.compile(
    # broken, starred or rotated letters and signs before the slashes, or one of them missing
    r"h\W?[tx*7#]\W?[tx*7#]\W?p\W?[sz]?\s{0,2}(?:[:;\]\[()]{1,3}\s{0,2}[/\\|]{1,3}\s{0,2}(?=\w)|[/\\|]{2,3}\s{0,2}(?=\w)|:(?=[a-z\[]))"
    r"|(?:https?|ftp|hxxps?|uggcf?)\s?[/\\]\s?(?!\d|https?\b|s?ftp\b)[\w-]{1,60}\.[a-z]{2}"
)
_HTTP_SIGNS: Final = ("/", "\\", "|", "p:", "s:", "p[", "s[", "p(", "s(")
_SCHEMES: Final = ("script:", "mailto:", "blob:", "system:", "source:", "gopher:", "cid:", "urn:", "mhtml:", "sftp:", "smb:", "file:")
_BARE_SCHEME = re.compile(
    r"(?<![a-z])(?:javascript|vbscript|mailto|blob|filesystem|view-source|gopher|cid|urn:\w{1,20}|mhtml|sftp|smb):(?=[\w/(%+'\"])|(?<![a-z])file:\s?/"
)
_SHARE = re.compile(r"\\\\[\w.-]{2,60}\\[\w$.-]{2,}")
_TURNED = re.compile(
    r"[\w\])]\s?//:[sz]?p[tx]{2}h(?![a-z])|/(?:moc|ten|gro|ofni|oi|ia|ppa|ved|ku\.oc|ed|rf|ur)\.[\w-]|[\w-]\.www(?![\w.])|(?<![\w.])(?:moc|ten|gro)\.[\w-]{4,}/"
)
_TURNED_WORDS: Final = (
    *("//:", ".www", "moc.", "ten.", "gro.", "/ofni.", "/oi.", "/ia.", "/ppa.", "/ved.", "/ku.oc.", "/ed.", "/rf.", "/ur."),
    *("// :", "//:"),
)
_HOST = re.compile(r"(?<![\w.-])((?:[\w-]++\.)++([^\W\d_][\w-]*+))\.?(:\d{2,5}(?!\d))?(?=([/\\?#]?)(\S{0,120}))")
_ADDRESS = re.compile(
    r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?::\d{2,5}(?![\d:])|/(?!\d{1,2}(?!\w))[\w?#%~.-])|\[[0-9a-f]{0,4}:[0-9a-f:.]{1,40}\](?::\d|/)",
)
_NUMBERED = re.compile(
    r"(?<![\w/.+=-])/(?![\w/+]{44})(?:[\w-]{1,40}/){1,8}(?=[\w-]{0,40}\d)(?=[\w-]{0,40}[a-z])[\w-]{7,}"
    r"|(?<![\w/.])/(?:[\w-]{1,40}/){0,8}[\w-]{1,60}\.(?:png|jpe?g|gif|webp|mp4|webm|zip)\b"
)
_SLIPPED = re.compile(
    r"(?<![a-z0-9])[a-z0-9-]{2,60}(?:,\s?|\s?\.\s)(?:com|net|org|info|xyz|io|ai|app|dev|de|fr|jp|uk|gg|page|cloud|test|example)\s?/\s?[a-z0-9]"
)
_DEFANGED = re.compile(r"(?<![\w-])(?<!at\) )(?<!at\] )(?<!\bat )[\w-]{2,60}\s?[\[({<]\s?(?:\.|dot)\s?[\])}>]\s?[\w-]{2,}")
_WORDS = re.compile(r"[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z]+)*[.,;:!?)]*")
_FIRST_CAPITAL = re.compile(r"[A-Z][a-z]+")


def found_in(forms: Iterable[str]) -> bool:
    """Whether any form of the text holds an address; `forms` begins with the plain text, which alone shows a defanged host."""
    forms = tuple(forms)
    return any(_leads_somewhere(form) for form in forms) or (
        any(bracket in forms[0] for bracket in "[({<") and _DEFANGED.search(forms[0].lower()) is not None
    )


def _leads_somewhere(form: str) -> bool:
    if not any(sign in form for sign in "/:\\?#"):
        return False
    low = form.lower()
    if any(scheme in low for scheme in _SCHEMES) and _BARE_SCHEME.search(low):
        return True
    if any(word in low for word in _TURNED_WORDS) and _TURNED.search(low):
        return True
    if "/" in low and (_SLASHES.search(low) or _NUMBERED.search(low) or _SLIPPED.search(low)):
        return True
    if any(sign in low for sign in _HTTP_SIGNS) and (_HTTP.search(low) or _SHARE.search(low)):
        return True
    if "." not in low:
        return "[" in low and _ADDRESS.search(low) is not None
    if _ADDRESS.search(low):
        return True
    return any(_is_address(*found.groups()) for found in _HOST.finditer(form))


def _is_address(host: str, ending: str, port: str | None, sign: str, rest: str) -> bool:
    """Judge a host name by what follows it: a path, a query with a value, an anchor, a port."""
    if ending.lower() not in ENDINGS:
        return False
    if port:
        return True
    path = rest.strip(".,;:!?)]}\"'»”")
    if sign in ("/", "\\"):
        return bool(path) and not (_is_sentence_join(host, path) or _is_list_of_names(host, path))
    if sign == "?":
        return bool(re.match(r"[\w.-]{1,40}=", path))
    return sign == "#" and bool(re.match(r"[\w!/-]{2}", path))


def _is_sentence_join(host: str, path: str) -> bool:
    """`closed it.Then/or`: a full stop without a blank after it, then two words with a slash between them."""
    before, after = host.rsplit(".", 1)
    return bool(_FIRST_CAPITAL.fullmatch(after)) and before.isalpha() and path.isalpha()


def _is_list_of_names(host: str, path: str) -> bool:
    """`Example.AI/OtherBot`, `ASP.NET/C#`: names of products with a slash between them."""
    return host[0].isupper() and host.count(".") == 1 and bool(_WORDS.fullmatch(path) or len(path) <= 2)
