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
    """One thing that is refused. After a rule that `ends`, nothing further is read: the text is not safe to read on."""

    name: str
    code: ReasonCode
    finds: Callable[[Reading], bool]
    ends: bool = False


_IDENTIFIER = re.compile(r"[A-Za-z0-9._:-]*")

RULES: Final = (
    Rule("length", ReasonCode.OVERSIZE, lambda reading: len(reading.text) > reading.limit, ends=True),
    Rule("control characters", ReasonCode.CONTROL, lambda reading: characters.has_control(reading.text), ends=True),
    Rule("forbidden characters", ReasonCode.HIDDEN_CHARACTERS, lambda reading: characters.has_forbidden(reading.text), ends=True),
    Rule("invisible run", ReasonCode.HIDDEN_CHARACTERS, lambda reading: characters.has_invisible_run(reading.text), ends=True),
    Rule("stacked marks", ReasonCode.HIDDEN_CHARACTERS, lambda reading: characters.has_stacked_marks(reading.text), ends=True),
    Rule("swelling characters", ReasonCode.HIDDEN_CHARACTERS, lambda reading: len(reading.plain) > len(reading.text) + 800, ends=True),
    Rule("accent alphabet", ReasonCode.HIDDEN_CHARACTERS, lambda reading: characters.has_mark_alphabet(reading.text)),
    Rule("space alphabet", ReasonCode.HIDDEN_CHARACTERS, lambda reading: characters.has_space_alphabet(reading.text)),
    Rule("data address", ReasonCode.DATA_URI, lambda reading: data_uris.found_in(reading.forms)),
    Rule("hidden service", ReasonCode.HIDDEN_SERVICE, lambda reading: networks.hidden_service_in(reading.forms)),
    Rule("shared file", ReasonCode.P2P, lambda reading: networks.shared_file_in(reading.forms, reading.squeezed)),
    Rule("beginning of a file", ReasonCode.ENCODED_BYTES, lambda reading: tokens.file_starts_in(reading.squeezed)),
    Rule("markup", ReasonCode.MARKUP, lambda reading: markup.found_in(reading.forms)),
    Rule("link", ReasonCode.LINK, lambda reading: links.found_in(reading.forms)),
    Rule("many identifiers", ReasonCode.ENCODED_BYTES, lambda reading: len(set(UUID.findall(reading.plain))) > MOST_UUIDS),
    Rule("fingerprint", ReasonCode.CONTENT_HASH, lambda reading: any(hashes.found_in(text) for text in reading.bare)),
    Rule("picture", ReasonCode.PIXEL_DATA, lambda reading: pictures.found_in(reading.plain)),
    Rule("written bytes", ReasonCode.ENCODED_BYTES, lambda reading: encodings.written_in(reading.bare)),
    Rule("opaque tokens", ReasonCode.ENCODED_BYTES, lambda reading: any(tokens.opaque_in(text) for text in reading.bare)),
    Rule("crumbs", ReasonCode.ENCODED_BYTES, lambda reading: any(crumbs.found_in(text) for text in reading.bare)),
    Rule("spread over texts", ReasonCode.ENCODED_BYTES, lambda reading: pieces.spread_over(reading.pieces)),
    Rule("characters as bytes", ReasonCode.ENCODED_BYTES, lambda reading: alphabets.carrying_bytes(reading.plain)),
    Rule("transcript", ReasonCode.VERBATIM, lambda reading: transcripts.found_in(reading.plain)),
    Rule("recipe", ReasonCode.RECIPE, lambda reading: recipes.found_in(reading.plain)),
    Rule("stray invisible characters", ReasonCode.HIDDEN_CHARACTERS, lambda reading: characters.has_strays(reading.text)),
    Rule("identifier", ReasonCode.TYPE, lambda reading: reading.is_identifier and not _IDENTIFIER.fullmatch(reading.text)),
    Rule("field length", ReasonCode.OVERSIZE, lambda reading: reading.limit >= len(reading.text) > reading.field_limit),
)


def reasons_to_refuse(text: str, *, field: str = "what_happened", rules: Sequence[Rule] = RULES) -> list[Reason]:
    """Every reason to refuse this text for this field, the weightiest first; an empty list when it may be taken."""
    takes = field_named(field)
    is_identifier = takes.form is FieldForm.IDENTIFIER
    return _judged(Reading(_newlines(text), LONGEST_TEXT, takes.limit, is_identifier=is_identifier), field, rules)


def reasons_to_refuse_joined(texts: Sequence[str], *, field: str = "message", rules: Sequence[Rule] = RULES) -> list[Reason]:
    """Every reason to refuse the texts of one case read together, as they follow each other and as one unbroken text."""
    if len(texts) > MOST_TEXTS:
        return [Reason(ReasonCode.OVERSIZE, field)]
    parts = tuple(_newlines(text) for text in texts)
    for joint in ("\n", ""):
        reasons = _judged(Reading(joint.join(parts), LONGEST_CASE, LONGEST_CASE, pieces=parts), field, rules)
        if reasons:
            return reasons
    return []


def _judged(reading: Reading, field: str, rules: Sequence[Rule]) -> list[Reason]:
    reasons: list[Reason] = []
    for rule in rules:
        if rule.finds(reading):
            reasons.append(Reason(rule.code, field))
            if rule.ends:
                break
    return list(dict.fromkeys(reasons))


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
