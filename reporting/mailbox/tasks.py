"""Door to telling reporters that there is news."""

from datetime import timedelta

from reporting import clock
from reporting.actors import Actor
from reporting.jobs import job
from reporting.mailbox import notices


@job("mailbox.notify", every=timedelta(minutes=1))
def notify() -> int:
    """Say that there is news to those who asked to be told."""
    return notices.send_due(by=Actor.system("mailbox.notify"), at=clock.now())
