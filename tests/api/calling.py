"""A program that calls the API, as a platform or as a reporter."""

import json
from typing import Any

from django.test import Client

from reporting import clock
from reporting.platforms import actions as platforms
from reporting.platforms.kinds import ALL_SCOPES
from reporting.sealing import case_keys
from tests.makers import HOUSE, Reported, make_platform


class Program:
    """Calls with one Authorization header; every body is JSON."""

    def __init__(self, authorization: str = "") -> None:
        self.client = Client()
        self.headers = {"Authorization": authorization} if authorization else {}

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        sent = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.generic(method, f"/api/v1/{path}", headers=self.headers | named, **sent)

    def get(self, path: str, **headers: str) -> Any:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.call("POST", path, body, **headers)


def program_of(slug: str = "lumen", *, scopes=ALL_SCOPES) -> Program:
    """A program with a fresh token of this platform."""
    token = platforms.issue_token(platform=make_platform(slug), scopes=scopes, by=HOUSE, at=clock.now())
    return Program(f"Bearer {token.plain}")


def reporter(reported: Reported) -> Program:
    return Program(f"CaseKey {case_keys.to_characters(reported.case_key)}")
