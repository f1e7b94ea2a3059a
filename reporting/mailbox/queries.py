"""Reading a mailbox: by case key for the reporter, by case for staff, and only its own questions for a platform."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from reporting.cases.models import Case
from reporting.mailbox.kinds import MessageKind, MessageState, Sender
from reporting.mailbox.models import Mailbox, Message
from reporting.mailbox.refusals import NoSuchMailbox
from reporting.sealing import actions as sealing
from reporting.sealing import case_keys
from reporting.sealing.kinds import CaseKey, DataKey, Place
from reporting.sealing.refusals import CaseKeyNotRead

NOBODYS = CaseKey(bytes(16))


@dataclass(frozen=True, slots=True)
class Line:
    """One message in the clear, for one showing."""

    ref: str
    sender: str
    by_role: str
    kind: str
    state: str
    text: str
    written_at: datetime
    is_answered: bool


def is_known(case_key: bytes) -> bool:
    """Whether this key was ever given a mailbox. Asked before each report is filed, so in one short statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM reporting_mailbox WHERE lookup = %s", [case_keys.lookup(case_key).hex()])
        return cursor.fetchone() is not None


def find(case_key: bytes) -> Mailbox | None:
    """The mailbox this key was given, erased or not. One indexed look-up whatever the key."""
    return _given(case_key).first()


def opened_by(case_key: bytes) -> Mailbox:
    """The mailbox this key opens. Refuses with NoSuchMailbox: unknown, wrong and erased are one statement that answers no row (S-06)."""
    mailbox = _not_erased(case_key)
    if mailbox is None:
        raise NoSuchMailbox()
    return mailbox


def opened_with(typed: str) -> tuple[CaseKey, Mailbox]:
    """The key as it was typed and the mailbox it opens. A slip costs the same look-up, so that no kind of "no" is quicker (S-06)."""
    try:
        key = case_keys.read_case_key(typed)
    except CaseKeyNotRead:
        _not_erased(NOBODYS)
        raise
    return key, opened_by(key)


def _not_erased(case_key: bytes) -> Mailbox | None:
    return _given(case_key).filter(case__report__envelope__destroyed_at=None).first()


def _given(case_key: bytes) -> QuerySet[Mailbox]:
    return _together().filter(lookup=case_keys.lookup(case_key).hex())


def _together() -> QuerySet[Mailbox]:
    return Mailbox.objects.select_related("case__report__envelope", "case__report__product", "case__platform")


def place_of(message: Message) -> Place:
    return Place(table="message", field="sealed_text", row=message.ref)


def lines(mailbox: Mailbox, key: DataKey, *, for_reporter: bool) -> Sequence[Line]:
    """The messages in the clear, oldest first. A reporter sees what was passed on; staff see all."""
    messages = mailbox.messages.select_related("answer")
    if for_reporter:
        messages = messages.filter(state=MessageState.SENT)
    return [_line(message, key) for message in messages]


def _line(message: Message, key: DataKey) -> Line:
    text = sealing.open_sealed(sealed=bytes(message.sealed_text), place=place_of(message), key=key)
    return Line(
        message.ref, message.sender, message.by_role, message.kind, message.state, text, message.written_at, hasattr(message, "answer")
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a platform in the clear, with the reporter's answer where there is one."""

    ref: str
    text: str
    state: str
    asked_at: datetime
    answer: str | None
    answered_at: datetime | None


def asked_by_platform(mailbox: Mailbox, key: DataKey) -> Sequence[Asked]:
    """The platform's own questions, oldest first; nothing else of the mailbox."""
    questions = mailbox.messages.filter(sender=Sender.PLATFORM, kind=MessageKind.QUESTION).select_related("answer")
    return [_asked(question, key) for question in questions]


def _asked(question: Message, key: DataKey) -> Asked:
    asked, answer = _line(question, key), getattr(question, "answer", None)
    answered = _line(answer, key) if answer else None
    return Asked(
        asked.ref, asked.text, asked.state, asked.written_at, answered.text if answered else None, answered.written_at if answered else None
    )


def questions_waiting(mailbox: Mailbox) -> int:
    """How many questions of the platform are held, or passed on and not answered."""
    asked = mailbox.messages.filter(sender=Sender.PLATFORM, kind=MessageKind.QUESTION, answer=None)
    return asked.exclude(state=MessageState.DECLINED).count()


def texts_by(sender: str, mailbox: Mailbox, key: DataKey) -> Sequence[str]:
    """What one side wrote here in the clear, oldest first, for the guard."""
    messages = mailbox.messages.filter(sender=sender).exclude(kind=MessageKind.STATEMENT)
    return [sealing.open_sealed(sealed=bytes(message.sealed_text), place=place_of(message), key=key) for message in messages]


def held(mailbox: Mailbox) -> Mailbox:
    """The mailbox and its case as they stand once nobody else is at them; both are ours until the transaction ends.

    Read anew after the wait: what a lock answers with is fresh only in the rows it locks.
    """
    Mailbox.objects.select_related("case").select_for_update(of=("self", "case"), no_key=True).get(pk=mailbox.pk)
    return _together().get(pk=mailbox.pk)


def open_question(mailbox: Mailbox) -> Message | None:
    """The question that still waits for the reporter's answer, oldest first."""
    return mailbox.messages.filter(kind=MessageKind.QUESTION, state=MessageState.SENT, answer=None).first()


def headings(case: Case) -> Sequence[Message]:
    """Who wrote when, without any text: what staff see before they open it."""
    return list(Message.objects.filter(mailbox__case=case).defer("sealed_text"))


def reporters_lengths(mailbox: Mailbox) -> Sequence[int]:
    return list(mailbox.messages.filter(sender=Sender.REPORTER).values_list("length", flat=True))
