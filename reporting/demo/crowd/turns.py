"""The steps a case can take, each as the real action would have left it."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from reporting import clock
from reporting.cases import hours
from reporting.cases.kinds import CaseState, CloseReason
from reporting.cases.models import Note, new_ref
from reporting.demo import texts
from reporting.demo.crowd import lives
from reporting.demo.crowd.lives import Life
from reporting.demo.people import HOUSE
from reporting.demo.steps import Step
from reporting.incidents.kinds import LinkReason
from reporting.incidents.models import Confirmation, IncidentCase
from reporting.mailbox.kinds import MessageKind, Sender
from reporting.mailbox.models import Message
from reporting.sealing import actions as sealing
from reporting.sealing.kinds import Place

FIRST_LOOK = timedelta(hours=5)
NEW = (CaseState.RECEIVED, CaseState.REOPENED)


def take(life: Life, step: Step, *, at: datetime) -> None:
    """Take one step at a moment."""
    STEPS[step.does](life, at, step.reason)


def because(life: Life) -> LinkReason:
    """Why a case belongs to its incident."""
    return LinkReason.FIRST if life.is_first else LinkReason.SAME_PRODUCT_AND_CATEGORY


def _claim(life: Life, at: datetime, reason: str) -> None:
    life.case.assignee_id, life.case.assigned_at = int(life.staff.ref), at
    lives.happened(life, "assigned", by=life.staff, at=at, details={"to": int(life.staff.ref)})
    if life.case.state in NEW:
        life.case.state = CaseState.IN_TRIAGE
        lives.happened(life, "in_triage", by=life.staff, at=at)
        _news(life, at)


def _news(life: Life, at: datetime) -> None:
    """Somebody has looked, or the reporter has heard from us: the promise of news runs anew."""
    for open_clock in life.open_clocks:
        lives.kept(open_clock, at)
    life.clocks.append(lives.promise(life.case, "update", at))


def _note(life: Life, at: datetime, reason: str) -> None:
    note = Note(case_id=life.case.pk, ref=new_ref(), written_by_id=int(life.staff.ref), written_at=at)
    note.sealed_text = sealing.seal(text=life.note, place=Place("note", "sealed_text", note.ref), key=life.key)
    life.notes.append(note)
    lives.happened(life, "noted", by=life.staff, at=at)


def _put(life: Life, sender: Sender, kind: MessageKind, text: str, at: datetime) -> Message:
    by_role = life.staff.role if sender == Sender.STAFF else sender.value
    message = Message(mailbox_id=life.mailbox.pk, ref=new_ref(), sender=sender, by_role=by_role, kind=kind)
    message.length, message.written_at = len(text), clock.hour(at)
    message.sealed_text = sealing.seal(text=text, place=Place("message", "sealed_text", message.ref), key=life.key)
    life.messages.append(message)
    return message


def _write(life: Life, at: datetime, reason: str) -> None:
    _put(life, Sender.STAFF, MessageKind.MESSAGE, texts.WROTE[life.language], at)
    lives.happened(life, "message_to_reporter", by=life.staff, at=at, details={"kind": "message"})
    _news(life, at)


def _ask(life: Life, at: datetime, reason: str) -> None:
    _put(life, Sender.STAFF, MessageKind.QUESTION, texts.ASKED[life.language], at)
    lives.happened(life, "message_to_reporter", by=life.staff, at=at, details={"kind": "question"})
    _news(life, at)
    life.case.waits_from, life.case.state = life.case.state, CaseState.WAITING_FOR_REPORTER
    lives.happened(life, "waiting_for_reporter", by=life.staff, at=at)
    lives.pause(life.clock, at)


def _answer(life: Life, at: datetime, reason: str) -> None:
    question = life.messages[-1]
    _put(life, Sender.REPORTER, MessageKind.ANSWER, texts.ANSWERED[life.language], at).answers = question
    lives.happened(life, "reporter_answered", by=life.reporter, at=at)
    life.case.state = life.case.waits_from
    lives.happened(life, life.case.state, by=life.reporter, at=at)
    lives.resume(life.clock, clock.hour(at))


def _join(life: Life, at: datetime, reason: str) -> None:
    _claim(life, min(at, life.filed_at + FIRST_LOOK), "")
    _gathered(life, at, "")


def _gathered(life: Life, at: datetime, reason: str) -> None:
    incident, why = life.in_common.incident, because(life)
    life.links.append(IncidentCase(incident=incident, case_id=life.case.pk, because=why, added_at=at, added_by=life.staff.ref))
    lives.happened(life, "joined_incident", by=life.staff, at=at, details={"incident": incident.number, "because": why})


def _to_platform(life: Life, at: datetime, reason: str) -> None:
    life.case.state = CaseState.WITH_PLATFORM
    lives.happened(life, "with_platform", by=life.staff, at=at)


def _acknowledged(life: Life, at: datetime, reason: str) -> None:
    lives.happened(life, "platform_acknowledged", by=life.platform, at=at)


def _cause(life: Life, at: datetime, reason: str) -> None:
    lives.happened(life, "cause_stated", by=life.platform, at=at, details={"part": life.in_common.explained.part})


def _fix(life: Life, at: datetime, reason: str) -> None:
    lives.happened(life, "fix_claimed", by=life.platform, at=at, details={"measure": life.in_common.explained.measure})


def _confirm(life: Life, at: datetime, reason: str) -> None:
    life.case.state = CaseState.CONFIRMING
    lives.happened(life, "confirming", by=life.staff, at=at)


def _agree(life: Life, at: datetime, reason: str) -> None:
    _say(life, "confirmed", "", at)


def _dispute(life: Life, at: datetime, reason: str) -> None:
    _say(life, "disputed", reason, at)
    lives.happened(life, "with_platform", by=life.reporter, at=at)
    life.case.state = CaseState.REOPENED
    lives.happened(life, "reopened", by=life.reporter, at=at, reason=reason, details={"because": reason})
    life.clocks.append(lives.promise(life.case, "first_look", hours.began("first_look", life.case.severity, at)))


def _say(life: Life, answer: str, reason: str, at: datetime) -> None:
    lives.happened(life, f"fix_{answer}", by=life.reporter, at=at, reason=reason)
    answered = Confirmation(case_id=life.case.pk, fix=life.in_common.fix, answer=answer, reason=reason, answered_at=clock.hour(at))
    life.confirmations.append(answered)


def _close(life: Life, at: datetime, reason: str) -> None:
    by = {CloseReason.WITHDRAWN: life.reporter, CloseReason.FIXED: HOUSE}.get(CloseReason(reason), life.staff)
    ended = hours.kept(by, at)
    life.case.state, life.case.close_reason, life.case.closed_at = CaseState.CLOSED, reason, ended
    for open_clock in life.open_clocks:
        lives.stop(open_clock, ended)
    lives.happened(life, "closed", by=by, at=at, reason=reason, details={"reason": reason})


STEPS: Mapping[str, Callable[[Life, datetime, str], None]] = {
    "claim": _claim,
    "note": _note,
    "write": _write,
    "ask": _ask,
    "answer": _answer,
    "join": _join,
    "gathered": _gathered,
    "to_platform": _to_platform,
    "acknowledged": _acknowledged,
    "cause": _cause,
    "fix": _fix,
    "confirm": _confirm,
    "agree": _agree,
    "dispute": _dispute,
    "close": _close,
}
