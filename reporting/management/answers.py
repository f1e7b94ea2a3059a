"""How a command answers: one JSON object or plain lines; a refusal in its own words, and 1."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.core.management.base import CommandError

from reporting.refusals import Refused


def shown(made: Mapping[str, object], *, as_json: bool) -> str:
    """What was made, for a program or for somebody who reads it."""
    return json.dumps(made) if as_json else "\n".join(f"{name}: {_plain(value)}" for name, value in made.items())


@contextmanager
def refusals_said() -> Iterator[None]:
    """Turn a refusal into a command's own: its code and its words."""
    try:
        yield
    except Refused as refused:
        raise CommandError(f"{refused.code}: {refused.words}") from None


def codes(text: str) -> list[str]:
    """Codes that were given in one word, separated by commas."""
    return [code.strip() for code in text.split(",") if code.strip()]


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str("" if value is None else value)
