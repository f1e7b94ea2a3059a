"""The closed word lists of access: queues, permissions, what needs a second person, and why."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Queue(TextChoices):
    LEGAL = "legal", _("Legal")
    TRUST = "trust", _("Trust")
    SECURITY = "security", _("Security")
    PRIVACY = "privacy", _("Privacy")
    SAFETY_EMERGENCY = "safety_emergency", _("Safety emergency")


class Permission(TextChoices):
    """One allowed thing each; the label is the sentence shown beside it."""

    CASES_READ = "cases.read", _("See the cases of your queues, without the reporter's words.")
    CASES_WORK = "cases.work", _("Take a case of your queues and work on it.")
    CASES_ASSIGN = "cases.assign", _("Give a case to a colleague, or take it back.")
    CASES_MOVE = "cases.move", _("Move a case to its next state or to another queue.")
    CASES_CLOSE = "cases.close", _("Close a case with a reason, or open it again.")
    NOTES_WRITE = "notes.write", _("Write notes to colleagues. They never leave the house.")
    MESSAGES_WRITE = "messages.write", _("Write to a reporter through the mailbox.")
    TEXT_OPEN = "text.open", _("Open a reporter's words, giving a reason; some need a second person first.")
    TEXT_APPROVE = "text.approve", _("Allow a colleague to open words that need a second person.")
    PERSON_REVEAL = "person.reveal", _("Ask to see contact data that a reporter gave; a second person decides.")
    EXPORTS_MAKE = "exports.make", _("Ask to take cases out in bulk; a second person decides.")
    CASES_ERASE = "cases.erase", _("Ask to erase a case for good; a second person decides.")
    CLOCKS_MANAGE = "clocks.manage", _("Start a deadline in law on a case or incident, and say how it ended.")
    HOLDS_MANAGE = "holds.manage", _("Put a legal hold on a case, and ask for its release.")
    APPROVALS_DECIDE = "approvals.decide", _("Be the second person for reveals, exports, erasures and releases of holds.")
    INCIDENTS_WORK = "incidents.work", _("Gather cases into incidents and work on them with the platform.")
    INCIDENTS_VERIFY = "incidents.verify", _("Check a fix that somebody else claimed.")
    PLATFORMS_MANAGE = "platforms.manage", _("Manage platforms, their products, endpoints and tokens. In the desk: read the list of them.")
    ROUTING_MANAGE = "routing.manage", _("Change the rules that choose a case's queue.")
    STAFF_MANAGE = (
        "staff.manage",
        _("Invite staff, give and take roles, end sessions. In the desk: say what somebody knows, and end the access of who leaves."),
    )
    TRAIL_READ = "trail.read", _("Read who did and opened what.")
    FACTS_READ = "facts.read", _("Read the reference data and where it comes from.")
    FACTS_REVIEW = "facts.review", _("Record that a fact was read again at its source.")
    FIGURES_READ = "figures.read", _("See the figures before they are published.")
    FIGURES_PUBLISH = "figures.publish", _("Publish figures and entries of the incident register.")


# Named for work that is still to come: nothing asks for these yet, so no page says that somebody may do it.
LATER = frozenset(
    {
        Permission.PERSON_REVEAL,
        Permission.EXPORTS_MAKE,
        Permission.CASES_ERASE,
        Permission.HOLDS_MANAGE,
        Permission.APPROVALS_DECIDE,
        Permission.FACTS_REVIEW,
        Permission.FIGURES_READ,
        Permission.FIGURES_PUBLISH,
    }
)


class Act(TextChoices):
    """What needs a second person."""

    TEXT_OPEN = "text.open", _("Open sealed words")
    PERSON_REVEAL = "person.reveal", _("See contact data")
    EXPORT = "export", _("Take cases out in bulk")
    ERASE = "erase", _("Erase for good")
    HOLD_RELEASE = "hold.release", _("Release a legal hold")


class Reason(TextChoices):
    """Why somebody asks; a code, never text."""

    TRIAGE = "triage", _("The case cannot be sorted without it")
    URGENT_DANGER = "urgent_danger", _("Somebody may be in danger now")
    PLATFORM_QUESTION = "platform_question", _("The platform asked something only the words can answer")
    LEGAL_DUTY = "legal_duty", _("A law or a court requires it")
    REPORTER_ASKED = "reporter_asked", _("The reporter asked for it")
    APPEAL = "appeal", _("An appeal is being decided")
    QUALITY = "quality", _("An agreed quality check")
    CONTENT_GOT_IN = "content_got_in", _("Content got in that must not be here")


class ApprovalState(TextChoices):
    ASKED = "asked", _("Waiting for a second person")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")
    USED = "used", _("Used")
    LAPSED = "lapsed", _("Not decided in time")
