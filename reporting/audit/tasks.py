"""Doors to the audit chain and the log's sequencer; the latter stands here because every checkpoint takes in the chain's head."""

from datetime import timedelta

from reporting import clock
from reporting.audit import actions
from reporting.jobs import job


@job("audit.chain", every=timedelta(seconds=1))
def chain() -> int:
    """Link new entries of the audit trail into its chain."""
    return actions.chain()


@job("ledger.sequence", every=timedelta(seconds=1))
def sequence() -> int:
    """Give waiting receipts their place in the public log, and sign a checkpoint."""
    joined = 0
    while count := actions.sequence(at=clock.now()):
        joined += count
    return joined
