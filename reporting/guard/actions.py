"""Passing a text through the guard: the text as it may be stored, or a refusal. Nothing is written, logged or kept here."""

from collections.abc import Sequence

from reporting.guard import rules
from reporting.guard.characters import cleaned
from reporting.guard.kinds import LONGEST_CASE, MOST_TEXTS
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


def check_beside(*, text: str, earlier: Sequence[str], field: str) -> None:
    """Refuse a payload cut over this text and what the same sender wrote before it, oldest first, as far back as is read together.

    Raises `ContentRefused` as `check_joined` does, but never because there is much: a long case may go on.
    """
    together, room = [text], LONGEST_CASE - len(text)
    for before in reversed(earlier[-(MOST_TEXTS - 1) :]):
        room -= len(before) + 1
        if room < 0:
            break
        together.insert(0, before)
    if len(together) > 1:  # alone it was read already
        check_joined(texts=together, field=field)
