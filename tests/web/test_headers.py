"""Every answer carries the same headers: pages, errors, static files, the API, and what the gate refuses unread."""

import pytest

from tests.desk.conftest import Browser

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ASKED = {
    "a page": ("GET", "/", {}, 200),
    "the form": ("GET", "/report/", {}, 200),
    "the room": ("GET", "/case/", {}, 200),
    "nothing there": ("GET", "/nothing/", {}, 404),
    "the API without a key": ("GET", "/api/v1/case", {}, 401),
    "another method": ("PUT", "/report/", {}, 405),
    "another method of the API": ("PUT", "/api/v1/reports", {}, 405),
    "no length": ("POST", "/report/", {"CONTENT_TYPE": FORM, "HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""}, 411),
    "too large": ("POST", "/report/", {"CONTENT_TYPE": FORM, "CONTENT_LENGTH": "70000"}, 413),
    "too large for the API": ("POST", "/api/v1/reports", {"CONTENT_TYPE": "application/json", "CONTENT_LENGTH": "70000"}, 413),
    "a file": ("POST", "/report/", {"CONTENT_TYPE": "multipart/form-data; boundary=x", "CONTENT_LENGTH": "5"}, 415),
    "packed": ("POST", "/report/", {"CONTENT_TYPE": FORM, "CONTENT_LENGTH": "5", "HTTP_CONTENT_ENCODING": "gzip"}, 415),
    "words in the address": ("POST", "/report/?a=b", {"CONTENT_TYPE": FORM, "CONTENT_LENGTH": "0"}, 400),
}


@pytest.mark.parametrize("asked", ASKED)
def test_every_answer_carries_the_headers(asked):
    method, address, sent, status = ASKED[asked]

    answer = Browser().generic(method, address, **sent)

    assert answer.status_code == status
    assert {name: answer.get(name) for name in HEADERS} == HEADERS
    assert {part.strip() for part in answer["Content-Security-Policy"].split(";")} >= POLICY
    assert "camera=()" in answer["Permissions-Policy"]
