"""A case's mailbox and the messages in it, sealed to both sides."""

from django.db import models

from reporting.cases.models import new_ref
from reporting.handling import Handling
from reporting.mailbox.kinds import MessageKind, MessageState, Sender
from reporting.sealing.fields import SealedField


class Mailbox(models.Model):
    """Opens with the case key, of which only a keyed hash is kept. `fingerprint` is a keyed hash of what was filed with that key.

    Erasing the case forgets both, so that its key is like one that never was.
    """

    case = models.OneToOneField("reporting.Case", on_delete=models.CASCADE, related_name="mailbox")
    lookup = models.CharField(max_length=80, unique=True, null=True, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField()

    handling = Handling(inside=("id", "case", "opened_at", "lookup", "fingerprint"), erased=("lookup", "fingerprint"))


class Message(models.Model):
    """One message. Times are kept to the hour."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="messages")
    ref = models.CharField(max_length=16, default=new_ref, unique=True)
    sender = models.CharField(max_length=10, choices=Sender.choices)
    by_role = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=10, choices=MessageKind.choices)
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.SENT)
    answers = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="answer")
    sealed_text = SealedField()
    length = models.PositiveIntegerField()
    written_at = models.DateTimeField()

    handling = Handling(
        inside=("id", "mailbox", "ref", "sender", "by_role", "kind", "state", "answers", "length", "written_at"),
        sealed=("sealed_text",),
        erased=("sealed_text",),
    )

    class Meta:
        ordering = ["id"]


class Notice(models.Model):
    """A reporter's wish to hear by e-mail that there is news. `told_up_to` is the last event of the case they were told of."""

    mailbox = models.OneToOneField(Mailbox, on_delete=models.CASCADE, related_name="notice")
    sealed_address = SealedField()
    told_up_to = models.PositiveBigIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    handling = Handling(inside=("id", "mailbox", "told_up_to", "sent_at"), sealed=("sealed_address",), erased=("sealed_address",))
