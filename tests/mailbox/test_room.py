"""The reporter's room in a browser: opened by key, read, written to, closed without a trace."""

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest

from portal.web.budget import Budget, TooManyKeysTried, failed_keys
from reporting import clock
from reporting.actors import Actor
from reporting.cases import actions as cases
from reporting.incidents import actions as incidents
from reporting.mailbox import actions as mailbox
from reporting.mailbox import queries as mailboxes
from reporting.platforms.kinds import ALL_SCOPES
from reporting.sealing import case_keys
from tests.mailbox.browsing import ROOM, Browser, words_of
from tests.makers import AT, Reported, file_report, fresh, make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def reported() -> Reported:
    return file_report()


@pytest.fixture
def browser() -> Iterator[Browser]:
    failed_keys.clear()
    yield Browser()
    failed_keys.clear()


@pytest.fixture
def room(browser: Browser, reported: Reported) -> Browser:
    browser.open(reported.key_words)
    return browser


def with_checked_fix(reported: Reported) -> Reported:
    lead, verifier, platform = make_actor("team_lead"), make_actor("team_lead"), Actor.platform("lumen", ALL_SCOPES)
    incident = incidents.open_incident(case=reported.case, by=lead, at=AT)
    incidents.notify(incident=incident, by=lead, at=AT)
    incidents.state_cause(incident=incident, part="output_filter", by=platform, at=AT)
    incidents.claim_fix(incident=incident, measures=["filter_change"], by=platform, at=AT)
    incidents.verify(incident=incident, method="design_review", by=verifier, at=AT)
    return Reported(fresh(reported.case), reported.case_key, reported.receipt)


@pytest.mark.parametrize("form", [case_keys.to_words, case_keys.to_characters])
def test_the_key_opens_the_room_as_words_and_as_characters(browser, reported, form):
    response = browser.open(form(reported.case_key))

    assert reported.case.number in words_of(response)
    assert "We received your report" in words_of(response)


def test_a_slip_is_named_and_what_was_typed_is_not_repeated(browser, reported):
    _first, *rest = reported.key_words.split()

    response = browser.open(" ".join(["zzzzzz", *rest]))

    assert response.status_code == 404
    assert "Word 1 is not one of the words we use." in words_of(response)
    assert " ".join(rest[:2]) not in words_of(response)


def test_unknown_and_erased_keys_cannot_be_told_apart(browser, reported):
    mailbox.erase(mailbox=mailboxes.opened_by(reported.case_key), by=Actor.reporter(), at=AT)
    browser.get(ROOM)

    unknown, erased = browser.open(case_keys.to_words(case_keys.new_case_key())), browser.open(reported.key_words)

    assert unknown.status_code == erased.status_code == 404
    assert len(unknown.content) == len(erased.content)
    assert words_of(unknown) == words_of(erased)
    assert headers_of(unknown) == headers_of(erased)


def headers_of(response):
    return {name: value for name, value in response.headers.items() if name != "Set-Cookie"}


def test_the_key_stands_in_no_address_no_page_and_no_log(browser, reported, caplog):
    caplog.set_level(logging.DEBUG)
    forms = (case_keys.to_words(reported.case_key), case_keys.to_characters(reported.case_key), reported.case_key.hex())

    response = browser.open(reported.key_words)

    addresses = [address for address, _status in response.redirect_chain]
    written = " ".join([response.content.decode(), *addresses, *(record.getMessage() + str(vars(record)) for record in caplog.records)])
    assert addresses == [ROOM]
    assert not [form for form in forms if form in written]


def test_the_page_title_and_headers_tell_nothing(room):
    response = room.get(ROOM)

    assert "<title>Your case – Good-Faith Reports</title>" in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"


def test_keys_that_open_nothing_are_counted_and_a_good_one_is_never_held_up(browser, reported):
    for _try in range(failed_keys.most):
        failed_keys.spend(at=clock.now())

    refused = browser.open(case_keys.to_words(case_keys.new_case_key()))

    assert refused.status_code == 429
    assert refused["Retry-After"] == "60"
    assert reported.case.number in words_of(browser.open(reported.key_words))


def test_the_budget_is_whole_again_after_a_minute():
    budget = Budget(most=2)
    budget.spend(at=AT)
    budget.spend(at=AT)
    with pytest.raises(TooManyKeysTried):
        budget.spend(at=AT + timedelta(seconds=59))

    budget.spend(at=AT + timedelta(seconds=60))


def test_a_message_is_shown_with_what_staff_wrote_by_role_and_never_by_name(room, reported):
    room.do("write", text="It happened in the evening.")
    officer = make_actor("triager", name="Noor")
    mailbox.write_to_reporter(case=fresh(reported.case), text="Thank you for telling us.", by=officer, at=AT)

    shown = words_of(room.get(ROOM))

    assert "It happened in the evening. You" in shown
    assert "Thank you for telling us. Triager at this portal" in shown
    assert "Noor" not in shown


