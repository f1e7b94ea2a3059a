"""Every write to a mailbox. Each text passes the guard and is sealed before it reaches the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from reporting import clock, rows
from reporting.actors import Actor, ActorKind
from reporting.audit import actions as audit
from reporting.cases import actions as cases
from reporting.cases import rules as case_rules
from reporting.cases import sharing
from reporting.cases.kinds import CaseState, CloseReason
from reporting.cases.models import Case, new_ref
from reporting.guard import actions as guard
from reporting.mailbox import notices, queries, rules
from reporting.mailbox.kinds import MessageKind, MessageState, Sender
from reporting.mailbox.models import Mailbox, Message
from reporting.mailbox.refusals import NeitherMessageNorQuestion, NoSuchMailbox, NothingToAnswer
from reporting.refusals import NotFound, require, require_permission
from reporting.reports.models import Report
from reporting.sealing import actions as sealing
from reporting.sealing import case_keys
from reporting.sealing.kinds import DataKey

SENDERS = {ActorKind.REPORTER: Sender.REPORTER, ActorKind.STAFF: Sender.STAFF, ActorKind.PLATFORM: Sender.PLATFORM}


def open_mailbox(*, case: Case, case_key: bytes, fingerprint: str, by: Actor, at: datetime) -> Mailbox:
    """Give a case its mailbox. Only a keyed hash of the case key is kept; a second mailbox for one key is impossible.

    `fingerprint` is a keyed hash of what was filed, by which the same report sent again is known from another one.
    """
    return rows.add(Mailbox(case=case, lookup=case_keys.lookup(case_key).hex(), fingerprint=fingerprint, opened_at=clock.hour(at)))


@transaction.atomic
def say(*, case: Case, text: str, kind: str, by: Actor, at: datetime) -> Message:
    """Write to the reporter as staff, a message or a question. Refuses any other kind."""
    if kind not in (MessageKind.MESSAGE, MessageKind.QUESTION):
        raise NeitherMessageNorQuestion(field="kind")
    if kind == MessageKind.QUESTION:
        return ask(case=case, text=text, by=by, at=at)
    return write_to_reporter(case=case, text=text, by=by, at=at)


@transaction.atomic
def ask(*, case: Case, text: str, by: Actor, at: datetime) -> Message:
    """Ask the reporter a question; the case waits for them and its clocks stand still. Refused when they have no room left to answer."""
    require(rules.why_not_ask(queries.reporters_lengths(case.mailbox)))
    message = write_to_reporter(case=case, text=text, kind=MessageKind.QUESTION, by=by, at=at)
    cases.wait_for_reporter(case=case, by=by, at=at)
    return message


@transaction.atomic
def write_to_reporter(*, case: Case, text: str, kind: str = MessageKind.MESSAGE, by: Actor, at: datetime) -> Message:
    """Write to the reporter as staff."""
    require_permission("messages.write", by=by)
    text = cases.written(text=text, field="message")
    mailbox = queries.held(case.mailbox)
    case = mailbox.case
    require(case_rules.why_not_work(case.queue, case.also_queue, by.queues))
    require(case_rules.why_not_change(case.state))
    key = sealing.unlock_for_queue(envelope=case.report.envelope)
    guard.check_beside(text=text, earlier=queries.texts_by(Sender.STAFF, mailbox, key), field="message")
    message = _write(mailbox, text, kind, key, by=by, at=at)
    cases.happened(case, "message_to_reporter", by=by, at=at, details={"kind": kind})
    cases.updated_reporter(case, at=at)
    return message


@transaction.atomic
def ask_for_platform(*, case: Case, text: str, by: Actor, at: datetime) -> Message:
    """Take a platform's question. It is held until staff pass it on."""
    text = cases.written(text=text, field="question")
    mailbox = queries.held(case.mailbox)
    case = mailbox.case
    require(sharing.why_not_ask(case, by))
    require(case_rules.why_not_change(case.state))
    require(rules.why_not_question(queries.questions_waiting(mailbox)))
    key = sealing.unlock_for_queue(envelope=case.report.envelope)
    guard.check_beside(text=text, earlier=queries.texts_by(Sender.PLATFORM, mailbox, key), field="question")
    message = _write(mailbox, text, MessageKind.QUESTION, key, by=by, at=at, state=MessageState.HELD)
    cases.happened(case, "platform_asked", by=by, at=at)
    return message


