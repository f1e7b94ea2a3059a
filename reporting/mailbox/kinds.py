"""The closed words of the mailbox: who writes, and what kind of message it is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sender(TextChoices):
    REPORTER = "reporter", _("You")
    STAFF = "staff", _("The portal's staff")
    PLATFORM = "platform", _("The platform")


class MessageKind(TextChoices):
    MESSAGE = "message", _("Message")
    QUESTION = "question", _("Question")
    ANSWER = "answer", _("Answer")
    STATEMENT = "statement", _("Statement")


class MessageState(TextChoices):
    """A platform's question is held until staff pass it on, so that no platform can use it to find out who somebody is."""

    SENT = "sent", _("Sent")
    HELD = "held", _("Held for staff")
    DECLINED = "declined", _("Not passed on")


MOST_MESSAGES = 20
MOST_CHARACTERS = 16_000
MOST_CHARACTERS_EVER = 32_000
ROOM_TO_ANSWER = 1_000
MOST_QUESTIONS = 10
