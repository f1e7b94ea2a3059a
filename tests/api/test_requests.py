"""Whole requests that must be refused (guard cases DR01 to DR14), against a server process: status, reason, no trace."""

import base64
import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.api.server import Server, serving

CASES = yaml.safe_load((Path(__file__).parent.parent / "guard" / "guard-cases.yaml").read_text())["cases"]["requests"]
NOISE = base64.b64encode(os.urandom(150)).decode()[:200]
MADE: dict[str, bytes] = {
    "DR04": gzip.compress(bytes(10 * 1024 * 1024)),
    "DR05": b"x" * 70_000,
    "DR06": b"".join(b"400\r\n" + b"y" * 1024 + b"\r\n" for _ in range(1024)) + b"0\r\n\r\n",
    "DR09": b"[" * 30_000,
    "DR14": b"PK\x03\x04" + os.urandom(42 * 1024),
}
JSON = "application/json"


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("server")) as started:
        yield started


def body_of(case: dict[str, Any]) -> bytes:
    return MADE.get(case["id"]) or case["body"].encode()


def address_of(case: dict[str, Any]) -> str:
    if case["id"] == "DR12":
        return f"/report?x={NOISE}"
    return "/api/v1/reports" if case["content_type"].startswith(JSON) else "/report/"


def request_of(case: dict[str, Any]) -> bytes:
    """The case as the bytes a client sends."""
    body = body_of(case)
    headers = {"Host": "127.0.0.1", "Connection": "close", "Content-Type": case["content_type"], **case.get("headers", {})}
    if "Transfer-Encoding" not in headers:
        headers.setdefault("Content-Length", str(len(body)))
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"{case['method']} {address_of(case)} HTTP/1.1\r\n{head}\r\n".encode() + body


def reasons_in(media_type: str, body: str) -> set[str]:
    """The code and reason of a problem; empty for a page, and for what the server itself refuses before the portal sees it."""
    problem = json.loads(body) if media_type == "application/problem+json" else {}
    return {problem[name] for name in ("code", "reason") if name in problem}


ASKED_OF_THE_FORM = ("DR11",)


@pytest.mark.parametrize("case", [case for case in CASES if case["id"] not in ASKED_OF_THE_FORM], ids=lambda case: case["id"])
def test_a_request_is_refused_as_the_case_says_and_leaves_no_trace(server, case):
    status, media_type, body = server.answer(request_of(case))

    assert status in case["expect_status"]
    assert case["reason"] in reasons_in(media_type, body) or media_type != "application/problem+json"
    assert server.temporary == []
    marker = body_of(case)[:40].decode("latin-1")
    assert marker not in server.log and NOISE[:40] not in server.log
    assert "RecursionError" not in server.log and "Traceback" not in server.log


@pytest.mark.parametrize("case", [case for case in CASES if case["content_type"].startswith(JSON)], ids=lambda case: case["id"])
def test_the_api_names_the_reason(client, db, case):
    if case["id"] in ("DR05", "DR06"):
        extra = {"CONTENT_LENGTH": case["headers"].get("Content-Length", ""), "HTTP_TRANSFER_ENCODING": "chunked"}
    else:
        extra = {"HTTP_CONTENT_ENCODING": case["headers"]["Content-Encoding"]} if "headers" in case else {}

    answer = client.generic("POST", "/api/v1/reports", body_of(case), content_type=case["content_type"], **extra)

    assert answer.status_code in case["expect_status"]
    assert case["reason"] in (answer.json()["code"], answer.json().get("reason"))


def test_the_same_form_field_twice_is_refused(client, db):
    (case,) = [case for case in CASES if case["id"] == "DR11"]
    client.post("/report/", "do=begin", content_type=case["content_type"])

    answer = client.generic(case["method"], "/report/", case["body"].encode(), content_type=case["content_type"])

    assert answer.status_code in case["expect_status"]
