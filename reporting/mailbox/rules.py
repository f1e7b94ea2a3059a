"""How much one mailbox holds. Values in, a refusal or nothing out."""

from collections.abc import Sequence

from reporting.mailbox.kinds import MOST_CHARACTERS, MOST_CHARACTERS_EVER, MOST_MESSAGES, MOST_QUESTIONS, ROOM_TO_ANSWER
from reporting.mailbox.refusals import NoRoomToAnswer, TooManyQuestions, TooMuchWritten
from reporting.refusals import Refused


def why_not_write(lengths: Sequence[int], more: int, *, is_waited_for: bool = False) -> Refused | None:
    """At most 20 messages and 16,000 characters from one reporter (security design, T04).

    What the case waits for is taken beyond that, or it would wait for ever: the answer to an open question, and the message that opens a
    closed case again. There is one of each for each question and each closing, and never more than 32,000 characters in all.
    """
    if is_waited_for:
        return TooMuchWritten() if sum(lengths) + more > MOST_CHARACTERS_EVER else None
    if len(lengths) >= MOST_MESSAGES or sum(lengths) + more > MOST_CHARACTERS:
        return TooMuchWritten()
    return None


def read_together(texts: Sequence[str]) -> Sequence[str]:
    """The latest of these texts, at most 20 and 16,000 characters of them: what the guard reads joined."""
    latest = list(texts[-MOST_MESSAGES:])
    while len(latest) > 1 and sum(map(len, latest)) > MOST_CHARACTERS:
        latest.pop(0)
    return latest


def why_not_ask(lengths: Sequence[int]) -> Refused | None:
    """Nothing is asked that could not be answered: 1,000 characters must be left."""
    return NoRoomToAnswer() if sum(lengths) + ROOM_TO_ANSWER > MOST_CHARACTERS_EVER else None


def why_not_question(waiting: int) -> Refused | None:
    """At most ten questions of a platform wait in one case, held by staff or not yet answered."""
    return TooManyQuestions() if waiting >= MOST_QUESTIONS else None
