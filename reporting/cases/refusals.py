"""What a case refuses, and in which words."""

from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from reporting.refusals import Refused


class CannotMoveThere(Refused):
    code = "state_not_next"
    words = _("The case cannot go from where it is to there. Open it again to see what comes next.")


class NotInYourQueues(Refused):
    code = "not_in_your_queues"
    words = _("This case is in a queue you do not work. Ask a team lead to move it or to add the queue to your role.")
    status = 403


class MemberCannotWorkIt(Refused):
    code = "member_not_in_queue"
    words = _("That person does not work this queue. Choose somebody who does, or move the case first.")


class NobodyToTakeIt(Refused):
    code = "nobody_to_take_it"
    words = _("Nobody else may be given this case now. Move it to another queue, or give somebody a role that works this one.")


class HeldByAColleague(Refused):
    """`holder` is the display name of whoever has the case, for staff to read."""

    code = "held_by_a_colleague"
    words = _("A colleague holds this case. Ask them, or somebody who gives cases to people.")

    def __init__(self, holder: str = "") -> None:
        said = now_in_words("%(name)s holds this case. Ask them, or somebody who gives cases to people.")
        super().__init__(words=said % {"name": holder} if holder else None)


class NotYourOwnDecision(Refused):
    code = "not_your_own_decision"
    words = _("This case was opened again after a decision of that person. Somebody else has to look at it now.")
    status = 403


class ReasonNeeded(Refused):
    code = "reason_needed"
    words = _("Say why. Choose a reason from the list.")
    status = 422


class QueueNeeded(Refused):
    code = "queue_needed"
    words = _("Choose the queue that the case goes to.")
    status = 422


class FixedWithItsIncident(Refused):
    code = "fixed_with_its_incident"
    words = _("A case is closed as fixed with its incident alone: cause, fix, and a check by somebody else. Choose another reason.")


class SecondPersonNeeded(Refused):
    code = "second_person_needed"
    words = _("Text in this category opens only when a second person agrees. Ask for it on the case; you will see here when somebody has.")
    status = 403


class NothingWritten(Refused):
    code = "text_needed"
    words = _("Write a few words first, then send them.")
    status = 422


class AlreadyInThatQueue(Refused):
    code = "already_in_queue"
    words = _("The case is already in that queue.")


class CaseIsClosed(Refused):
    code = "case_closed"
    words = _("The case is closed. Reopen it first.")