@transaction.atomic
def decide_question(*, case: Case, ref: str, pass_on: bool, by: Actor, at: datetime) -> None:
    """Pass a platform's held question on to the reporter, or decline to."""
    require_permission("messages.write", by=by)
    case = queries.held(case.mailbox).case
    require(case_rules.why_not_work(case.queue, case.also_queue, by.queues))
    require(rules.why_not_ask(queries.reporters_lengths(case.mailbox)) if pass_on else None)
    state = MessageState.SENT if pass_on else MessageState.DECLINED
    if not Message.objects.filter(mailbox__case=case, ref=ref, state=MessageState.HELD).update(state=state):
        raise NotFound()
    cases.happened(case, "question_passed_on" if pass_on else "question_declined", by=by, at=at)
    if pass_on:
        cases.wait_for_reporter(case=case, by=by, at=at)


@transaction.atomic
def write_as_reporter(*, mailbox: Mailbox, text: str, case_key: bytes, by: Actor, at: datetime, answers_question: bool = False) -> Message:
    """Write as the reporter: a message, or the answer to the open question. The guard also reads all their texts joined (T04)."""
    text = cases.written(text=text, field="message")
    mailbox = _held_by_reporter(mailbox)
    key = sealing.unlock_for_reporter(envelope=mailbox.case.report.envelope, case_key=case_key)
    question = queries.open_question(mailbox) if answers_question else None
    is_waited_for = question is not None or mailbox.case.state == CaseState.CLOSED
    require(rules.why_not_write(queries.reporters_lengths(mailbox), len(text), is_waited_for=is_waited_for))
    earlier = [line.text for line in queries.lines(mailbox, key, for_reporter=True) if line.sender == Sender.REPORTER]
    guard.check_joined(texts=rules.read_together([*earlier, text]), field="message")
    if answers_question and question is None:
        raise NothingToAnswer()
    kind = MessageKind.ANSWER if question else MessageKind.MESSAGE
    message = _write(mailbox, text, kind, key, by=by, at=at, answers=question)
    _news_from_reporter(mailbox.case, question, by=by, at=at)
    return message


def _held_by_reporter(mailbox: Mailbox) -> Mailbox:
    """The mailbox for one writing at a time. One that was erased meanwhile is as one that never was."""
    mailbox = queries.held(mailbox)
    if mailbox.case.report.envelope.destroyed_at:
        raise NoSuchMailbox()
    return mailbox


def _news_from_reporter(case: Case, question: Message | None, *, by: Actor, at: datetime) -> None:
    cases.happened(case, "reporter_answered" if question else "reporter_wrote", by=by, at=at)
    if question and case.state == CaseState.WAITING_FOR_REPORTER:
        cases.change_state(case=case, to=case.waits_from or CaseState.IN_TRIAGE, by=by, at=at)
    if case.state == CaseState.CLOSED:
        cases.reopen(case=case, because="reporter_wrote", by=by, at=at)
    if question and question.sender == Sender.PLATFORM:
        cases.announce(case, "case.message_for_platform", at=at)


@transaction.atomic
def deliver_statement(*, case: Case, text: str, ref: str, by: Actor, at: datetime) -> None:
    """Put a platform's statement into one mailbox, once: `ref` names the statement and the case together."""
    mailbox = queries.held(case.mailbox)
    case = mailbox.case
    if case.report.envelope.destroyed_at or Message.objects.filter(ref=ref).exists():
        return
    key = sealing.unlock_for_queue(envelope=case.report.envelope)
    _write(mailbox, text, MessageKind.STATEMENT, key, by=by, at=at, ref=ref)
    cases.happened(case, "statement", by=by, at=at)


