"""A case as it begins, not stored yet: for one that is opened, and for many at once."""

from datetime import datetime

from reporting import clock
from reporting.cases.kinds import URGENCY, Severity, new_case_number
from reporting.cases.models import Case
from reporting.cases.routing import Routed
from reporting.reports.models import Report


def case_of(*, report: Report, routed: Routed, is_shared: bool, shares_locator: bool, at: datetime) -> Case:
    """The case of a report that was routed: a number of its own, its queue and why, what its platform may know."""
    return Case(
        number=new_case_number(),
        report=report,
        platform=report.platform,
        queue=routed.queue,
        also_queue=next(iter(routed.also_queues), ""),
        severity=routed.severity,
        urgency=URGENCY[Severity(routed.severity)],
        sensitivity=routed.sensitivity,
        flags=list(routed.flags),
        because=list(routed.because),
        is_shared=is_shared,
        shares_locator=shares_locator,
        opened_at=clock.hour(at),
    )
