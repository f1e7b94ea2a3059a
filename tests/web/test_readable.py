"""A form that is not UTF-8 is refused with words; nothing of it is kept, and no character is put in another's place."""

import pytest

from portal.web.once import is_readable
from reporting.access.models import Session
from reporting.mailbox.models import Message
from tests.desk.conftest import Browser
from tests.makers import file_report

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
BROKEN = [b"%FF", b"\xff", b"%C3%28", b"%ED%A0%80", b"%C3"]


@pytest.mark.parametrize("bytes_sent", BROKEN)
@pytest.mark.parametrize("address", ["/report/", "/case/", "/verify/", "/sign-in/"])
def test_a_broken_form_is_refused_and_leaves_no_session(bytes_sent, address):
    answer = Browser().generic("POST", address, b"do=begin&key=" + bytes_sent, content_type=FORM)

    assert answer.status_code == 400
    assert "Some characters arrived damaged, so nothing was kept." in answer.content.decode()
    assert not Session.objects.exists()


def test_a_broken_message_is_not_written():
    reported = file_report()
    browser = Browser()
    browser.post("/case/", {"do": "open", "key": reported.key_words})

    answer = browser.generic("POST", "/case/", b"do=write&text=It+was+caf%E9", content_type=FORM)

    assert answer.status_code == 400
    assert not Message.objects.exists()


@pytest.mark.parametrize("body", [b"", b"text=caf%C3%A9", "text=café".encode(), b"text=%EF%BF%BD", b"a=100%+sure", b"a=%zz"])
def test_whatever_utf8_says_is_read(body):
    assert is_readable(body)
