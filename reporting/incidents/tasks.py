"""Doors for background work on incidents."""

from datetime import timedelta

from reporting import clock
from reporting.actors import Actor
from reporting.incidents import actions
from reporting.incidents.models import Statement
from reporting.jobs import job


@job("incidents.tell", every=timedelta(seconds=10))
def tell() -> int:
    """Put platforms' statements into their reporters' mailboxes."""
    waiting = Statement.objects.filter(for_reporters=True, told_at=None).select_related("incident__envelope", "incident__platform")
    return sum(actions.tell_statement(statement=statement, by=Actor.system("incidents.tell"), at=clock.now()) for statement in waiting[:20])
