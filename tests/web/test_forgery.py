"""Forms of ours work without referrers; forged ones do not."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from portal.web.forgery import ForgeryCheck
from portal.web.sessions import SessionStore

TOKEN = "a" * 32


def verdict(*, token=TOKEN, **headers):
    request = RequestFactory(enforce_csrf_checks=True).post(
        "/", f"csrfmiddlewaretoken={token}", content_type="application/x-www-form-urlencoded", headers=headers
    )
    request.session = SessionStore()
    request.session["_csrftoken"] = TOKEN
    check = ForgeryCheck(lambda request: HttpResponse())
    check.process_request(request)
    return check.process_view(request, lambda request: HttpResponse(), (), {})


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "null"},
        {"origin": "null", "sec-fetch-site": "same-origin"},
        {"origin": "http://testserver"},
        {},
    ],
)
def test_a_form_of_ours_passes(headers):
    assert verdict(**headers) is None


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "null", "sec-fetch-site": "cross-site"},
        {"origin": "null", "sec-fetch-site": "same-site"},
        {"origin": "https://elsewhere.example"},
        {"origin": "null", "token": "b" * 32},
        {"origin": "null", "token": ""},
    ],
)
def test_a_forged_form_does_not(headers, settings):
    settings.CSRF_FAILURE_VIEW = "tests.web.test_forgery.refused"

    assert verdict(**headers).status_code == 403


def refused(request, reason=""):
    return HttpResponse(status=403)
