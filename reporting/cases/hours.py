"""How finely we keep when a reporter did something: to the hour, so that no clock tells the minute (security design, T13)."""

from datetime import datetime

from reporting import clock
from reporting.actors import Actor, ActorKind
from reporting.clocks import queries as clocks


def kept(by: Actor, at: datetime) -> datetime:
    """When somebody did something, as it is kept: of what a reporter did, the hour."""
    return clock.hour(at) if by.kind is ActorKind.REPORTER else at


def began(promise: str, severity: str, at: datetime) -> datetime:
    """From when a promise to a reporter runs: the hour in which they acted.

    Counted from the hour's beginning it is due earlier, never later, than promised. One so short that it would be over by then, as the
    emergency's quarter of an hour is, runs from the quarter; nothing finer is kept unless that is over too.
    """
    for rounded in (clock.hour(at), clock.quarter(at)):
        due = clocks.promised(promise, rounded, severity)
        if due is None or due > at:
            return rounded
    return at
