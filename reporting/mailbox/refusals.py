"""What the mailbox refuses, and in which words."""

from django.utils.translation import gettext_lazy as _

from reporting.refusals import Refused


class NoSuchMailbox(Refused):
    """One answer for a key that is unknown, mistyped in a way that still checks, or erased."""

    code = "no_such_case_key"
    words = _("We cannot open a case with this key. Check each word or group. If the case was erased, nothing of it is left here.")
    status = 404


class TooMuchWritten(Refused):
    code = "too_much_written"
    words = _("This case has reached the most that one mailbox can hold. What you wrote before is still here. Wait for our answer.")
    status = 429


class NoRoomToAnswer(Refused):
    """Said to who asks: the case would wait for an answer that cannot be given."""

    code = "no_room_to_answer"
    words = _("This reporter has written as much as one case can hold, so they could not answer. Decide with what is here.")


class TooManyQuestions(Refused):
    """What a platform is told that asks on and on."""

    code = "too_many_questions"
    words = _("Ten of your questions about this case wait for an answer. Ask again when one of them has been answered or declined.")
    status = 429


class NothingToAnswer(Refused):
    code = "nothing_to_answer"
    words = _("There is no open question here. You can write a message instead.")


class NeitherMessageNorQuestion(Refused):
    code = "neither_message_nor_question"
    words = _("Say what it is: a message, or a question to which the case waits for the answer.")
    status = 422
