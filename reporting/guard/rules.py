"""What is refused, rule by rule, in the order a text is read. Values in, reasons out; each rule takes time in proportion to the length."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from reporting.guard import (
    alphabets,
    characters,
    crumbs,
    data_uris,
    encodings,
    hashes,
    links,
    markup,
    networks,
    pictures,
    pieces,
    recipes,
    tokens,
    transcripts,
)
from reporting.guard.kinds import LONGEST_CASE, LONGEST_TEXT, MOST_TEXTS, FieldForm, Reason, ReasonCode, field_named
from reporting.guard.readings import MOST_UUIDS, UUID, Reading


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is refused."""

    name: str
    code: ReasonCode
    finds: Callable[[Reading], bool]


_IDENTIFIER = re.compile(r"[A-Za-z0-9._:-]*")

RULES: Final = (
    Rule("length", ReasonCode.OVERSIZE, lambda reading: len(reading.text) > reading.limit),
    Rule("control characters", ReasonCode.CONTROL, lambda reading: characters.has_control(reading.text)),
    Rule("forbidden characters", ReasonCode.HIDDEN_CHARACTERS, lambda reading: characters.has_forbidden(reading.text)),
    Rule("invisible run", ReasonCode.HIDDEN_CHARACTERS, lambda reading: characters.has_invisible_run(reading.text)),
    Rule("stacked marks", ReasonCode.HIDDEN_CHARACTERS, lambda reading: characters.has_stacked_marks(reading.text)),
    Rule("swelling characters", ReasonCode.HIDDEN_CHARACTERS, lambda reading: len(reading.plain) > len(reading.text) + 800),
    Rule("accent alphabet", ReasonCode.HIDDEN_CHARACTERS, lambda reading: characters.has_mark_alphabet(reading.text)),
    Rule("space alphabet", ReasonCode.HIDDEN_CHARACTERS, lambda reading: characters.has_space_alphabet(reading.text)),
    Rule("data address", ReasonCode.DATA_URI, lambda reading: data_uris.found_in(reading.addresses)),
    Rule("hidden service", ReasonCode.HIDDEN_SERVICE, lambda reading: networks.hidden_service_in(reading.addresses)),
    Rule("shared file", ReasonCode.P2P, lambda reading: networks.shared_file_in(reading.addresses, reading.squeezed)),
    Rule("beginning of a file", ReasonCode.ENCODED_BYTES, lambda reading: tokens.file_starts_in(reading.squeezed)),
    Rule(
        "wrapped bytes",
        ReasonCode.ENCODED_BYTES,
        lambda reading: encodings.wrapped_in({reading.text, reading.plain}) or encodings.escaped_file_in(reading.plain, reading.unescaped),
    ),
    Rule("markup", ReasonCode.MARKUP, lambda reading: markup.found_in(reading.forms)),
    Rule("link", ReasonCode.LINK, lambda reading: links.found_in(reading.addresses)),
    Rule("many identifiers", ReasonCode.ENCODED_BYTES, lambda reading: len(set(UUID.findall(reading.plain))) > MOST_UUIDS),
    Rule("fingerprint", ReasonCode.CONTENT_HASH, lambda reading: any(hashes.found_in(text) for text in reading.bare)),
    Rule("picture", ReasonCode.PIXEL_DATA, lambda reading: pictures.found_in(reading.plain)),
    Rule(
        "written bytes", ReasonCode.ENCODED_BYTES, lambda reading: encodings.written_in(reading.bare) or encodings.spoken_in(reading.plain)
    ),
    Rule("opaque tokens", ReasonCode.ENCODED_BYTES, lambda reading: any(tokens.opaque_in(text) for text in reading.bare)),
    Rule("crumbs", ReasonCode.ENCODED_BYTES, lambda reading: any(crumbs.found_in(text) for text in reading.bare)),
    Rule("spread over texts", ReasonCode.ENCODED_BYTES, lambda reading: pieces.spread_over(reading.pieces)),
    Rule("characters as bytes", ReasonCode.ENCODED_BYTES, lambda reading: alphabets.carrying_bytes(reading.plain)),
    Rule("transcript", ReasonCode.VERBATIM, lambda reading: transcripts.found_in(reading.plain)),
    Rule("recipe", ReasonCode.RECIPE, lambda reading: any(map(recipes.found_in, {reading.plain, reading.joined}))),
    Rule("stray invisible characters", ReasonCode.HIDDEN_CHARACTERS, lambda reading: characters.has_strays(reading.text)),
    Rule("identifier", ReasonCode.TYPE, lambda reading: reading.is_identifier and not _IDENTIFIER.fullmatch(reading.text)),
    Rule("field length", ReasonCode.OVERSIZE, lambda reading: reading.limit >= len(reading.text) > reading.field_limit),
)


def reasons_to_refuse(text: str, *, field: str = "what_happened", rules: Sequence[Rule] = RULES) -> list[Reason]:
    """Why this text is refused for this field, or an empty list when it may be taken.

    The first rule that finds something ends the reading: later rules may rely on what earlier ones have let through.
    """
    takes = field_named(field)
    is_identifier = takes.form is FieldForm.IDENTIFIER
    return _judged(Reading(_newlines(text), LONGEST_TEXT, takes.limit, is_identifier=is_identifier), field, rules)


def reasons_to_refuse_joined(texts: Sequence[str], *, field: str = "message", rules: Sequence[Rule] = RULES) -> list[Reason]:
    """Why the texts of one case are refused when read together: as they follow each other, and as one unbroken text."""
    if len(texts) > MOST_TEXTS:
        return [Reason(ReasonCode.OVERSIZE, field)]
    parts = tuple(_newlines(text) for text in texts)
    for joint in ("\n", ""):
        reasons = _judged(Reading(joint.join(parts), LONGEST_CASE, LONGEST_CASE, pieces=parts), field, rules)
        if reasons:
            return reasons
    return []


def _judged(reading: Reading, field: str, rules: Sequence[Rule]) -> list[Reason]:
    return next(([Reason(rule.code, field)] for rule in rules if rule.finds(reading)), [])


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