@transaction.atomic
def withdraw(*, mailbox: Mailbox, by: Actor, at: datetime) -> Case:
    """Stop our work at the reporter's wish."""
    return cases.close(case=_held_by_reporter(mailbox).case, reason=CloseReason.WITHDRAWN, by=by, at=at)


@transaction.atomic
def read_as_staff(*, case: Case, reason: str, by: Actor, at: datetime) -> list[queries.Line]:
    """The messages in the clear for a member of staff, with a reason that is recorded first."""
    key = cases.unlock(case=case, reason=reason, by=by, at=at)
    return list(queries.lines(case.mailbox, key, for_reporter=False))


@transaction.atomic
def open_everything(*, case: Case, reason: str, by: Actor, at: datetime) -> tuple[cases.Opened, list[queries.Line]]:
    """All texts of a case, answers, notes and messages, for one reason and one entry in the trail."""
    key = cases.unlock(case=case, reason=reason, by=by, at=at)
    return cases.texts_of(case, key), list(queries.lines(case.mailbox, key, for_reporter=False))


@dataclass(frozen=True, slots=True)
class SeenByPlatform:
    """What a platform sees of a case beside its open fields: the answers the reporter shared, and its own questions with their answers."""

    answers: Mapping[str, Any]
    questions: Sequence[queries.Asked]


@transaction.atomic
def read_as_platform(*, case: Case, by: Actor, at: datetime) -> SeenByPlatform:
    """A platform's view of a case it was given; the read is recorded first. Nothing is left to see of an erased case."""
    if case.report.envelope.destroyed_at:
        return SeenByPlatform({}, ())
    key = sharing.unlock_for_platform(case=case, by=by, at=at)
    return SeenByPlatform(sharing.open_for_platform(case=case, key=key, by=by, at=at), queries.asked_by_platform(case.mailbox, key))


@transaction.atomic
def erase(*, mailbox: Mailbox, by: Actor, at: datetime) -> None:
    """Destroy the case's keys at the reporter's wish: every sealed text becomes unreadable at once, and the case key opens nothing.

    What stood in the clear about the reporter's answers is emptied with it, as are the receipt's statement and everything by which the
    report or its keys could be known again; number, kind, platform and times stay, and the log's leaf.
    """
    mailbox = _held_by_reporter(mailbox)
    case = mailbox.case
    if case.state != CaseState.CLOSED:
        cases.close(case=case, reason=CloseReason.WITHDRAWN, by=by, at=at)
    sealing.destroy(envelope=case.report.envelope)
    sharing.forget_references(case=case)
    notices.stop(mailbox=mailbox, by=by, at=at)
    Report.objects.filter(pk=case.report_id).update(subcategory="", open_answers={}, staff_answers={}, language="")
    Case.objects.filter(pk=case.pk).update(flags=[], because=[])
    case.events.update(details={})
    case.confirmations.update(reason="")
    _forget_filing(mailbox)
    audit.record("case.erased", subject=case.number, by=by, at=at)


def _forget_filing(mailbox: Mailbox) -> None:
    """The receipt's statement, and the keys and marks by which this filing would be known again."""
    mailbox.case.receipt.note = ""
    mailbox.case.receipt.save(update_fields=["note"])
    mailbox.case.filing_keys.all().delete()
    Mailbox.objects.filter(pk=mailbox.pk).update(lookup=None, fingerprint="")


def _write(
    mailbox: Mailbox,
    text: str,
    kind: str,
    key: DataKey,
    *,
    by: Actor,
    at: datetime,
    state: str = MessageState.SENT,
    answers: Message | None = None,
    ref: str = "",
) -> Message:
    message = Message(
        mailbox=mailbox, ref=ref or new_ref(), sender=SENDERS[by.kind], by_role=by.role, kind=kind, state=state, answers=answers
    )
    message.length, message.written_at = len(text), clock.hour(at)
    message.sealed_text = sealing.seal(text=text, place=queries.place_of(message), key=key)
    message.save(force_insert=True)
    return message
