"""Serves the portal with waitress, which reads a request whole before it takes a thread."""

import gc
import os
from argparse import ArgumentParser
from typing import Any

import waitress
from django.core.management.base import BaseCommand
from django.urls import get_resolver
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError

BODY_LIMIT = 64 * 1024
COLLECT_AFTER = (20_000, 10, 50)
"""New objects before the collector looks, and how often older ones are looked at; a request makes some thousands."""


def settle() -> None:
    """Load what requests need, then keep it out of the garbage collector's sight, which otherwise looks at all of it again and again."""
    get_resolver().url_patterns  # noqa: B018 - asking loads every surface
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)


class WholeLengths(HTTPRequestParser):  # type: ignore[misc]
    """Answers a length of thousands of digits with 400, where the library's own parser drops the connection without a word."""

    def parse_header(self, header_plus: bytes) -> None:
        try:
            super().parse_header(header_plus)
        except ValueError:
            raise ParsingError("Content-Length is invalid") from None


class Command(BaseCommand):
    help = "Serve the web pages and the API. Several processes behind a proxy in production."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--threads", type=int, default=8)

    def handle(self, *args: Any, host: str, port: int, threads: int, **options: Any) -> None:
        """The gate refuses a body over 64 kB in words; one over 256 kB the server itself refuses, so none ever reaches the disk.

        Headers of a proxy are left as they came: Django believes X-Forwarded-Proto only with BEHIND_PROXY, the demonstration's
        links refuse whatever was forwarded, and nothing reads the rest.
        """
        from portal.wsgi import application

        settle()
        HTTPChannel.parser_class = WholeLengths
        waitress.serve(
            application,
            host=host,
            port=port,
            threads=threads,
            connection_limit=2000,
            asyncore_use_poll=True,
            channel_timeout=30,
            max_request_body_size=4 * BODY_LIMIT,
            inbuf_overflow=8 * BODY_LIMIT,
            expose_tracebacks=False,
            ident=None,
            clear_untrusted_proxy_headers=False,
        )
