"""A method that an address does not take is refused with words, and with the methods it does take."""

import pytest

from tests.desk.conftest import Browser

pytestmark = pytest.mark.django_db
TAKES = {
    "/": "GET, HEAD",
    "/report/": "GET, HEAD, POST",
    "/case/": "GET, HEAD, POST",
    "/verify/": "GET, HEAD, POST",
    "/guidance/": "GET, HEAD",
    "/guidance/FR/": "GET, HEAD",
    "/danger/": "GET, HEAD",
    "/healthz": "GET, HEAD",
}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "BREW"])
@pytest.mark.parametrize("address", TAKES)
def test_a_page_refuses_other_methods_and_names_its_own(method, address):
    answer = Browser(enforce_csrf_checks=True).generic(method, address)

    assert answer.status_code == 405
    assert answer["Allow"] == TAKES[address]
    assert "Nothing was done." in answer.content.decode()


@pytest.mark.parametrize("address", [address for address, takes in TAKES.items() if "POST" not in takes])
def test_a_page_to_read_takes_no_form(address):
    answer = Browser().post(address)

    assert answer.status_code == 405
    assert answer["Allow"] == TAKES[address]
    assert "Nothing was done." in answer.content.decode()


def test_what_is_not_there_is_not_there_for_any_method():
    assert Browser().generic("PUT", "/nothing/").status_code == 404


def test_the_api_names_its_methods_too():
    answer = Browser().generic("PUT", "/api/v1/reports")

    assert answer.status_code == 405
    assert "POST" in answer["Allow"]
    assert answer.json()["code"] == "method"


def test_no_body_is_read_for_a_method_that_is_refused():
    answer = Browser().generic("PUT", "/report/", b"do=begin", content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 405
    assert "session" not in answer.cookies
