"""The door by which a worker looks at the clocks."""

from datetime import timedelta

from reporting import clock
from reporting.actors import Actor
from reporting.clocks import actions
from reporting.jobs import job


@job("clocks.sweep", every=timedelta(seconds=30))
def sweep() -> int:
    """Announce what is due soon or overdue."""
    return actions.sweep(at=clock.now(), by=Actor.system("clocks.sweep"))
