"""What intake refuses, and in which words."""

from django.utils.translation import gettext_lazy as _

from reporting.refusals import Refused

CHOOSE_ONE = _("Choose one of the answers.")


class AnswerNeeded(Refused):
    code = "answer_needed"
    words = _("Choose an answer. If you are not sure, choose “I do not know”.")
    status = 422


class TickNeeded(Refused):
    code = "tick_needed"
    words = _("Tick the box if you agree. We can take your report only with it.")
    status = 422


class AddressNeeded(Refused):
    code = "address_needed"
    words = _("Type the address to write to, or choose to come back with your case key.")
    status = 422


class NotAsked(Refused):
    """A field that hangs on another answer, which says that it is not asked."""

    code = "not_asked"
    words = _("This is not asked for with your other answers. Leave it out, or change the answer that it hangs on.")
    status = 422


class UnknownField(Refused):
    """A key that the form does not have. Refused, not dropped, so that nobody believes it was received."""

    code = "unknown_field"
    words = _("This form has no such field. Send only the fields it names.")
    status = 422


class DuplicateField(Refused):
    code = "duplicate_field"
    words = _("The same field was sent twice. Send it once.")
    status = 422


class WrongType(Refused):
    code = "type"
    words = _("This answer has another form than asked for. Text is text, a choice is one of its codes, a tick is true or false.")
    status = 422


class NotOffered(Refused):
    code = "not_offered"
    words = _("Choose one of the answers offered.")
    status = 422


class TooLong(Refused):
    code = "oversize"
    words = _("This is longer than we can take. Say it in fewer words.")
    status = 422


class NotThatForm(Refused):
    code = "pattern"
    words = _("Only letters, digits, full stops, colons, dashes and underscores can stand here. Copy the code alone, without an address.")
    status = 422


class NameBesideChoice(Refused):
    """A product chosen and another one named: which is meant, only the reporter knows."""

    code = "name_beside_choice"
    words = _("You chose one answer and wrote a name as well. Write the name beside “Another one”, or leave it out.")
    status = 422


class NotADate(Refused):
    code = "not_a_date"
    words = _("Give the day and the time with its time zone, or leave it empty.")
    status = 422


class NotInReach(Refused):
    code = "not_in_reach"
    words = _("Check the day: it may lie neither before 2015 nor in the future.")
    status = 422


class NotAnAddress(Refused):
    code = "not_an_email"
    words = _("This does not look like an e-mail address. Check it, or choose to come back with your case key.")
    status = 422


class KeyNotRepeated(Refused):
    code = "key_not_repeated"
    words = _("That is not the part we asked for. Look at your key again and type that one part.")
    status = 422


class CaseKeyUsed(Refused):
    """So that nobody takes words for received that were not, and a case is opened by the key of one report alone."""

    code = "case_key_used"
    words = _("This case key belongs to a report that was filed before with other answers. Nothing was filed now. Use a new case key.")
    status = 422

    def __init__(self) -> None:
        super().__init__(field="case_key")


class KeyIsNew(Refused):
    """The form was sent before with other answers, and the answer was lost on its way."""

    code = "key_is_new"
    words = _(
        "What you sent before the last change was received, under the case key you kept. "
        "To send the changed report too, keep the new key shown here as well, and type the part we ask for."
    )
    status = 422


class DraftGone(Refused):
    """Nothing of an unsent report outlives its hour."""

    code = "draft_gone"
    words = _("Your answers are no longer here. We keep them for one hour at most. Please start again.")
    status = 410
