"""The message catalogues of Django and its apps, in all their languages: an honest corpus on every developer's disk."""

import gettext
import re
import site
from collections.abc import Iterator
from pathlib import Path

from reporting.guard import rules

PLACEHOLDER = re.compile(r"%[(\w]|\{|\0")
LEAST = 25


def catalogues() -> Iterator[Path]:
    for folder in site.getsitepackages():
        yield from sorted(Path(folder).glob("**/locale/*/LC_MESSAGES/*.mo"))


def messages() -> set[str]:
    found: set[str] = set()
    for path in catalogues():
        with path.open("rb") as source:
            catalogue = gettext.GNUTranslations(source)
        pairs = catalogue._catalog.items()  # the standard library gives no other way to list a catalogue
        found |= {text for original, translated in pairs for text in (original if isinstance(original, str) else original[0], translated)}
    return {text for text in found if len(text) >= LEAST and not PLACEHOLDER.search(text) and "Content-Type:" not in text}


def test_hardly_any_message_of_any_language_is_refused():
    texts = messages()

    refused = [(text, [found.code.value for found in rules.reasons_to_refuse(text)]) for text in texts if rules.reasons_to_refuse(text)]

    for text, codes in refused:
        print(codes, ascii(text))
    assert len(texts) > 10_000
    assert len(refused) * 1_000 <= len(texts), refused
