"""How much one mailbox holds. Values in, a refusal or nothing out."""

from collections.abc import Sequence

from reporting.mailbox.kinds import MOST_CHARACTERS, MOST_MESSAGES, MOST_QUESTIONS
from reporting.mailbox.refusals import TooManyQuestions, TooMuchWritten
from reporting.refusals import Refused


def why_not_write(lengths: Sequence[int], more: int) -> Refused | None:
    """At most 20 messages and 16,000 characters from one reporter (security design, T04)."""
    if len(lengths) >= MOST_MESSAGES or sum(lengths) + more > MOST_CHARACTERS:
        return TooMuchWritten()
    return None


def why_not_question(waiting: int) -> Refused | None:
    """At most ten questions of a platform wait in one case, held by staff or not yet answered."""
    return TooManyQuestions() if waiting >= MOST_QUESTIONS else None
