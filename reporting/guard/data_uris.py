"""Addresses that carry the content itself (`data:`, RFC 2397), however they are spelled, spaced or turned round."""

import re
from collections.abc import Iterable
from typing import Final

_TYPE = r"(?:image|audio|video|text|application|font|model|multipart|message)"
_SUBTYPE = (
    r"(?:gif|png|jpe?g|jfif|webp|svg|bmp|avif|heic|heif|tiff?|icon|apng|jxl|mpeg|mp[34]|wav|ogg|webm|quicktime|aac|flac|html|plain|csv|xml"
    r"|javascript|css|markdown|octetstream|pdf|json|zip|gzip|xhtml|rtf|woff|ttf|otf|gltf|wasm|rfc822|ld|vnd|x[a-z])"
)
_WRITTEN = re.compile(
    rf"data\s{{0,3}}:\s{{0,3}}(?:,|;\s{{0,3}}(?:base64|charset|utf)|base64\s{{0,3}},|{_TYPE}\s{{0,3}}/\s{{0,3}}[\w.+*-]{{1,40}}\s{{0,3}}[;,])"
    rf"|data:{_TYPE}/"
    r"|;\s{0,3}base64\s{0,3},|;\s{0,3}utf-?8\s{0,3},\s{0,3}<"
)
_APART = re.compile(rf"data:(?:{_TYPE}/{_SUBTYPE}\w{{0,40}}[;,]|;(?:base64|charset|utf)|base64,)")
_WORDS: Final = ("data", "base64", ";utf", "; utf")
_EMPTY_TYPE = re.compile(r"d[\W_]{0,5}a[\W_]{0,5}t[\W_]{0,5}a[\W_]{0,5}:[\s'\"+]{0,8},\S")
_NOT_IN_ADDRESS = re.compile(r"[^a-z0-9:/;,=]+")


def found_in(forms: Iterable[str]) -> bool:
    """Whether any form of the text holds a data address; the word "data" before a colon alone is not one."""
    return any(_holds(form.lower()) for form in forms if any(sign in form for sign in ":;,"))


def _holds(form: str) -> bool:
    if any(word in form for word in _WORDS) and _WRITTEN.search(form):
        return True
    if "," in form and _EMPTY_TYPE.search(form):
        return True
    address = _NOT_IN_ADDRESS.sub("", form)
    return "data:" in address and _APART.search(address) is not None
