"""What may happen to an incident next. Values in, a refusal or nothing out."""

from collections.abc import Collection, Sequence

from reporting.incidents import refusals
from reporting.incidents.kinds import MOST_STATEMENTS, SYSTEM_LEVEL
from reporting.incidents.states import STATES
from reporting.refusals import Refused


def why_not_state(now: str, to: str) -> Refused | None:
    """Whether an incident may go from one state to the other."""
    return None if to in STATES[now].next else refusals.CannotMoveThere()


def why_not_change(state: str) -> Refused | None:
    """A closed incident is never changed; a reporter's dispute opens it again."""
    return refusals.IncidentIsClosed() if state == "closed" else None


def moves_by_cause(state: str) -> bool:
    """Whether a stated cause takes the incident a step on. Stated again later, it is kept without a step back."""
    return state in ("notified", "acknowledged")


def why_not_join(case_platform: int | None, incident_platform: int, is_shared: bool, is_member: bool) -> Refused | None:
    """Whether a case may join an incident."""
    if case_platform is None:
        return refusals.NoPlatformToTell()
    if case_platform != incident_platform:
        return refusals.NotTheSamePlatform()
    if not is_shared:
        return refusals.NotShared()
    return refusals.AlreadyInIncident() if is_member else None


def why_not_open(held_by: str) -> Refused | None:
    """Whether an incident may be opened for a case; `held_by` is the number of an open one that has it, or empty."""
    return refusals.HasAnOpenIncident(held_by) if held_by else None


def why_not_claim(measures: Collection[str], has_cause: bool) -> Refused | None:
    """Whether a fix may be claimed: the cause is known and something about the system changed."""
    if not has_cause:
        return refusals.CauseNeeded()
    return None if SYSTEM_LEVEL & set(measures) else refusals.SystemMeasureNeeded(field="measures")


def why_not_verify(claimed_by: str, verifier: str) -> Refused | None:
    return refusals.NotYourOwnFix() if claimed_by == verifier else None


def why_not_close(has_cause: bool, measures: Sequence[str], is_verified: bool, is_disputed: bool) -> Refused | None:
    """Closing as fixed needs a cause, a system-level measure, and a verification that nobody disputes."""
    if not has_cause:
        return refusals.CauseNeeded()
    if not SYSTEM_LEVEL & set(measures):
        return refusals.SystemMeasureNeeded()
    return None if is_verified and not is_disputed else refusals.VerificationNeeded()


def why_not_statement(made: int) -> Refused | None:
    """At most ten statements belong to one incident."""
    return refusals.TooManyStatements() if made >= MOST_STATEMENTS else None
