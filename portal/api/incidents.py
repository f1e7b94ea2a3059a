"""The platform's side of remediation: read an incident, acknowledge it, say where it stands, why it happened and what was changed."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api import conditions, paging
from portal.api.calls import IF_MATCH, IF_NONE_MATCH, KEY, Answer, PlatformCall
from portal.api.fields import Code, Hour, Moment, Shape, Text, taken
from reporting import clock
from reporting.actors import Actor
from reporting.incidents import actions as incidents
from reporting.incidents import queries
from reporting.incidents.kinds import CausePart, IncidentState, Measure, Position
from reporting.incidents.models import Incident
from reporting.platforms.kinds import Scope

STATE = OpenApiParameter("state", str, enum=IncidentState.values)
Act = Callable[..., Any]


class IncidentRow(Shape):
    """Open fields alone. `cases` counts the reports gathered in it."""

    number = serializers.CharField()
    product = serializers.CharField(source="product.slug", default=None)
    category = serializers.CharField()
    severity = serializers.CharField()
    state = serializers.CharField()
    position = serializers.CharField()
    cases = serializers.IntegerField(source="size")
    opened_at = Hour()
    notified_at = Moment()
    acknowledged_at = Moment(allow_null=True)
    closed_at = Moment(allow_null=True)
    close_reason = serializers.CharField()
    reopened = serializers.IntegerField()


class CauseRow(Shape):
    part = serializers.CharField()
    stated_at = Moment()


class FixRow(Shape):
    measures = serializers.ListField(child=serializers.CharField())
    claimed_at = Moment()
    is_verified = serializers.SerializerMethodField()
    is_disputed = serializers.BooleanField()

    def get_is_verified(self, fix: Any) -> bool:
        return queries.is_verified(fix)


class LinkRow(Shape):
    number = serializers.CharField(source="case.number")
    because = serializers.CharField()


class Tally(Shape):
    """What reporters said of the fixes; counts alone."""

    asked = serializers.IntegerField()
    confirmed = serializers.IntegerField()
    disputed = serializers.IntegerField()


class IncidentDetail(IncidentRow):
    """The same, with its cases, causes, fixes and the reporters' verdict."""

    links = LinkRow(many=True)
    causes = CauseRow(many=True)
    fixes = FixRow(many=True)
    verdict = serializers.SerializerMethodField()

    @extend_schema_field(Tally)
    def get_verdict(self, incident: Incident) -> Any:
        return Tally(queries.tally(incident)).data


class PositionBody(Shape):
    position = Code(choices=Position.values)
    text = Text(required=False)


class CauseBody(Shape):
    part = Code(choices=CausePart.values)
    text = Text(required=False)


class FixBody(Shape):
    measures = serializers.ListField(child=Code(choices=Measure.values), allow_empty=False, max_length=len(Measure.values))
    text = Text(required=False)


class StatementBody(Shape):
    """Words to the reporters of this incident, put into each mailbox."""

    text = Text()


class IncidentNow(Shape):
    """How the incident stands after the call."""

    number = serializers.CharField()
    state = serializers.CharField()
    position = serializers.CharField()


class Incidents(PlatformCall):
    scopes = {"GET": Scope.INCIDENTS_READ}

    @extend_schema(operation_id="list_incidents", parameters=[paging.CURSOR, STATE], responses={200: paging.page_of(IncidentRow)})
    def get(self, request: Request) -> Response:
        """The incidents the platform was told of, newest first."""
        asked = paging.asked(request, "cursor", "state")
        after, state = asked.get("cursor", ""), paging.choice(asked, "state", IncidentState.values)
        with paging.from_cursor():
            found = queries.told_page(visible_to_actor=self.program.by, state=state, after=after, size=paging.SIZE + 1)
        rows, last = paging.cut(found)
        return Response(paging.paged(IncidentRow, rows, last.number if last else None))


class OneIncident(PlatformCall):
    scopes = {"GET": Scope.INCIDENTS_READ}

    @extend_schema(operation_id="read_incident", parameters=[IF_NONE_MATCH], responses={200: IncidentDetail})
    def get(self, request: Request, number: str) -> Response:
        """One incident. Its ETag goes into If-Match of what you say about it."""
        paging.asked(request)
        incident = queries.get(number, visible_to_actor=self.program.by)
        current = _tag(incident)
        if conditions.is_held(request, current):
            return conditions.not_modified(current)
        return Response(IncidentDetail(incident).data, headers={"ETag": current})


class Saying(PlatformCall):
    """Something a platform says of an incident: one body, one action."""

    scopes = {"POST": Scope.INCIDENTS_WRITE}

    def say(self, request: Request, number: str, shape: type[Shape], act: Act) -> Response:
        body, by = taken(shape, request.data or {}), self.program.by
        return self.once(request, lambda: _say(request, number, body, act, by))


class Acknowledgement(Saying):
    @extend_schema(operation_id="acknowledge_incident", request=None, parameters=[KEY, IF_MATCH], responses={201: IncidentNow})
    def post(self, request: Request, number: str) -> Response:
        """Say that you know. Saying so twice changes nothing."""
        return self.say(request, number, Shape, incidents.acknowledge)


class Positions(Saying):
    @extend_schema(operation_id="take_position", request=PositionBody, parameters=[KEY, IF_MATCH], responses={201: IncidentNow})
    def post(self, request: Request, number: str) -> Response:
        """Say where you stand; words are for the portal's staff."""
        return self.say(request, number, PositionBody, incidents.take_position)


class Causes(Saying):
    @extend_schema(operation_id="state_cause", request=CauseBody, parameters=[KEY, IF_MATCH], responses={201: IncidentNow})
    def post(self, request: Request, number: str) -> Response:
        """Say which part of the system failed."""
        return self.say(request, number, CauseBody, incidents.state_cause)


class Fixes(Saying):
    @extend_schema(operation_id="claim_fix", request=FixBody, parameters=[KEY, IF_MATCH], responses={201: IncidentNow})
    def post(self, request: Request, number: str) -> Response:
        """Say what you changed. Somebody else checks it."""
        return self.say(request, number, FixBody, incidents.claim_fix)


class Statements(Saying):
    @extend_schema(operation_id="make_statement", request=StatementBody, parameters=[KEY, IF_MATCH], responses={201: IncidentNow})
    def post(self, request: Request, number: str) -> Response:
        """Say something to the reporters of this incident."""
        return self.say(request, number, StatementBody, incidents.make_statement)


def _say(request: Request, number: str, body: dict[str, Any], act: Act, by: Actor) -> Answer:
    incident = queries.get(number, visible_to_actor=by)
    conditions.require_match(request, _tag(incident))
    act(incident=incident, by=by, at=clock.now(), **body)
    return Answer(IncidentNow(incident).data)


def _tag(incident: Incident) -> str:
    """Grows with every change of the incident, everything said of it, and every reporter's verdict."""
    tally = queries.tally(incident)
    return conditions.tag(incident.version, incident.events.count(), tally.confirmed + tally.disputed)
