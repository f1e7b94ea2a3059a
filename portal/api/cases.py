"""A platform's own cases: open fields in lists, what the reporter shared on the case itself, questions that staff hand on."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api import conditions, paging
from portal.api.calls import IF_MATCH, IF_NONE_MATCH, KEY, Answer, PlatformCall
from portal.api.fields import Hour, Shape, Text, taken
from reporting import clock
from reporting.actors import Actor
from reporting.cases import queries as cases
from reporting.cases import sharing
from reporting.cases.kinds import CaseState
from reporting.cases.models import Case
from reporting.mailbox import actions as mailbox
from reporting.mailbox.actions import SeenByPlatform
from reporting.platforms.kinds import Scope

SHARED = sharing.VERSIONS + sharing.LOCATORS + sharing.TOLD
STATE = OpenApiParameter("state", str, enum=CaseState.values)


class CaseRow(Shape):
    """Open fields alone: numbers, codes, hours."""

    number = serializers.CharField()
    product = serializers.CharField(source="report.product.slug", default=None)
    category = serializers.CharField(source="report.category")
    severity = serializers.CharField()
    state = serializers.CharField()
    opened_at = Hour()
    closed_at = Hour(allow_null=True)
    close_reason = serializers.CharField()


class Question(Shape):
    """A question this platform asked, and the reporter's answer."""

    ref = serializers.CharField()
    text = serializers.CharField()
    state = serializers.CharField()
    asked_at = Hour()
    answer = serializers.CharField(allow_null=True)
    answered_at = Hour(allow_null=True)


class CaseDetail(CaseRow):
    """The same, with the closed choices of the report, what its reporter agreed to share, and this platform's own questions."""

    choices = serializers.DictField(source="report.open_answers")
    shared = serializers.SerializerMethodField()
    questions = serializers.SerializerMethodField()

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}, "propertyNames": {"enum": list(SHARED)}})
    def get_shared(self, case: Case) -> dict[str, Any]:
        return dict(self.context["seen"].answers)

    @extend_schema_field(Question(many=True))
    def get_questions(self, case: Case) -> list[dict[str, Any]]:
        return list(Question(self.context["seen"].questions, many=True).data)


class QuestionBody(Shape):
    """A question to the reporter, in words. Staff read it before the reporter does."""

    text = Text()


class Asked(Shape):
    ref = serializers.CharField()
    state = serializers.CharField()
    asked_at = Hour(source="written_at")


class Cases(PlatformCall):
    scopes = {"GET": Scope.CASES_READ}

    @extend_schema(operation_id="list_cases", parameters=[paging.CURSOR, STATE], responses={200: paging.page_of(CaseRow)})
    def get(self, request: Request) -> Response:
        """The platform's own cases, newest first."""
        asked = paging.asked(request, "cursor", "state")
        after, state = asked.get("cursor", ""), paging.choice(asked, "state", CaseState.values)
        with paging.from_cursor():
            found = cases.shared_page(visible_to_actor=self.program.by, state=state, after=after, size=paging.SIZE + 1)
        rows, last = paging.cut(found)
        return Response(paging.paged(CaseRow, rows, last.number if last else None))


class OneCase(PlatformCall):
    scopes = {"GET": Scope.CASES_READ}

    @extend_schema(operation_id="read_case", parameters=[IF_NONE_MATCH], responses={200: CaseDetail})
    def get(self, request: Request, number: str) -> Response:
        """One case. Reading it is recorded, and its reporter is shown that you did."""
        paging.asked(request)
        case = cases.get(number, visible_to_actor=self.program.by)
        current = _tag(case)
        if conditions.is_held(request, current):
            return conditions.not_modified(current)
        seen = mailbox.read_as_platform(case=case, by=self.program.by, at=clock.now())
        return Response(_detail(case, seen), headers={"ETag": current})


class Questions(PlatformCall):
    scopes = {"POST": Scope.CASES_ASK}

    @extend_schema(operation_id="ask_reporter", request=QuestionBody, parameters=[KEY, IF_MATCH], responses={201: Asked})
    def post(self, request: Request, number: str) -> Response:
        """Put a question to the reporter. It passes the guard, and staff hand it on or decline."""
        body, by = taken(QuestionBody, request.data), self.program.by
        return self.once(request, lambda: _ask(request, number, body["text"], by))


def _ask(request: Request, number: str, text: str, by: Actor) -> Answer:
    case = cases.get(number, visible_to_actor=by)
    conditions.require_match(request, _tag(case))
    message = mailbox.ask_for_platform(case=case, text=text, by=by, at=clock.now())
    return Answer(Asked(message).data)


def _detail(case: Case, seen: SeenByPlatform) -> Any:
    return CaseDetail(case, context={"seen": seen}).data


def _tag(case: Case) -> str:
    """Grows with every change of the case and everything that happens in its mailbox."""
    return conditions.tag(case.version, len(cases.history(case)), int(case.report.envelope.destroyed_at is not None))
