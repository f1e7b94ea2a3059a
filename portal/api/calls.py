"""What every call has in common: its refusals as problems, its token's scope, no words in the address, and once means once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.db import IntegrityError, transaction
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.api.authentication import PlatformToken, Program, Reporter, RoomKey
from reporting import clock
from reporting.platforms import calls
from reporting.platforms.refusals import ScopeMissing
from reporting.refusals import Invalid, Refused, require

KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    OpenApiParameter.HEADER,
    description="A random text of yours, 16 characters or more. The same call with the same key is answered the same and does nothing twice.",
)
IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="The ETag you read. Refused with 412 when it changed since."
)
IF_NONE_MATCH = OpenApiParameter("If-None-Match", str, OpenApiParameter.HEADER, description="The ETag you hold. 304 while it is the same.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call answers. `body` is kept for a repeated call: numbers, codes and times. `only_now` is told this once and never kept."""

    body: Mapping[str, Any]
    status: int = 201
    only_now: Mapping[str, Any] = field(default_factory=dict)


class Call(APIView):
    """One address of the API. `caller` names who calls, so that one caller's keys are not another's."""

    metadata_class = None

    @property
    def caller(self) -> str:
        return ""

    def handle_exception(self, exc: Exception) -> Response:
        answered = super().handle_exception(exc)
        if answered.status_code == 401:
            answered["WWW-Authenticate"] = self.get_authenticate_header(self.request) or "Bearer"
        return answered

    def once(self, request: Request, act: Callable[[], Answer]) -> Response:
        """Do what was asked, or answer as before when the same call was made with this Idempotency-Key."""
        try:
            return self._once(request, act)
        except Refused as refusal:
            raise _about_body(refusal, request.data)

    def _once(self, request: Request, act: Callable[[], Answer]) -> Response:
        key = key_of(request)
        if not key:
            return _fresh(act())
        name = calls.CallName(self.caller, f"{request.method} {request.path}", key, {"body": request.data})
        kept = calls.answered(name)
        try:
            return _again(kept) if kept else _first(name, act)
        except IntegrityError:
            kept = calls.answered(name)
            if kept is None:
                raise
            return _again(kept)


class PlatformCall(Call):
    """A call of a platform's program. `scopes` says which scope its token needs, by method."""

    authentication_classes = (PlatformToken,)
    scopes: Mapping[str, str] = {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        scope = self.scopes.get("GET" if request.method == "HEAD" else request.method or "")
        require(ScopeMissing(scope) if scope and not self.program.by.may(scope) else None)

    @property
    def program(self) -> Program:
        return cast(Program, self.request.auth)

    @property
    def caller(self) -> str:
        return self.program.name


class RoomCall(Call):
    """A call of a reporter who holds a case key."""

    authentication_classes = (RoomKey,)

    @property
    def reporter(self) -> Reporter:
        return cast(Reporter, self.request.auth)

    @property
    def caller(self) -> str:
        return self.reporter.name


def _about_body(refusal: Refused, body: object) -> Refused:
    """The same, named by the body's own key: what a subject calls a message, a question or a statement is `text` in every body."""
    if refusal.field and isinstance(body, Mapping) and refusal.field not in body and "text" in body:
        refusal.field = "text"
    return refusal


def key_of(request: Request) -> str:
    """The Idempotency-Key, or nothing. Refuses one that is too long or not plain printable characters."""
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > 200 or not all("!" <= character <= "~" for character in key):
        raise Invalid(field="Idempotency-Key")
    return key


def _first(name: calls.CallName, act: Callable[[], Answer]) -> Response:
    with transaction.atomic():
        call = calls.begin(name, at=clock.now())
        answer = act()
        calls.finish(call, status=answer.status, body=answer.body)
    return _fresh(answer)


def _fresh(answer: Answer) -> Response:
    return Response({**answer.body, **answer.only_now}, status=answer.status)


def _again(kept: Any) -> Response:
    return Response(kept.body, status=kept.status)
