"""Who asked for it hears by e-mail that there is news, and nothing else; the address can be deleted."""

import pytest

from reporting.actors import Actor
from reporting.jobs import run
from reporting.mailbox import actions as mailbox
from reporting.mailbox import notices, queries
from reporting.mailbox.models import Notice
from tests.mailbox.post_office import post_office
from tests.makers import AT, Reported, file_report, fresh, make_actor

pytestmark = pytest.mark.django_db
ADDRESS = "somebody@mail.example"


@pytest.fixture
def letters(settings):
    with post_office() as (port, taken):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield taken


@pytest.fixture
def reported() -> Reported:
    return file_report(contact_mode="email", email=ADDRESS)


def staff_write(reported: Reported) -> None:
    mailbox.write_to_reporter(case=fresh(reported.case), text="Thank you for telling us.", by=make_actor("triager"), at=AT)


def test_news_is_told_once_and_says_nothing(reported, letters):
    assert run("mailbox.notify") == 0
    staff_write(reported)

    assert run("mailbox.notify") == 1
    assert run("mailbox.notify") == 0

    (letter,) = letters
    assert letter["To"] == ADDRESS
    assert letter["Subject"] == "News"
    assert letter.get_payload().strip() == "There is news. Open the portal with your case key."


def test_what_the_reporter_did_is_no_news(reported, letters):
    box = queries.opened_by(reported.case_key)
    mailbox.write_as_reporter(mailbox=box, text="It happened in the evening.", case_key=reported.case_key, by=Actor.reporter(), at=AT)

    assert run("mailbox.notify") == 0


def test_news_is_told_although_the_reporter_wrote_too(reported, letters):
    staff_write(reported)
    box = queries.opened_by(reported.case_key)
    mailbox.write_as_reporter(mailbox=box, text="It happened in the evening.", case_key=reported.case_key, by=Actor.reporter(), at=AT)

    assert run("mailbox.notify") == 1


def test_nobody_else_is_written_to(letters):
    staff_write(file_report())

    assert run("mailbox.notify") == 0
    assert letters == []


def test_a_notice_that_the_mail_server_did_not_take_stays_due(reported, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1", 1
    staff_write(reported)

    assert run("mailbox.notify") == 0
    assert notices.due().count() == 1


def test_the_address_is_nowhere_in_the_clear_and_can_be_deleted(reported, letters):
    assert ADDRESS.encode() not in bytes(Notice.objects.get().sealed_address)
    notices.stop(mailbox=reported.mailbox, by=Actor.reporter(), at=AT)
    staff_write(reported)

    assert run("mailbox.notify") == 0
    assert not Notice.objects.exists()


def test_erasing_deletes_the_address(reported):
    mailbox.erase(mailbox=queries.opened_by(reported.case_key), by=Actor.reporter(), at=AT)

    assert not Notice.objects.exists()
