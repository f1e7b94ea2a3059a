"""What cannot be read is answered in our words, without database and session, and never by silence."""

import pytest
from django.test import Client
from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser

from portal.management.commands.serve import WholeLengths


@pytest.mark.parametrize("path", ["/", "/report/", "/desk/", "/api/v1/reports"])
def test_another_hosts_name_is_answered_in_our_words_without_a_database(path):
    answer = Client().get(path, HTTP_HOST="elsewhere.example")

    assert answer.status_code == 400
    assert "elsewhere" not in answer.content.decode()
    assert not answer.cookies
    if path.startswith("/api/"):
        assert answer.json()["code"] == "bad_request"
    else:
        assert "<h1>This address does not lead here</h1>" in answer.content.decode()


def test_a_length_of_thousands_of_digits_is_refused_at_the_gate():
    answer = Client().generic("POST", "/report/", b"", content_type="application/x-www-form-urlencoded", CONTENT_LENGTH="9" * 5000)

    assert answer.status_code == 413


def test_a_length_of_thousands_of_digits_is_an_error_the_server_answers():
    head = b"POST /report/ HTTP/1.1\r\nHost: x\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n"
    parser = WholeLengths(Adjustments(host="127.0.0.1"))
    parser.received(head)

    assert parser.error.code == 400
    with pytest.raises(ValueError, match="integer string"):
        HTTPRequestParser(Adjustments(host="127.0.0.1")).received(head)
