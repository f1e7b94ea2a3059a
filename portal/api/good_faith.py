"""The good-faith check: before suspending an account, a platform asks whether it reported in good faith (F77)."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.authentication import Program
from portal.api.calls import KEY, Answer, PlatformCall
from portal.api.fields import Shape, Text, taken
from reporting import clock
from reporting.cases import sharing
from reporting.intake.refusals import AnswerNeeded
from reporting.platforms.kinds import Scope


class CheckBody(Shape):
    """One of the two."""

    account_ref = Text(max_length=120, required=False)
    request_id = Text(max_length=80, required=False)


class Checked(Shape):
    """`case_number` and `received_on` only where the reporter agreed that the platform may know."""

    reported = serializers.BooleanField()
    case_number = serializers.CharField(required=False)
    received_on = serializers.DateField(required=False)


ONE_REFERENCE = _("Send exactly one of account_ref and request_id.")


class GoodFaithChecks(PlatformCall):
    scopes = {"POST": Scope.GOOD_FAITH_CHECK}

    @extend_schema(operation_id="check_good_faith", request=CheckBody, parameters=[KEY], responses={200: Checked})
    def post(self, request: Request) -> Response:
        """Ask whether a good-faith report exists. `false` also where its reporter did not agree that you may know. Each check is recorded."""
        body, who = taken(CheckBody, request.data), self.program
        if len(body) != 1:
            raise AnswerNeeded(field="account_ref", words=ONE_REFERENCE)
        return self.once(request, lambda: _check(body, who))


def _check(body: dict[str, Any], who: Program) -> Answer:
    ((kind, value),) = body.items()
    case = sharing.check_good_faith(platform=who.platform, kind=kind, value=value, by=who.by, at=clock.now())
    if case is None:
        return Answer({"reported": False}, status=200)
    return Answer({"reported": True, "case_number": case.number, "received_on": case.opened_at.date().isoformat()}, status=200)
