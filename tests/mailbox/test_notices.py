"""Who asked for it hears by e-mail that there is news, and nothing else; the address can be deleted."""

import pytest

from reporting.actors import Actor
from reporting.audit.models import AuditEntry
from reporting.jobs import run
from reporting.mailbox import actions as mailbox
from reporting.mailbox import notices, queries
from reporting.mailbox.models import Notice
from reporting.sealing import actions as sealing
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


def asks_to_be_told(address: str) -> Reported:
    """A report whose address came in before addresses were checked as they are now."""
    reported = file_report()
    key = sealing.unlock_for_reporter(envelope=reported.case.report.envelope, case_key=reported.case_key)
    notices.ask_for(mailbox=reported.mailbox, address=address, key=key, by=Actor.reporter(), at=AT)
    return reported


@pytest.mark.parametrize(
    "address", [")@example.com", "(@example.com", ":@example.com", ";@example.com", "[@example.com", "a,b@example.com"]
)
def test_an_address_that_cannot_be_written_to_is_dropped_and_the_others_are_told(address, reported, letters, caplog):
    odd = asks_to_be_told(address)
    for one in (odd, reported):
        staff_write(one)

    assert run("mailbox.notify") == 1

    assert [letter["To"] for letter in letters] == [ADDRESS]
    assert not Notice.objects.filter(mailbox=odd.mailbox).exists()
    assert AuditEntry.objects.filter(event="notice.dropped", subject=odd.case.number).count() == 1
    assert address not in caplog.text


@pytest.fixture
def choosy(settings):
    """A mail server that knows nobody at one of the addresses."""
    with post_office(knows_not=b"nobody@") as (port, taken):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield taken


def test_an_address_refused_for_good_is_dropped_once_the_server_took_another(reported, choosy):
    unknown = file_report(contact_mode="email", email="nobody@mail.example")
    staff_write(unknown)
    assert run("mailbox.notify") == 0
    assert notices.due().count() == 1

    staff_write(reported)
    assert run("mailbox.notify") == 1

    assert [letter["To"] for letter in choosy] == [ADDRESS]
    assert [notice.mailbox_id for notice in Notice.objects.all()] == [reported.mailbox.pk]
