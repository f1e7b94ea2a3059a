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
_BLANK = re.compile(r"[\s,;|.\"'`]+")
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
    def forms(self) -> tuple[str, ...]:
        """The plain text, and each further form that undoing a disguise gives: most texts have one or two."""
        unescaped = unescaping.unescaped(self.plain)
        together = lookalikes.pulled_together(unescaped)
        refanged = lookalikes.refanged(together)
        return tuple(dict.fromkeys((self.plain, unescaped, together, refanged, lookalikes.folded(refanged))))

    @cached_property
    def squeezed(self) -> str:
        """Without blanks, commas, dots and quotation marks: what was cut into pieces stands together."""
        return _BLANK.sub("", self.forms[-1])

    @cached_property
    def bare(self) -> tuple[str, ...]:
        """The plain text without UUIDs (they name a conversation) and one vendor's request number; and with spaced-out words together."""
        bare = UUID.sub(" ", self.plain, count=MOST_UUIDS)
        bare = VENDOR_ID.sub(" ", bare, count=1)
        return tuple(dict.fromkeys((bare, lookalikes.pulled_together(bare))))
