"""Doors for background work on platforms."""

from datetime import timedelta

from reporting import clock
from reporting.jobs import job
from reporting.platforms import calls

KEPT = timedelta(days=2)


@job("platforms.forget_calls", every=timedelta(hours=1))
def forget_calls() -> int:
    """Forget answered calls two days later."""
    return calls.forget(before=clock.now() - KEPT)
