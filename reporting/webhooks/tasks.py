"""The job that delivers."""

from datetime import timedelta

from reporting import jobs
from reporting.actors import Actor
from reporting.webhooks import pump


@jobs.job("webhooks.deliver", every=timedelta(seconds=1))
def deliver() -> int:
    """Send what is due; returns when nothing is, or after the bounded time."""
    return pump.deliver(by=Actor.system("webhooks.deliver"))