def test_a_refused_text_is_explained_beside_the_field_and_not_sent_back(room, reported):
    response = room.do("write", text="see https://example.com/what/it/showed")

    assert response.status_code == 422
    assert "example.com" not in response.content.decode()
    assert 'id="id_text_error"' in response.content.decode()
    assert not fresh(reported.case).mailbox.messages.exists()


def test_an_empty_message_is_not_sent(room):
    assert "Write a few words first, then send them." in words_of(room.do("write", text="  "))


def test_an_open_question_is_answered(room, reported):
    officer = make_actor("triager")
    case = cases.claim(case=reported.case, by=officer, at=AT)
    mailbox.ask(case=case, text="Which product was it, by name?", by=officer, at=AT)
    assert "Send my answer" in words_of(room.get(ROOM))

    room.do("write", text="The chat, on a telephone.", answers="yes")

    assert fresh(reported.case).state == "in_triage"
    assert "You answered the question" in words_of(room.get(ROOM))


def test_a_checked_fix_is_confirmed_without_trying_it(room, reported):
    with_checked_fix(reported)
    shown = words_of(room.get(ROOM))
    assert "Please do not try it yourself." in shown
    assert "Changed a filter or safety system" in shown

    room.do("confirm")

    assert "You said that the fix settles it" in words_of(room.get(ROOM))
    assert "Does this settle it for you?" not in words_of(room.get(ROOM))


def test_a_checked_fix_is_disputed_with_a_reason(room, reported):
    with_checked_fix(reported)
    assert "Why does it not settle it for you?" in words_of(room.do("turn", to="dispute"))
    assert room.do("dispute").status_code == 422

    room.do("dispute", reason="not_explained")

    assert fresh(reported.case).state == "reopened"


def test_withdrawing_says_first_what_it_means(room, reported):
    assert "We stop working on your case" in words_of(room.do("turn", to="withdraw"))

    room.do("withdraw")

    assert fresh(reported.case).close_reason == "withdrawn"
    assert "You asked us to stop" in words_of(room.get(ROOM))


def test_erasing_says_first_what_goes_and_what_stays_and_then_nothing_opens(room, reported):
    said = words_of(room.do("turn", to="erase"))
    assert "Gone at once" in said
    assert "public log" in said

    assert "Everything is erased" in words_of(room.do("erase"))

    assert reported.case.number not in words_of(room.get(ROOM))
    assert room.open(reported.key_words).status_code == 404


def test_the_receipt_is_saved_as_a_text_file(room, reported):
    response = room.post(ROOM, {"do": "receipt"})

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="receipt.txt"'
    assert response.content.decode() == reported.receipt


def test_all_that_is_held_is_shown_with_who_opened_it(room, reported):
    assert "Nobody has opened your words yet." in words_of(room.do("turn", to="kept"))
    cases.open_text(case=fresh(reported.case), reason="triage", by=make_actor("triager"), at=AT)

    shown = words_of(room.get(ROOM))

    assert "It insulted a whole town when asked about its weather." in shown
    assert "Triager" in shown
    assert "It insulted a whole town" in room.post(ROOM, {"do": "copy"}).content.decode()


def test_leaving_forgets_the_key(room, reported):
    assert "closed in this browser" in words_of(room.do("leave"))

    assert reported.case.number not in words_of(room.get(ROOM))
    assert room.do("write", text="Still here?").status_code == 403


def test_a_room_whose_case_was_erased_elsewhere_closes(room, reported):
    mailbox.erase(mailbox=mailboxes.opened_by(reported.case_key), by=Actor.reporter(), at=AT)

    assert "Open your case" in words_of(room.get(ROOM))


def test_a_form_whose_hour_is_over_says_so_kindly(reported):
    response = Browser(enforce_csrf_checks=True).open(reported.key_words)

    assert response.status_code == 403
    assert "This page was open for too long" in words_of(response)


def test_what_we_hold_names_the_address_that_is_kept_until_it_is_deleted(browser):
    reported = file_report(contact_mode="email", email="reporter@example.org")
    browser.open(reported.key_words)

    shown = [words_of(browser.post(ROOM, {"do": "turn", "to": "kept"}, follow=True)), browser.post(ROOM, {"do": "copy"}).content.decode()]
    browser.post(ROOM, {"do": "quiet"})
    after = browser.post(ROOM, {"do": "copy"}).content.decode()

    assert all("reporter@example.org" in page for page in shown)
    assert "reporter@example.org" not in after
