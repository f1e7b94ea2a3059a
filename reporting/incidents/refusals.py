"""What an incident refuses, and in which words."""

from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from reporting.refusals import Refused


class CannotMoveThere(Refused):
    code = "incident_state_not_next"
    words = _("The incident cannot go from where it is to there. Read it again to see what comes next.")


class IncidentIsClosed(Refused):
    code = "incident_closed"
    words = _("The incident is closed. It opens again only when a reporter says that the fix does not settle it.")


class NotTheSamePlatform(Refused):
    code = "not_the_same_platform"
    words = _("A case joins only an incident of its own platform.")


class NotShared(Refused):
    code = "reporter_did_not_share"
    words = _("The reporter did not agree that the platform is told. Ask them first, in the mailbox.")


class NoPlatformToTell(Refused):
    code = "no_platform"
    words = _("This case names no platform that is registered here. Register the platform and its product first.")


class AlreadyInIncident(Refused):
    code = "already_in_incident"
    words = _("The case already belongs to that incident.")


class HasAnOpenIncident(Refused):
    """`number` is the open incident's."""

    code = "has_an_open_incident"
    words = _("The case belongs to an open incident already.")

    def __init__(self, number: str = "") -> None:
        said = now_in_words("The case belongs to the open incident %(number)s already.")
        super().__init__(words=said % {"number": number} if number else None)


class CauseNeeded(Refused):
    code = "cause_needed"
    words = _("State the cause first: which part of the system failed, and who controls it.")


class SystemMeasureNeeded(Refused):
    """An account action alone never closes an incident (F56)."""

    code = "system_measure_needed"
    words = _("Acting on an account or removing one output does not mend the system. Name at least one change to the system itself.")
    status = 422


class NotYourOwnFix(Refused):
    code = "not_your_own_fix"
    words = _("Whoever claimed a fix cannot verify it. Ask a colleague.")
    status = 403


class NoFixToVerify(Refused):
    code = "no_fix_to_verify"
    words = _("There is no claimed fix here that waits for a check.")


class VerificationNeeded(Refused):
    code = "verification_needed"
    words = _("Somebody who did not claim the fix has to verify it before the incident can be closed.")


class NothingToConfirm(Refused):
    code = "nothing_to_confirm"
    words = _("There is no checked fix to confirm or dispute at the moment.")


class UnknownChoice(Refused):
    code = "unknown_choice"
    words = _("Choose one of the values offered.")
    status = 422


class TooManyStatements(Refused):
    code = "too_many_statements"
    words = _("Ten statements belong to this incident already. State the cause or the fix, or write to our staff.")
    status = 429
