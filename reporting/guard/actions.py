"""Passing a text through the guard: the text as it may be stored, or a refusal. Nothing is written, logged or kept here."""

from collections.abc import Sequence

from reporting.guard import rules
from reporting.guard.characters import cleaned
from reporting.guard.refusals import ContentRefused


def check(*, text: str, field: str) -> str:
    """Return the text as it is stored: composed (NFC), trimmed, one kind of newline, without stray invisible characters.

    Raises `ContentRefused` for the first reason found; its details are the reason's code and a length bucket only.
    """
    reasons = rules.reasons_to_refuse(text, field=field)
    if reasons:
        raise ContentRefused(reasons[0], length=len(text))
    return cleaned(text)


def check_joined(*, texts: Sequence[str], field: str) -> None:
    """Refuse a payload cut over the texts of one case, oldest first: each may be harmless alone.

    Raises `ContentRefused`, also beyond 20 texts or 16,000 characters together (security design, T04).
    """
    reasons = rules.reasons_to_refuse_joined(texts, field=field)
    if reasons:
        raise ContentRefused(reasons[0], length=sum(map(len, texts)))
