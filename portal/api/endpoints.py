"""Where a platform wants to be told: its endpoints, their secrets, a test, and a replay of a time range."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api import conditions, paging
from portal.api.authentication import Program
from portal.api.calls import IF_MATCH, KEY, Answer, PlatformCall
from portal.api.fields import Code, Moment, Shape, Text, Tick, Whole, taken
from reporting import clock
from reporting.actors import Actor
from reporting.platforms.kinds import Scope
from reporting.webhooks import actions as webhooks
from reporting.webhooks import queries
from reporting.webhooks.addresses import LONGEST_URL
from reporting.webhooks.kinds import EndpointState, EventType
from reporting.webhooks.models import Endpoint

MOST_AT_ONCE = 64
SWITCHES = {EndpointState.ACTIVE.value: webhooks.enable_endpoint, EndpointState.DISABLED.value: webhooks.disable_endpoint}


class EndpointRow(Shape):
    """An endpoint without its secret."""

    id = serializers.CharField(source="number")
    url = serializers.CharField()
    events = serializers.ListField(child=serializers.CharField())
    at_once = serializers.IntegerField()
    state = serializers.CharField()
    public_key = serializers.CharField()
    created_at = Moment()
    failing_since = Moment(allow_null=True)
    notice = serializers.CharField()


class EndpointWithSecret(EndpointRow):
    """`secret` is told this once; a repeated call is answered without it."""

    secret = serializers.CharField(required=False)


class NewEndpoint(Shape):
    """An empty list of events means all of them."""

    url = Text(max_length=LONGEST_URL)
    events = serializers.ListField(child=Code(choices=EventType.values), required=False, max_length=len(EventType.values))
    ed25519 = Tick(required=False)
    at_once = Whole(required=False, min_value=1, max_value=MOST_AT_ONCE)


class ChangedEndpoint(Shape):
    """What is not given stays."""

    url = Text(max_length=LONGEST_URL, required=False)
    events = serializers.ListField(child=Code(choices=EventType.values), required=False, max_length=len(EventType.values))
    at_once = Whole(required=False, min_value=1, max_value=MOST_AT_ONCE)
    state = Code(choices=list(SWITCHES), required=False)


class NewSecret(Shape):
    """For how many hours the old secret goes on signing beside the new one: 24 unless said, 168 at most."""

    overlap_hours = Whole(required=False, min_value=0, max_value=168)
    ed25519 = Tick(required=False)


class Secret(Shape):
    id = serializers.CharField()
    public_key = serializers.CharField()
    secret = serializers.CharField(required=False)


class Tested(Shape):
    message = serializers.CharField(source="number")


class TimeRange(Shape):
    """At most 30 days back. What was held or given up; with `also_delivered` everything."""

    since = Moment()
    until = Moment()
    also_delivered = Tick(default=False)


class Replayed(Shape):
    deliveries = serializers.IntegerField()


class Endpoints(PlatformCall):
    scopes = {"GET": Scope.ENDPOINTS, "POST": Scope.ENDPOINTS}

    @extend_schema(operation_id="list_endpoints", responses={200: paging.page_of(EndpointRow)})
    def get(self, request: Request) -> Response:
        """The platform's endpoints, oldest first; there are never more than fit one page."""
        paging.asked(request, "cursor")
        return Response(paging.paged(EndpointRow, list(queries.endpoints(to=self.program.by)), None))

    @extend_schema(operation_id="create_endpoint", request=NewEndpoint, parameters=[KEY], responses={201: EndpointWithSecret})
    def post(self, request: Request) -> Response:
        """Add an endpoint. Its secret is shown in this answer and never again."""
        body, who = taken(NewEndpoint, request.data), self.program
        return self.once(request, lambda: _create(body, who))


