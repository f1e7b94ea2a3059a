"""Why a text can be refused, and what each field takes: its length and its form. One table for all fields."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReasonCode(TextChoices):
    """The closed list of reasons; API clients and the acceptance cases use these codes."""

    OVERSIZE = "oversize", _("too long")
    CONTROL = "control", _("control characters")
    HIDDEN_CHARACTERS = "hidden_characters", _("hidden characters")
    DATA_URI = "data_uri", _("a data address")
    HIDDEN_SERVICE = "hidden_service", _("a hidden service")
    P2P = "p2p", _("a file-sharing address")
    MARKUP = "markup", _("markup or code")
    LINK = "link", _("a link")
    CONTENT_HASH = "content_hash", _("a fingerprint of a file")
    ENCODED_BYTES = "encoded_bytes", _("encoded data")
    PIXEL_DATA = "pixel_data", _("a drawing in characters or numbers")
    VERBATIM = "verbatim", _("the conversation itself")
    RECIPE = "recipe", _("generation settings")
    TYPE = "type", _("another form than asked for")


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason to refuse: a code and the field it is about, never the text."""

    code: ReasonCode
    field: str


class FieldForm(StrEnum):
    TEXT = "text"
    IDENTIFIER = "identifier"


@dataclass(frozen=True, slots=True)
class Field:
    """What one field takes: at most `limit` characters, as free text or as an identifier of `[A-Za-z0-9._:-]`."""

    limit: int
    form: FieldForm = FieldForm.TEXT


LONGEST_TEXT: Final = 4_000
LONGEST_CASE: Final = 16_000
MOST_TEXTS: Final = 20

FIELDS: Final = MappingProxyType(
    {
        "what_happened": Field(LONGEST_TEXT),
        "message": Field(LONGEST_TEXT),
        "note": Field(LONGEST_TEXT),
        "answer": Field(LONGEST_TEXT),
        "statement": Field(LONGEST_TEXT),
        "expected": Field(200),
        "account_ref": Field(120),
        "email": Field(100),
        "accessibility_needs": Field(120),
        "model": Field(120),
        "product": Field(80),
        "model_version": Field(80),
        "app_version": Field(80),
        "conversation_id": Field(80, FieldForm.IDENTIFIER),
        "request_id": Field(80, FieldForm.IDENTIFIER),
    }
)
OTHER_NAMES: Final = MappingProxyType({"platform": "product"})


def field_named(name: str) -> Field:
    """What the field takes; a field that has no row of its own is free text of the greatest length."""
    return FIELDS.get(OTHER_NAMES.get(name, name), FIELDS["message"])
