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


class TriggerNotYet(Refused):
    code = "trigger_not_yet"
    words = _("A deadline counts from something that has happened. Give the day and time of it, in UTC, not later than now.")
    status = 422


class DeadlineReasonNeeded(Refused):
    code = "deadline_reason_needed"
    words = _("Say why. Choose a reason from the list for this deadline.")
    status = 422


class ClockEnded(Refused):
    code = "clock_ended"
    words = _("This deadline has ended already. Open the page again to see how.")
