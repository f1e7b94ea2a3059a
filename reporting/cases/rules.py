"""What may happen to a case next. Values in, a refusal or nothing out: ask with `why_not_…`, enforce with `require`."""

from collections.abc import Collection, Iterable

from reporting.cases.kinds import Candidate
from reporting.cases.refusals import (
    AlreadyInThatQueue,
    CannotMoveThere,
    CaseIsClosed,
    FixedWithItsIncident,
    HeldByAColleague,
    MemberCannotWorkIt,
    NotInYourQueues,
    NotYourOwnDecision,
    SecondPersonNeeded,
)
from reporting.cases.states import STATES
from reporting.refusals import Refused

FIXED = "fixed"
SEALED_TO_TWO = "S4"
HEAVIEST = 4
"""The weight of a critical case; each step less urgent weighs one less. Knowing the kind of report counts as much as one critical case."""


def why_not_state(now: str, to: str) -> Refused | None:
    """Whether a case may go from one state to the other."""
    return None if to in STATES[now].next else CannotMoveThere()


def why_not_work(queue: str, also_queue: str, queues: Collection[str]) -> Refused | None:
    """Whether somebody who works these queues may work this case."""
    return None if queue in queues or also_queue in queues else NotInYourQueues()


def why_not_change(state: str) -> Refused | None:
    """A closed case is only reopened, never changed."""
    return CaseIsClosed() if state == "closed" else None


def why_not_close_as(reason: str, *, with_incident: bool) -> Refused | None:
    """Only the closing of its incident, which knows of a cause, a fix and a check, may say to a reporter that it was fixed."""
    return FixedWithItsIncident(field="reason") if reason == FIXED and not with_incident else None


def why_not_assign(queue: str, state: str, member_queues: Collection[str]) -> Refused | None:
    return why_not_change(state) or (None if queue in member_queues else MemberCannotWorkIt())


def why_not_take(holder: str, *, may_assign: bool) -> Refused | None:
    """Whether somebody may take a case that a colleague of this name holds; an empty name is nobody."""
    return HeldByAColleague(holder) if holder and not may_assign else None


def why_not_judge_again(decided_by: str, member: str) -> Refused | None:
    """A reopened case goes to somebody who did not decide it the first time (F23)."""
    return NotYourOwnDecision() if decided_by and decided_by == member else None


def why_not_move(queue: str, to: str, state: str) -> Refused | None:
    return why_not_change(state) or (AlreadyInThatQueue() if queue == to else None)


def why_not_open_text(sensitivity: str, is_approved: bool) -> Refused | None:
    """Text of the most sensitive categories needs a second person's yes (F38)."""
    return SecondPersonNeeded() if sensitivity == SEALED_TO_TWO and not is_approved else None


def in_order(candidates: Iterable[Candidate], *, language: str, category: str) -> list[Candidate]:
    """Who is asked first: those who speak the reporter's language where anybody does, then who has least to do, less where they know the kind.

    Whoever never signed in is asked after everybody else.
    """

    def place(one: Candidate) -> tuple[bool, bool, int, int, str, int]:
        known = HEAVIEST if category in one.categories else 0
        return (not one.has_been_here, language not in one.languages, one.weight - known, one.cases, one.name, one.member)

    return sorted(candidates, key=place)
