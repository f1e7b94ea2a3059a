"""Every "no" of access, in words for staff."""

from django.utils.translation import gettext_lazy as _

from reporting.refusals import Refused


class EmailTaken(Refused):
    code = "email_taken"
    words = _("A staff member with this address is already here. Give them the role instead.")


class EmailNotRead(Refused):
    code = "email_not_read"
    words = _("This is not an e-mail address. It has a name, an @ and a domain, such as name@example.org.")
    status = 422


class UnknownRole(Refused):
    code = "unknown_role"
    words = _("There is no such role. The page of roles lists them all.")
    status = 422


class UnknownSkill(Refused):
    code = "unknown_skill"
    words = _("One of these languages or kinds of report is not in the list. Choose from those offered.")
    status = 422


class NotYourOwnRoles(Refused):
    code = "not_your_own_roles"
    words = _("Nobody changes their own roles. Ask another administrator.")
    status = 403


class LastAdministrator(Refused):
    code = "last_administrator"
    words = _("This is the last administrator. Give somebody else the role first.")


class NobodyChosen(Refused):
    code = "nobody_chosen"
    words = _("Choose a colleague who works here.")
    status = 422


class UnknownReason(Refused):
    code = "unknown_reason"
    words = _("Choose one of the reasons offered.")
    status = 422


class AlreadyAsked(Refused):
    code = "already_asked"
    words = _("You have asked for this already. A second person will decide.")


class NotYourOwnAsk(Refused):
    code = "not_your_own_ask"
    words = _("Nobody decides what they asked for themselves. A second person will.")
    status = 403


class AskIsOver(Refused):
    code = "ask_is_over"
    words = _("This was decided already, or nobody decided in time. Ask again if it is still needed.")


class ApprovalNeeded(Refused):
    code = "approval_needed"
    words = _("This needs a second person. Ask for it with a reason; it opens when a colleague approves.")
    status = 403
