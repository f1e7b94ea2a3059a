"""The delivery log: each message's way to each endpoint, try by try, and one sent again."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api import paging
from portal.api.calls import KEY, Answer, PlatformCall
from portal.api.fields import Moment, Shape, taken
from reporting import clock
from reporting.actors import Actor
from reporting.platforms.kinds import Scope
from reporting.webhooks import actions as webhooks
from reporting.webhooks import queries
from reporting.webhooks.kinds import DeliveryState

STATE = OpenApiParameter("state", str, enum=DeliveryState.values)
ENDPOINT = OpenApiParameter("endpoint", str, description="The id of one endpoint.")


class AttemptRow(Shape):
    """One try. Never what came back."""

    number = serializers.IntegerField()
    at = Moment()
    status = serializers.IntegerField(allow_null=True)
    fault = serializers.CharField()
    milliseconds = serializers.IntegerField()
    size = serializers.IntegerField()
    next_try_at = Moment(allow_null=True)


class DeliveryRow(Shape):
    """One message on its way to one endpoint."""

    id = serializers.CharField(source="number")
    endpoint = serializers.CharField(source="endpoint.number")
    message = serializers.CharField(source="message.number")
    event = serializers.CharField(source="message.event")
    subject = serializers.CharField(source="message.subject")
    sequence = serializers.IntegerField(source="message.sequence")
    state = serializers.CharField()
    next_try_at = Moment(allow_null=True)
    done_at = Moment(allow_null=True)
    attempts = AttemptRow(many=True)


class DeliveryNow(Shape):
    id = serializers.CharField()
    state = serializers.CharField()


class Deliveries(PlatformCall):
    scopes = {"GET": Scope.DELIVERIES}

    @extend_schema(
        operation_id="list_deliveries", parameters=[paging.CURSOR, ENDPOINT, STATE], responses={200: paging.page_of(DeliveryRow)}
    )
    def get(self, request: Request) -> Response:
        """The delivery log, newest first."""
        asked, by = paging.asked(request, "cursor", "endpoint", "state"), self.program.by
        with paging.from_cursor():
            before = queries.get_delivery(asked["cursor"], to=by) if asked.get("cursor") else None
        endpoint = queries.get_endpoint(asked["endpoint"], to=by) if asked.get("endpoint") else None
        wanted = queries.deliveries(to=by, endpoint=endpoint, state=paging.choice(asked, "state", DeliveryState.values), before=before)
        rows, last = paging.cut(list(wanted[: paging.SIZE + 1]))
        return Response(paging.paged(DeliveryRow, rows, last.number if last else None))


class DeliveryReplay(PlatformCall):
    scopes = {"POST": Scope.DELIVERIES}

    @extend_schema(operation_id="replay_delivery", request=None, parameters=[KEY], responses={201: DeliveryNow})
    def post(self, request: Request, number: str) -> Response:
        """Send one message again, under the same id."""
        taken(Shape, request.data or {})
        by = self.program.by
        return self.once(request, lambda: _replay(number, by))


def _replay(number: str, by: Actor) -> Answer:
    webhooks.replay(delivery=queries.get_delivery(number, to=by), by=by, at=clock.now())
    return Answer({"id": number, "state": DeliveryState.DUE.value})
