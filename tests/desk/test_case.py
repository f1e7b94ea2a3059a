"""The case page: text opens for a reason and closes again, some of it only with a second person; what may not be done says why."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting import clock
from reporting.access import actions as access
from reporting.actors import Actor
from reporting.audit.models import AuditEntry
from reporting.cases import actions as cases
from reporting.cases import queries as reading
from reporting.cases import words as case_words
from reporting.cases.kinds import CaseState
from reporting.cases.models import Note
from reporting.mailbox import actions as mailbox
from reporting.mailbox.models import Message
from reporting.sealing import actions as sealing
from reporting.sealing.kinds import Place
from tests.makers import AT, file_report, fresh, make_actor, make_member

PLATFORM = Actor.platform("lumen", frozenset({"cases.ask"}))
WORDS = "It insulted a whole town when asked about its weather."


@pytest.fixture
def reported(db):
    return file_report(help_country="IE")


@pytest.fixture
def address(reported):
    return f"/desk/cases/{reported.case.number}/"


def text(answer):
    return answer.content.decode()


def test_the_page_says_in_words_what_was_chosen_and_why_it_is_here(address, enter):
    html = text(enter("triager").get(address))

    for words in ("Ireland", "Lumen Chat (Lumen)", "The kind of report:", "Take the case, then read", "First look by a person"):
        assert words in html
    assert WORDS not in html


def test_text_opens_for_a_reason_is_recorded_and_is_closed_again_on_the_next_page(address, reported, enter):
    browser = enter("triager")

    opened = text(browser.post(f"{address}text/", {"reason": "triage"}))
    again = text(browser.get(address))

    assert WORDS in opened
    assert WORDS not in again
    read = AuditEntry.objects.get(event="text.opened", subject=reported.case.number)
    assert (read.reason, read.actor_ref) == ("triage", browser.actor.ref)


def test_without_a_reason_nothing_opens(address, reported, enter):
    answer = enter("triager").post(f"{address}text/", {"reason": "curiosity"})

    assert answer.status_code == 422
    assert WORDS not in text(answer)
    assert not AuditEntry.objects.filter(event="text.opened").exists()


def test_sealed_categories_open_only_with_a_second_person(db, enter):
    number = file_report(category="child-sexual", what_happened=None, request_id="req-4711-abcd").case.number
    asker, second = enter("legal_officer"), enter("team_lead")
    page = f"/desk/cases/{number}/"

    alone = asker.post(f"{page}text/", {"reason": "triage"})
    offered = text(asker.get(page))
    asker.post(f"{page}text/ask/", {"reason": "triage"})
    ask = f"/desk/approvals/{waiting(second)}/"
    own = asker.post(ask, {"do": "approve"})
    second.post(ask, {"do": "approve"})
    together = asker.post(f"{page}text/", {"reason": "triage"})

    assert (alone.status_code, own.status_code, together.status_code) == (403, 403, 200)
    assert "Ask a colleague to approve" in offered
    assert "req-4711-abcd" in text(together)
    assert second.post(f"{page}text/", {"reason": "triage"}).status_code == 403


def waiting(browser):
    html = text(browser.get("/desk/approvals/"))
    return html.split("/desk/approvals/")[-1].split("/")[0]


def test_what_may_not_be_done_is_greyed_with_the_words_of_the_refusal(address, enter):
    html = text(enter("triager").get(address))

    assert html.count(" disabled ") == 3  # giving it to somebody, closing it, starting a deadline in law
    assert html.count("Your role does not include this.") == 3


def test_a_note_that_may_carry_content_comes_back_empty_with_the_reason(address, enter):
    typed = "Look at https://files.example/picture"

    answer = enter("triager").post(f"{address}note/", {"text": typed})

    assert answer.status_code == 422
    assert typed not in text(answer)
    assert 'href="#note_text"' in text(answer)
    assert not Note.objects.exists()


def test_what_a_person_typed_is_shown_as_typed_never_as_html_or_link(reported, address, enter):
    typed = '<script>alert(1)</script> <a href="x">y</a> https://files.example/z "quoted"'
    note = Note(case=reported.case, written_by_id=int(make_actor("triager").ref), written_at=AT)
    key = sealing.unlock_for_queue(envelope=reported.case.report.envelope)
    note.sealed_text = sealing.seal(text=typed, place=Place(table="note", field="sealed_text", row=note.ref), key=key)
    note.save()

    html = text(enter("triager").post(f"{address}text/", {"reason": "triage"}))

    assert (
        "&lt;script&gt;alert(1)&lt;/script&gt; &lt;a href=&quot;x&quot;&gt;y&lt;/a&gt; https://files.example/z &quot;quoted&quot;" in html
    )
    assert "<script>" not in html
    assert 'href="https://files' not in html


def test_the_page_asks_as_little_of_the_database_with_fifty_messages_as_with_one(reported, address, enter, monkeypatch):
    monkeypatch.setattr("reporting.recent.SECONDS", 3_600)
    browser, by = enter("team_lead"), make_actor("team_lead")

    def queries(path=address, **posted):
        with CaptureQueriesContext(connection) as caught:
            browser.post(path, posted) if posted else browser.get(path)
        return len(caught)

    queries()
    mailbox.write_to_reporter(case=fresh(reported.case), text="Thank you.", by=by, at=AT)
    few = (queries(), queries(f"{address}text/", reason="triage"))
    for _ in range(49):
        mailbox.write_to_reporter(case=fresh(reported.case), text="Thank you.", by=by, at=AT)

    assert (queries(), queries(f"{address}text/", reason="triage")) == few
    assert few[0] <= 45


def test_a_case_goes_through_the_hands_of_the_desk(address, reported, enter):
    browser = enter("team_lead")

    browser.post(f"{address}claim/", {"version": str(reported.case.version)})
    browser.post(f"{address}message/", {"text": "Was it on a phone?", "kind": "question"})
    asked = fresh(reported.case).state
    browser.post(f"{address}close/", {"reason": "not_harmful"})
    closed = fresh(reported.case).state
    browser.post(f"{address}reopen/")

    assert (asked, closed, fresh(reported.case).state) == (CaseState.WAITING_FOR_REPORTER, CaseState.CLOSED, CaseState.REOPENED)


def test_a_case_is_not_closed_as_fixed_from_its_page(address, reported, enter):
    browser = enter("team_lead")

    offered = text(browser.get(address))
    answer = browser.post(f"{address}close/", {"reason": "fixed"})

    assert 'value="fixed"' not in offered
    assert (answer.status_code, fresh(reported.case).state) == (409, CaseState.RECEIVED)
    assert 'href="#close_reason"' in text(answer)


def test_a_change_made_meanwhile_is_not_overwritten(address, reported, enter):
    cases.claim(case=reported.case, by=make_actor("triager"), at=AT)

    answer = enter("team_lead").post(f"{address}close/", {"reason": "not_harmful", "version": "1"})

    assert answer.status_code == 409
    assert fresh(reported.case).state == CaseState.IN_TRIAGE


def test_moving_a_case_out_of_sight_leads_back_to_the_queue(address, enter):
    answer = enter("triager").post(f"{address}move/", {"queue": "legal", "reason": "legal_question"})

    assert answer["Location"] == "/desk/"


def test_a_platforms_question_waits_until_somebody_hands_it_on(address, reported, enter):
    asked = mailbox.ask_for_platform(case=reported.case, text="Which version was it?", by=PLATFORM, at=AT)
    browser = enter("triager")
    before = text(browser.get(address))

    browser.post(f"{address}questions/{asked.ref}/", {"do": "hand_on"})

    assert "Hand it on" in before
    assert "Hand it on" not in text(browser.get(address))


def test_sealed_words_ask_who_sits_there_when_it_was_not_shown_for_a_while(reported, address, enter):
    browser = enter("team_lead")

    with time_machine.travel(clock.now() + timedelta(minutes=16), tick=False):
        away = browser.post(f"{address}text/", {"reason": "triage"})

    assert away["Location"].startswith("/sign-in/factors/reauthenticate/")
    assert not AuditEntry.objects.filter(event="text.opened").exists()


def test_history_says_to_whom_a_case_was_given_and_the_reporter_reads_no_name(address, reported, enter):
    noor = make_member("triager", name="Noor")
    browser = enter("team_lead")
    cases.assign(case=fresh(reported.case), to=noor, by=browser.actor, at=AT)

    history = reading.history(fresh(reported.case))

    assert "Given to Noor" in text(browser.get(address))
    assert not [line for line in case_words.for_reporter(history) if "Noor" in f"{line.title} {line.words}"]


def test_a_held_case_is_greyed_with_the_name_of_who_holds_it(address, reported, enter):
    cases.claim(case=reported.case, by=make_actor("triager", name="Noor"), at=AT)
    browser = enter("triager")

    page, tried = text(browser.get(address)), browser.post(f"{address}claim/")

    assert "Noor holds this case." in page
    assert (tried.status_code, fresh(reported.case).assignee.display_name) == (409, "Noor")


def test_the_page_of_a_closed_case_says_why_no_incident_is_opened(address, reported, enter):
    cases.close(case=reported.case, reason="not_harmful", by=make_actor("team_lead"), at=AT)

    page = text(enter("team_lead").get(address))

    assert "Open an incident" in page and "The case is closed. Reopen it first." in page


def test_a_second_press_on_opening_an_incident_opens_no_second_one(address, reported, enter):
    browser, sent = enter("triager"), {"version": str(reported.case.version)}

    first, second = (browser.post(f"{address}incident/", sent) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 409)
    assert reported.case.incident_links.count() == 1


@pytest.mark.parametrize("kind", ["", "statement", "nonsense"])
def test_what_is_neither_message_nor_question_is_refused_at_its_field(address, reported, kind, enter):
    answer = enter("triager").post(f"{address}message/", {"text": "Thank you.", "kind": kind})

    assert (answer.status_code, Message.objects.filter(mailbox__case=reported.case).count()) == (422, 0)
    assert "Say what it is" in text(answer)


def test_only_who_may_see_the_case_decides_who_opens_its_words(enter):
    number = file_report(category="child-sexual", what_happened=None).case.number
    asked = access.ask_approval(what="text.open", subject=number, reason="triage", by=make_actor("legal_officer"), at=clock.now())
    outside, legal, lead = enter("safety_officer"), enter("legal_officer"), enter("team_lead")

    seen = [number in text(browser.get("/desk/approvals/")) for browser in (outside, legal, lead)]
    tried = outside.post(f"/desk/approvals/{asked.pk}/", {"do": "approve"})
    asked.refresh_from_db()
    before = asked.state
    legal.post(f"/desk/approvals/{asked.pk}/", {"do": "approve"})
    asked.refresh_from_db()

    assert seen == [False, True, True]
    assert (tried.status_code, before, asked.state) == (404, "asked", "approved")
