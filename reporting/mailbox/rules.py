"""How much one mailbox holds. Values in, a refusal or nothing out."""

from collections.abc import Sequence

from reporting.mailbox.kinds import MOST_CHARACTERS, MOST_MESSAGES
from reporting.mailbox.refusals import TooMuchWritten
from reporting.refusals import Refused


def why_not_write(lengths: Sequence[int], more: int) -> Refused | None:
    """At most 20 messages and 16,000 characters from one reporter (security design, T04)."""
    if len(lengths) >= MOST_MESSAGES or sum(lengths) + more > MOST_CHARACTERS:
        return TooMuchWritten()
    return None