class OneEndpoint(PlatformCall):
    scopes = {"GET": Scope.ENDPOINTS, "PATCH": Scope.ENDPOINTS, "DELETE": Scope.ENDPOINTS}

    @extend_schema(operation_id="read_endpoint", responses={200: EndpointRow})
    def get(self, request: Request, number: str) -> Response:
        """One endpoint."""
        paging.asked(request)
        return _shown(queries.get_endpoint(number, to=self.program.by))

    @extend_schema(operation_id="change_endpoint", request=ChangedEndpoint, parameters=[IF_MATCH], responses={200: EndpointRow})
    def patch(self, request: Request, number: str) -> Response:
        """Change where, what or how much at once; switch it off or on."""
        body = taken(ChangedEndpoint, request.data)
        endpoint = _wanted(request, number, self.program.by)
        return _shown(_change(endpoint, body, self.program.by))

    @extend_schema(operation_id="remove_endpoint", parameters=[IF_MATCH], responses={204: None})
    def delete(self, request: Request, number: str) -> Response:
        """Never send there again. Its delivery log stays."""
        webhooks.remove_endpoint(endpoint=_wanted(request, number, self.program.by), by=self.program.by, at=clock.now())
        return Response(status=204)


class EndpointSecret(PlatformCall):
    scopes = {"POST": Scope.ENDPOINTS}

    @extend_schema(operation_id="rotate_secret", request=NewSecret, parameters=[KEY], responses={201: Secret})
    def post(self, request: Request, number: str) -> Response:
        """A fresh secret, shown this once. Old and new sign together for a while."""
        body, by = taken(NewSecret, request.data or {}), self.program.by
        return self.once(request, lambda: _rotate(number, body, by))


class EndpointTest(PlatformCall):
    scopes = {"POST": Scope.ENDPOINTS}

    @extend_schema(operation_id="test_endpoint", request=None, parameters=[KEY], responses={201: Tested})
    def post(self, request: Request, number: str) -> Response:
        """Send endpoint.test to this endpoint."""
        taken(Shape, request.data or {})
        by = self.program.by
        return self.once(request, lambda: _test(number, by))


class EndpointReplay(PlatformCall):
    scopes = {"POST": Scope.DELIVERIES}

    @extend_schema(operation_id="replay_range", request=TimeRange, parameters=[KEY], responses={201: Replayed})
    def post(self, request: Request, number: str) -> Response:
        """Send again what was held or given up in a time range, under the same ids."""
        body, by = taken(TimeRange, request.data), self.program.by
        return self.once(request, lambda: _replay(number, body, by))


def _create(body: dict[str, Any], who: Program) -> Answer:
    endpoint, secrets = webhooks.create_endpoint(platform=who.platform, by=who.by, at=clock.now(), **body)
    return Answer(EndpointRow(endpoint).data, only_now={"secret": secrets.secret})


def _rotate(number: str, body: dict[str, Any], by: Actor) -> Answer:
    hours = body.get("overlap_hours")
    overlap = None if hours is None else timedelta(hours=hours)
    endpoint = queries.get_endpoint(number, to=by)
    secrets = webhooks.rotate_secret(endpoint=endpoint, overlap=overlap, ed25519=body.get("ed25519"), by=by, at=clock.now())
    return Answer({"id": number, "public_key": secrets.public_key}, only_now={"secret": secrets.secret})


def _test(number: str, by: Actor) -> Answer:
    return Answer(Tested(webhooks.send_test(endpoint=queries.get_endpoint(number, to=by), by=by, at=clock.now())).data)


def _replay(number: str, body: dict[str, Any], by: Actor) -> Answer:
    return Answer({"deliveries": webhooks.replay_range(endpoint=queries.get_endpoint(number, to=by), by=by, at=clock.now(), **body)})


@transaction.atomic
def _change(endpoint: Endpoint, body: dict[str, Any], by: Actor) -> Endpoint:
    """Both parts of a change or none."""
    switch, at = SWITCHES.get(body.pop("state", "")), clock.now()
    if body:
        endpoint = webhooks.change_endpoint(endpoint=endpoint, by=by, at=at, **body)
    return switch(endpoint=endpoint, by=by, at=at) if switch else endpoint


def _wanted(request: Request, number: str, by: Actor) -> Endpoint:
    endpoint = queries.get_endpoint(number, to=by)
    conditions.require_match(request, conditions.tag(endpoint.version))
    return endpoint


def _shown(endpoint: Endpoint) -> Response:
    return Response(EndpointRow(endpoint).data, headers={"ETag": conditions.tag(endpoint.version)})
