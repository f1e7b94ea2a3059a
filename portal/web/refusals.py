"""Turns every refusal into a calm page or an RFC 9457 problem. The only place that does."""

import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from reporting.refusals import NotFound, Refused, Several, Unavailable, Words

logger = logging.getLogger("portal.refusals")
WAYS: Sequence[tuple[str, str, Words]] = (
    ("/desk", "desk:queue", _("Go to your queue")),
    ("/sign-in", "desk:queue", _("Go to the desk")),
    ("/case", "mailbox", _("Go to your case")),
    ("/report", "report", _("Go to your report")),
    ("/verify", "verify", _("Check another receipt")),
    ("/guidance", "guidance", _("Choose a country")),
)
START = ("start", _("Go to the start page"))
OUR_WORDS = {
    405: _("This address takes another method. The schema says which."),
    415: _("This address takes JSON alone. Send the body as application/json."),
}
"""What the framework says of these names its own parts."""


class RefusalPages:
    """Answers refusals raised anywhere in a view; a lost database or full disk is "not received, try again"."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_bare = isinstance(response, HttpResponseNotAllowed) and not response.content
        return _in_words(request, response) if is_bare else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        refusal = refusal_for(exception)
        return answer(request, refusal) if refusal else None


class WrongMethod(Refused):
    code = "method_not_allowed"
    words = _("This address cannot be used like that. Nothing was done.")
    status = 405


def _in_words(request: HttpRequest, bare: HttpResponse) -> HttpResponse:
    """Django's empty 405 as a page, with the methods it names."""
    response = answer(request, WrongMethod())
    response["Allow"] = bare["Allow"]
    return response


def refusal_for(exception: BaseException) -> Refused | None:
    """The refusal a reader should see for this exception; None when it is a defect of ours."""
    if isinstance(exception, Refused):
        return exception
    if isinstance(exception, DatabaseError | OSError):
        logger.error("not available", extra={"error": type(exception).__name__})
        return Unavailable()
    return None


def answer(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A page for people, problem+json for programs."""
    response = _json(refusal) if request.path.startswith("/api/") else _page(request, refusal)
    if refusal.status in (429, 503):
        response["Retry-After"] = str(refusal.details.get("retry_after", 120))
    response["Cache-Control"] = "no-store"
    return response


def body_of(refusal: Refused) -> dict[str, Any]:
    """The problem's members: type, title, status, code and, for a field, field. Never what was typed."""
    body: dict[str, Any] = {
        "type": f"urn:good-faith:refusal:{refusal.code}",
        "title": str(refusal.words),
        "status": refusal.status,
        "code": refusal.code,
    }
    if refusal.field:
        body["field"] = refusal.field
    reason = refusal.details.get("reason")
    if reason:
        body["reason"] = str(reason)
    if isinstance(refusal, Several):
        body["errors"] = [_without_frame(body_of(one)) for one in refusal.refusals]
    return body


def _without_frame(body: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key not in ("type", "status")}


def _json(refusal: Refused) -> JsonResponse:
    return JsonResponse(body_of(refusal), status=refusal.status, content_type="application/problem+json")


def _page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    template = "errors/404.html" if isinstance(refusal, NotFound) else "errors/refused.html"
    shown = {"refusal": refusal, "status": refusal.status, "way": way_on(request.path), "around": _around(request)}
    try:
        text = render_to_string(template, shown, request)
    except Exception as error:  # the page itself needs something that is away: say the same without it
        logger.error("refusal page not rendered", extra={"error": type(error).__name__})
        text = render_to_string("errors/503.html")
    return HttpResponse(text, status=refusal.status)


def way_on(path: str) -> tuple[str, Words]:
    """The address and words of the next page for somebody who was refused at `path`: nearest to where they were."""
    _, name, words = next((way for way in WAYS if path.startswith(way[0])), ("", *START))
    try:
        return reverse(name), words
    except NoReverseMatch:  # a process that takes reports alone has no desk
        return reverse(START[0]), START[1]


def _around(request: HttpRequest) -> str:
    """Staff see the desk's frame without its counts; everybody else the public one."""
    return "account/base.html" if request.path.startswith(("/desk", "/sign-in")) else "base_public.html"


def problem(exception: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """DRF's exception handler: our refusals, its own parse and validation errors in our shape, and nothing else."""
    refusal = refusal_for(exception) or _from_rest_framework(exception)
    if refusal is None:
        return None
    return answer(context["request"]._request, refusal)


def _from_rest_framework(exception: Exception) -> Refused | None:
    from rest_framework.exceptions import APIException

    if not isinstance(exception, APIException):
        return None
    refusal = Refused(details={"reason": exception.default_code})
    refusal.code, refusal.status = exception.default_code, exception.status_code
    refusal.words = OUR_WORDS.get(exception.status_code) or str(exception.default_detail)
    return refusal


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Mostly another host's name. Asks no database and no session, and repeats nothing of the request."""
    if request.path.startswith("/api/"):
        body = {"type": "urn:good-faith:refusal:bad_request", "title": "This request cannot be read.", "status": 400, "code": "bad_request"}
        return JsonResponse(body, status=400, content_type="application/problem+json")
    return HttpResponse(render_to_string("errors/400.html"), status=400)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, NotFound())


class FormTooOld(Refused):
    """The session that this form came with is over, or the form is not ours."""

    code = "form_too_old"
    words = _(
        "This page was open for too long, or in a browser that takes no cookies. Nothing was sent. Go back to the start and open it again."
    )
    status = 403


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's check against forged requests found no session to match: mostly an hour that passed."""
    return answer(request, FormTooOld())


def server_error(request: HttpRequest) -> HttpResponse:
    """Also answers what fails outside a view, such as a session that cannot be written: never a false "received".

    A defect of ours is logged by its class and where it arose, never by its words.
    """
    failed = sys.exc_info()[1]
    refusal = refusal_for(failed or Exception())
    if refusal:
        return answer(request, refusal)
    logger.error("defect", exc_info=failed)
    if request.path.startswith("/api/"):
        return JsonResponse({"type": "about:blank", "title": "Not received. Try again.", "status": 500, "code": "defect"}, status=500)
    return HttpResponse(render_to_string("errors/500.html"), status=500)
