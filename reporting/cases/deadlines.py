"""Deadlines in law on a case: as on anything else, and the queue then orders the case by the nearest thing due."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from reporting.actors import Actor
from reporting.cases import actions as cases
from reporting.cases.kinds import CaseState
from reporting.cases.models import Case
from reporting.clocks import actions as clocks
from reporting.clocks.models import Clock


def queues_of(case: Case) -> Sequence[str]:
    """The queues that work a case, its own first."""
    return [queue for queue in (case.queue, case.also_queue) if queue]


@transaction.atomic
def begin(*, case: Case, fact: str, since: datetime, reason: str, by: Actor, at: datetime) -> Clock:
    """Let a deadline in law run on a case. Refuses as `clocks.begin_deadline` does."""
    clock = clocks.begin_deadline(subject=case.number, queues=queues_of(case), fact=fact, since=since, reason=reason, by=by, at=at)
    _order_anew(case)
    return clock


@transaction.atomic
def end(*, case: Case, clock: Clock, reason: str, by: Actor, at: datetime) -> Clock:
    """Say how a deadline in law on a case ended. Refuses as `clocks.end_deadline` does."""
    clock = clocks.end_deadline(clock=clock, queues=queues_of(case), reason=reason, by=by, at=at)
    _order_anew(case)
    return clock


def _order_anew(case: Case) -> None:
    if case.state != CaseState.CLOSED:
        cases.refresh_due(case)
