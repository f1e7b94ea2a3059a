"""Reading a JSON body: strictly, whole, and never echoing what was in it."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from rest_framework.parsers import BaseParser

from reporting.guard.kinds import Reason, ReasonCode
from reporting.guard.refusals import ContentRefused
from reporting.intake.refusals import DuplicateField
from reporting.refusals import Refused

DEEPEST = 8
SURROGATE = re.compile("[\ud800-\udfff]")


class NotJSON(Refused):
    code = "parse"
    words = _("This is not JSON as we read it: UTF-8, at most 8 levels deep, no NaN or Infinity. Check it and send it again.")
    status = 400


class StrictJSONParser(BaseParser):
    """UTF-8 JSON (RFC 8259) without what readers disagree on: duplicate keys, NaN, lone surrogates, endless nesting."""

    media_type = "application/json"

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        """The value. Refuses with NotJSON, DuplicateField, ContentRefused (hidden characters), or WrongType for NUL."""
        value = read(stream.read())
        check(value, depth=1, field="")
        return value


def read(raw: bytes) -> Any:
    """A JSON text as Python's values."""
    try:
        return json.loads(raw.decode("utf-8"), object_pairs_hook=_object, parse_constant=_constant, parse_float=_float)
    except (ValueError, RecursionError):
        raise NotJSON() from None


def check(value: object, *, depth: int, field: str) -> None:
    """Refuse what is too deep, and text that no text field could hold."""
    if depth > DEEPEST:
        raise NotJSON()
    if isinstance(value, str):
        _check_text(value, field)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            _check_text(key, "")
            check(inner, depth=depth + 1, field=field or key)
    elif isinstance(value, Sequence):
        for inner in value:
            check(inner, depth=depth + 1, field=field)


def _check_text(text: str, field: str) -> None:
    if SURROGATE.search(text):
        raise ContentRefused(Reason(ReasonCode.HIDDEN_CHARACTERS, field), length=len(text))
    if "\0" in text:
        raise ContentRefused(Reason(ReasonCode.CONTROL, field), length=len(text))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise DuplicateField()
    return found


def _constant(name: str) -> None:
    raise NotJSON()


def _float(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise NotJSON()
    return number
