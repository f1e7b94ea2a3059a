"""One text, read in several ways, each worked out once: what the rules look at instead of the text as typed."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from reporting.guard import lookalikes, unescaping

_IDENTIFIER = r"(?<![0-9A-Za-z])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9A-Za-z])"
UUID = re.compile(_IDENTIFIER, re.IGNORECASE)
VENDOR_ID = re.compile(
    r"(?<![0-9A-Za-z])(?:req|resp|msg|conv|run|gen|chatcmpl|thread|trace|job|session|cmpl|item)[_-][0-9a-f]{32,50}(?![0-9A-Za-z])"
)
_TRACE_ID = re.compile(r"(?<![0-9A-Za-z-])1-[0-9a-f]{8}-[0-9a-f]{24}(?![0-9A-Za-z-])")
_BETWEEN = re.compile(r"[^A-Za-z0-9+/:?=]+")
_SIGNS = re.compile(r"[+/:?=]+")
MOST_UUIDS = 8


@dataclass(frozen=True)
class Reading:
    """A text and how it reads; `pieces` are the texts it was joined from. `repr` never shows a text."""

    text: str = field(repr=False)
    limit: int
    field_limit: int
    is_identifier: bool = False
    pieces: tuple[str, ...] = field(default=(), repr=False)

    @cached_property
    def plain(self) -> str:
        """Compatibility form (NFKC), nothing invisible."""
        return unescaping.plain(self.text)

    @cached_property
    def unescaped(self) -> str:
        """What the plain text says once its escapes are read."""
        return unescaping.unescaped(self.plain)

    @cached_property
    def together(self) -> str:
        """The plain text with words written one letter at a time put together."""
        return lookalikes.pulled_together(self.plain)

    @cached_property
    def joined(self) -> str:
        """Unescaped, and spaced-out words put together."""
        return self.together if self.unescaped == self.plain else lookalikes.pulled_together(self.unescaped)

    @cached_property
    def latin(self) -> str:
        """The same with words that mix alphabets in Latin letters alone."""
        return lookalikes.unmixed(self.joined)

    @cached_property
    def unfilled(self) -> str:
        """The same without a word that stands between all others."""
        return lookalikes.without_filler(self.latin)

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The plain text, and each further form that undoing a disguise gives: most texts have one or two."""
        return tuple(dict.fromkeys((self.plain, self.joined, lookalikes.folded(self.refanged))))

    @cached_property
    def refanged(self) -> str:
        return lookalikes.refanged(self.joined)

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """The forms, and the text backwards or rotated when words of addresses then stand in it."""
        return self.forms + lookalikes.turned(self.refanged)

    @cached_property
    def squeezed(self) -> tuple[str, str]:
        """What was cut stands together: without anything between letters and figures, with the signs of base64 and without."""
        together = _BETWEEN.sub("", self.unfilled)
        return together, _SIGNS.sub("", together)

    @cached_property
    def bare(self) -> tuple[str, ...]:
        """The plain text, and as it reads in Latin letters alone without a word between all pieces.

        All without UUIDs (they name a conversation) and one request number.
        """
        return tuple(dict.fromkeys(_without_ids(text) for text in dict.fromkeys((self.plain, self.unfilled))))


def _without_ids(text: str) -> str:
    if not any(sign in text for sign in "-_"):
        return text
    text = UUID.sub(" ", text, count=MOST_UUIDS)
    return _TRACE_ID.sub(" ", VENDOR_ID.sub(" ", text, count=1), count=1)
