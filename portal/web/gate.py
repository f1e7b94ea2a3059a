"""The first thing a request meets: method, media type, size. A body that is not small form or JSON text is refused unread (security design, 4.1)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from portal.web.refusals import answer
from reporting.refusals import Refused, Words

LIMIT = 64 * 1024
MOST_DIGITS = 18
"""Of a length; Python reads no number of thousands of digits."""

MEDIA_TYPES = frozenset({"application/x-www-form-urlencoded", "application/json"})
METHODS = frozenset({"GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS"})
PAGE_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
ALLOW = "GET, HEAD, POST"
QUERY_FREE = ("/report", "/case", "/exit", "/api/")


class BodyNotTaken(Refused):
    """A body of a kind or size that this service never reads."""

    code = "media_type"
    words = _(
        "This service takes no files and no other kinds of content, only short text. Describe what happened in your own words instead."
    )
    status = 415

    def __init__(self, code: str, status: int, words: Words | None = None) -> None:
        super().__init__(words=words)
        self.code, self.status = code, status


LENGTH_NEEDED = _("Say how long what you send is: a Content-Length header, 0 when there is nothing.")
TOO_LARGE = _("That is more than this service reads. Send at most 64 kB of text.")
WRONG_METHOD = _("This address does not take that. Nothing was done. Open it in a browser, or see the API's schema.")
BAD_QUERY = _("Nothing may be sent in the address itself. Use the form.")


class Gate:
    """Refuses before any code that reads a request runs, so that no refused byte is parsed, spooled or logged."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refusal = why_not(request)
        if refusal is None:
            return self.get_response(request)
        return self._with_allow(request, refusal) if refusal.status == 405 else answer(request, refusal)

    def _with_allow(self, request: HttpRequest, refusal: BodyNotTaken) -> HttpResponse:
        """A 405 names the methods that the address does take, as its own view says when it is asked for its options (RFC 9110, 15.5.6)."""
        request.method = "OPTIONS"
        asked = self.get_response(request)
        if asked.status_code == 404:
            return asked
        response = answer(request, refusal)
        response["Allow"] = asked.get("Allow", ALLOW)
        return response


def why_not(request: HttpRequest) -> BodyNotTaken | None:
    """The reason this request may not enter, or None. Reads headers only."""
    if request.method not in (METHODS if request.path.startswith("/api/") else PAGE_METHODS):
        return BodyNotTaken("method", 405, WRONG_METHOD)
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return None if not request.META.get("CONTENT_LENGTH", "").strip("0") else BodyNotTaken("media_type", 415)
    if request.META.get("QUERY_STRING") and request.path.startswith(QUERY_FREE):
        return BodyNotTaken("query_not_allowed", 400, BAD_QUERY)
    return _why_not_body(request)


def _why_not_body(request: HttpRequest) -> BodyNotTaken | None:
    length = request.META.get("CONTENT_LENGTH", "")
    if request.META.get("HTTP_CONTENT_ENCODING", "identity") != "identity":
        return BodyNotTaken("content_encoding", 415)
    if not length.isdecimal():
        has_body = "HTTP_TRANSFER_ENCODING" in request.META or "CONTENT_TYPE" in request.META
        return BodyNotTaken("oversize", 411, LENGTH_NEEDED) if has_body else None
    if len(length) > MOST_DIGITS or int(length) > LIMIT:
        return BodyNotTaken("oversize", 413, TOO_LARGE)
    return _why_not_media_type(request.META.get("CONTENT_TYPE", "")) if int(length) else None


def _why_not_media_type(header: str) -> BodyNotTaken | None:
    media_type, *parameters = (part.strip().lower() for part in header.split(";"))
    if media_type not in MEDIA_TYPES:
        return BodyNotTaken("media_type", 415)
    if any(parameter.replace('"', "") not in ("charset=utf-8", "") for parameter in parameters):
        return BodyNotTaken("charset", 415)
    return None
