"""Door to sweeping sessions that are over."""

from datetime import timedelta

from reporting import clock
from reporting.access import actions
from reporting.actors import Actor
from reporting.jobs import job


@job("access.sweep_sessions", every=timedelta(seconds=60))
def sweep_sessions() -> int:
    """Remove sessions that are over."""
    return actions.sweep_sessions(by=Actor.system("access.sweep_sessions"), at=clock.now())
