"""Looking at the room as a browser does: forms sent url-encoded, redirects followed."""

import re
from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client

ROOM = "/case/"


class Browser(Client):
    """Django's own client posts what the gate refuses."""

    def post(self, path: str, data: Mapping[str, str] | None = None, **extra: str):  # type: ignore[override]
        return super().post(path, urlencode(data or {}), content_type="application/x-www-form-urlencoded", **extra)

    def do(self, act: str, **fields: str) -> HttpResponse:
        return self.post(ROOM, {"do": act, **fields}, follow=True)  # type: ignore[arg-type, return-value]

    def open(self, typed: str) -> HttpResponse:
        return self.do("open", key=typed)


def words_of(response: HttpResponse) -> str:
    """The page as a person reads it, its spaces made single."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", text)
