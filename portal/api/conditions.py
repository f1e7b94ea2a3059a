"""Conditional requests: ETag on what changes, 304 for who has it already, 412 for who read an older state (RFC 9110, 13)."""

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from reporting.refusals import Refused


class VersionNotMatched(Refused):
    code = "version_not_matched"
    words = _("This changed since you read it, so nothing was done. Read it again, then decide.")
    status = 412


def tag(*parts: object) -> str:
    """An entity tag of numbers that grow with every change."""
    return f'"{"-".join(map(str, parts))}"'


def is_held(request: Request, current: str) -> bool:
    """Whether the caller holds this state already, by If-None-Match."""
    return _names(request.headers.get("If-None-Match", ""), current)


def not_modified(current: str) -> Response:
    return Response(status=304, headers={"ETag": current})


def require_match(request: Request, current: str) -> None:
    """Refuse when If-Match names another state than the present one."""
    wanted = request.headers.get("If-Match", "")
    if wanted and not _names(wanted, current):
        raise VersionNotMatched()


def _names(header: str, current: str) -> bool:
    tags = [one.strip().removeprefix("W/") for one in header.split(",")]
    return "*" in tags or current in tags
