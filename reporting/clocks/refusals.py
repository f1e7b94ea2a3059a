"""What a clock refuses, and in which words."""

from django.utils.translation import gettext_lazy as _

from reporting.refusals import Refused


class ClockRunsAlready(Refused):
    code = "clock_runs_already"
    words = _("This clock already runs here. Open the page again to see it.")


class UnknownClock(Refused):
    code = "unknown_clock"
    words = _("There is no clock of that kind. Choose one from the list.")
    status = 422


class NotInForce(Refused):
    code = "clock_not_startable"
    words = _("This entry of the law is not a deadline that can run today. Read it with counsel.")
    status = 422
