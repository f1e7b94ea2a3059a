"""The reporter's room by program: where the case stands, what was written, and the reporter's own words, answers and wishes."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.authentication import Reporter
from portal.api.calls import KEY, Answer, RoomCall
from portal.api.fields import Code, Hour, Shape, Text, Tick, taken
from portal.api.reports import NextStep, next_steps
from reporting import clock
from reporting.actors import Actor
from reporting.cases import queries as cases
from reporting.cases import words
from reporting.cases.kinds import CloseReason
from reporting.cases.models import Case
from reporting.cases.states import STATES
from reporting.incidents import actions as incidents
from reporting.incidents import queries as fixes
from reporting.incidents.kinds import Answer as Said
from reporting.incidents.kinds import DisputeReason
from reporting.intake.refusals import AnswerNeeded
from reporting.mailbox import actions as mailbox
from reporting.mailbox import queries as mailboxes
from reporting.mailbox.models import Mailbox
from reporting.receipts import queries as receipts
from reporting.sealing import actions as sealing
from reporting.sealing.kinds import CaseKey


class RoomMessage(Shape):
    """One message, shown to the reporter alone."""

    ref = serializers.CharField()
    sender = serializers.CharField()
    role = serializers.CharField(source="by_role")
    kind = serializers.CharField()
    text = serializers.CharField()
    written_at = Hour()
    is_answered = serializers.BooleanField()


class TimelineRow(Shape):
    """One thing that happened, in words; to the hour."""

    words = serializers.CharField()
    role = serializers.CharField()
    at = Hour()


class RoomCase(Shape):
    """A case as its reporter sees it."""

    number = serializers.CharField()
    state = serializers.CharField()
    words = serializers.CharField()
    next = NextStep(many=True)
    opened_at = Hour()
    closed_at = Hour(allow_null=True)
    close_reason = serializers.CharField()
    closed_because = serializers.CharField()
    open_question = serializers.CharField(allow_null=True)
    may_confirm = serializers.BooleanField()
    messages = RoomMessage(many=True)
    timeline = TimelineRow(many=True)
    receipt = serializers.CharField()


class MessageBody(Shape):
    """Words to us; `answers_question` when they answer the open question."""

    text = Text()
    answers_question = Tick(default=False)


class ConfirmationBody(Shape):
    """Whether the checked fix settles it. A dispute says why."""

    answer = Code(choices=Said.values)
    reason = Code(choices=DisputeReason.values, required=False)


class Written(Shape):
    ref = serializers.CharField()
    written_at = Hour()


class CaseMoved(Shape):
    case_number = serializers.CharField()
    state = serializers.CharField()


class Erased(Shape):
    case_number = serializers.CharField()
    erased = serializers.BooleanField()


class Room(RoomCall):
    @extend_schema(operation_id="read_own_case", responses={200: RoomCase})
    def get(self, request: Request) -> Response:
        """Where the case stands and everything written in it."""
        return Response(RoomCase(_room(self.reporter.mailbox, self.reporter.case_key)).data)


class Messages(RoomCall):
    @extend_schema(operation_id="write_to_staff", request=MessageBody, parameters=[KEY], responses={201: Written})
    def post(self, request: Request) -> Response:
        """Write a message, or answer the open question."""
        body, who = taken(MessageBody, request.data), self.reporter
        return self.once(request, lambda: _write(who, body))


class Confirmations(RoomCall):
    @extend_schema(operation_id="confirm_or_dispute_fix", request=ConfirmationBody, parameters=[KEY], responses={201: CaseMoved})
    def post(self, request: Request) -> Response:
        """Say whether the checked fix settles it. Nobody asks you to try it."""
        body, who = taken(ConfirmationBody, request.data), self.reporter
        return self.once(request, lambda: _confirm(who.mailbox.case, body, who.by))


class Erasure(RoomCall):
    @extend_schema(operation_id="erase_own_case", request=None, responses={200: Erased})
    def post(self, request: Request) -> Response:
        """Erase the case for good: its texts can never be opened again, and the case key opens nothing."""
        who = self.reporter
        taken(Shape, request.data or {})
        mailbox.erase(mailbox=who.mailbox, by=who.by, at=clock.now())
        return Response(Erased({"case_number": who.mailbox.case.number, "erased": True}).data)


def _room(box: Mailbox, case_key: CaseKey) -> dict[str, Any]:
    case, key = box.case, sealing.unlock_for_reporter(envelope=box.case.report.envelope, case_key=case_key)
    question = mailboxes.open_question(box)
    return {
        "number": case.number,
        "state": case.state,
        "words": str(STATES[case.state].words),
        "next": next_steps(case),
        "opened_at": case.opened_at,
        "closed_at": case.closed_at,
        "close_reason": case.close_reason,
        "closed_because": str(CloseReason(case.close_reason).label) if case.close_reason else "",
        "open_question": question.ref if question else None,
        "may_confirm": fixes.fix_to_confirm(case) is not None,
        "messages": mailboxes.lines(box, key, for_reporter=True),
        "timeline": _timeline(case),
        "receipt": receipts.text_of(case.receipt),
    }


def _timeline(case: Case) -> list[dict[str, Any]]:
    told = words.for_reporter(cases.history(case))
    return [{"words": f"{row.title}. {row.words}".strip(" ."), "role": row.by_role, "at": row.at} for row in told]


def _write(who: Reporter, body: dict[str, Any]) -> Answer:
    message = mailbox.write_as_reporter(mailbox=who.mailbox, case_key=who.case_key, by=who.by, at=clock.now(), **body)
    return Answer(Written(message).data)


def _confirm(case: Case, body: dict[str, Any], by: Actor) -> Answer:
    at = clock.now()
    if body["answer"] == Said.CONFIRMED:
        incidents.confirm(case=case, by=by, at=at)
    else:
        incidents.dispute(case=case, reason=body.get("reason") or _reason_needed(), by=by, at=at)
    return Answer(CaseMoved({"case_number": case.number, "state": case.state}).data)


def _reason_needed() -> str:
    raise AnswerNeeded(field="reason")
