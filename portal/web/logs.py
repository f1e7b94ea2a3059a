"""Logs hold names and numbers, never facts: an allow-list of fields, the event's own constant words, and where an exception came from."""

import json
import logging
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse

ALLOWED = frozenset(
    {
        "job",
        "delivery",
        "endpoint",
        "attempt",
        "after",
        "status",
        "milliseconds",
        "error",
        "code",
        "field",
        "length",
        "count",
        "method",
        "route",
        "size",
        "key",
    }
)
OUR_LOGGERS = ("portal", "reporting")


class AllowListFormatter(logging.Formatter):
    """One JSON line. Foreign loggers' messages may carry anything, so only their name, level and template are written, never arguments."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {"at": round(record.created), "level": record.levelname.lower(), "logger": record.name}
        if record.name.startswith(OUR_LOGGERS):
            line["event"] = str(record.msg)
            line.update({key: value for key, value in vars(record).items() if key in ALLOWED and isinstance(value, str | int | float)})
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["frames"] = [_place(frame) for frame in traceback.extract_tb(record.exc_info[2])[-6:]]
        return json.dumps(line, ensure_ascii=True)


def _place(frame: traceback.FrameSummary) -> str:
    """The file's own name, the function and the line: never the line's text, nor where the file lies."""
    return f"{Path(frame.filename).name}:{frame.name}:{frame.lineno}"


LOGGING_CONFIGURATION: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"allow_list": {"()": AllowListFormatter}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "allow_list"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "django.server": {"handlers": [], "level": "WARNING"},
        "waitress.queue": {"level": "ERROR"},
        "django.request": {"level": "CRITICAL"},
        "django.security": {"level": "CRITICAL"},
        "portal.requests": {"level": "INFO"},
    },
}
logger = logging.getLogger("portal.requests")


class RequestLog:
    """One line per request: method, the route's pattern (never the path), status, time. No address, no user agent, no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        route = request.resolver_match.route if request.resolver_match else ""
        spent = round((time.perf_counter() - began) * 1000, 1)
        logger.info("request", extra={"method": request.method, "route": route, "status": response.status_code, "milliseconds": spent})
        return response
