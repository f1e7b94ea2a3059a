"""The report form at one address, through Django's client: what is kept, what is refused, where it leads."""

import re

import pytest
from django.test import Client

from reporting.mailbox import queries as mailboxes
from reporting.sealing import case_keys
from tests.desk.conftest import Browser
from tests.makers import ANSWERS, make_platform

pytestmark = pytest.mark.django_db
LINK = "see https://example.com/a/1.png"


@pytest.fixture
def reporter() -> Browser:
    make_platform()
    return Browser()


def page_of(reporter: Browser) -> str:
    return reporter.get("/report/").content.decode()


def at(reporter: Browser, key: str, **answers: str) -> str:
    """Begin, then answer one page out of order; answers what came back."""
    reporter.post("/report/", {"do": "begin"})
    return reporter.post("/report/", {"do": "answer", "page": key, **answers}).content.decode()


def test_refused_content_is_not_sent_back(reporter):
    page = at(reporter, "what_happened", what_happened=LINK)

    assert "https://example.com" not in page
    assert "link" in page


def test_refused_content_is_not_kept_in_the_draft(reporter):
    at(reporter, "what_happened", what_happened=LINK)

    assert "what_happened" not in reporter.session["draft"]["answers"]


def test_a_mistake_in_one_answer_keeps_the_other(reporter):
    page = at(reporter, "codes", request_id="req_1", conversation_id="has a space")

    assert 'value="req_1"' in page


def test_the_case_key_changes_with_every_report(reporter):
    reporter.post("/report/", {"do": "begin"})
    first = reporter.session["draft"]["key"]
    reporter.post("/report/", {"do": "begin"})

    assert reporter.session["draft"]["key"] != first


def test_a_wrong_part_of_the_key_is_said_kindly(reporter):
    page = at(reporter, "key", part="definitely-not")

    assert "type that one part" in page
    assert not reporter.session["draft"]["is_kept"]


def test_nothing_is_sent_without_the_required_answers(reporter):
    reporter.post("/report/", {"do": "begin"})

    answer = reporter.post("/report/", {"do": "send"})

    assert answer.status_code == 422
    assert "draft" in reporter.session


def test_without_a_draft_every_act_says_that_it_is_gone(reporter):
    for act in ("answer", "back", "change", "skip", "send"):
        assert reporter.post("/report/", {"do": act}).status_code == 410


def test_leaving_ends_the_session_and_clears_the_browser(reporter):
    reporter.post("/report/", {"do": "begin"})

    answer = reporter.get("/exit")

    assert answer.status_code == 303
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "draft" not in reporter.session


@pytest.mark.parametrize("address", ["/", "/report/", "/case/", "/guidance/", "/guidance/DE/", "/danger/"])
def test_reporter_pages_are_not_stored_and_tell_nobody(reporter, address):
    answer = reporter.get(address)

    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert not re.findall(r'(?:src|href)="https?://(?!127\.0\.0\.1)[^"]*"(?![^>]*rel=)', answer.content.decode())


def test_a_field_sent_twice_is_refused_not_dropped(reporter):
    reporter.post("/report/", {"do": "begin"})

    body = "do=answer&page=what_happened&what_happened=a&what_happened=b"
    answer = Client.post(reporter, "/report/", body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 422
    assert "sent twice" in answer.content.decode()


def test_a_question_with_several_answers_takes_them(reporter):
    reporter.post("/report/", {"do": "begin"})

    body = "do=answer&page=output_kind&output_kind=image&output_kind=text"
    answer = Client.post(reporter, "/report/", body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 302
    assert reporter.session["draft"]["answers"]["output_kind"] == ["image", "text"]


def test_a_report_is_not_sent_before_its_key_was_kept(reporter):
    reporter.post("/report/", {"do": "begin"})

    page = reporter.post("/report/", {"do": "send"}).content.decode()

    assert 'id="id_part"' in page


def test_the_last_page_names_what_is_missing_and_leads_to_each_question(reporter):
    reporter.post("/report/", {"do": "begin"})
    key = words_of_key(reporter)
    reporter.post("/report/", {"do": "answer", "page": "key", "part": key})

    page = reporter.post("/report/", {"do": "send"}).content.decode()
    named = dict(re.findall(r'name="to" value="([^"]+)"><button class="link" name="do" value="change">([^<]+)</button></form>', page))
    reporter.post("/report/", {"do": "change", "to": "category"})

    assert {"danger_now", "category", "ai_role", "product"} <= named.keys()
    assert named["category"] == "What was it about?"
    assert "What was it about?" in page_of(reporter)


def kept_and_checked(reporter: Browser, **changed: object) -> str:
    """A draft that could be sent, with its key kept; the key."""
    reporter.post("/report/", {"do": "begin"})
    session = reporter.session
    session["draft"] = {**session["draft"], "answers": {**ANSWERS, "help_country": "FR", **changed}, "is_kept": True, "at": "check"}
    session.save()
    return session["draft"]["key"]


def test_a_changed_report_after_a_lost_answer_is_sent_under_a_new_key(reporter):
    key = kept_and_checked(reporter)
    before = reporter.session["draft"]
    reporter.post("/report/", {"do": "send"})
    session = reporter.session  # the answer never came, so the browser still shows the draft, and its reporter puts something right
    session["draft"] = {**before, "answers": {**before["answers"], "ai_role": "dk"}}
    session.save()

    told = reporter.post("/report/", {"do": "send"})
    renewed = reporter.session["draft"]["key"]
    reporter.post("/report/", {"do": "answer", "page": "key", "part": words_of_key(reporter)})
    reporter.post("/report/", {"do": "send"})

    assert "was received" in told.content.decode()
    assert renewed != key
    assert all(mailboxes.find(bytes.fromhex(one)) for one in (key, renewed))


def words_of_key(reporter: Browser) -> str:
    draft = reporter.session["draft"]
    return case_keys.to_words(bytes.fromhex(draft["key"])).split()[draft["part"] - 1]


@pytest.mark.parametrize(
    ("typed", "said"), [("apple", "We read 1 word."), ("apple apple", "We read 2 words."), ("4", "We read 1 character.")]
)
def test_one_is_not_several(typed, said, reporter):
    assert said in reporter.post("/case/", {"do": "open", "key": typed}).content.decode()


def test_a_number_to_call_can_be_tapped(reporter):
    page = reporter.get("/danger/").content.decode()

    assert '<a href="tel:112">' in page
    assert page.count('href="tel:') > 30


def test_no_country_is_chosen_for_anybody(reporter):
    page = reporter.get("/guidance/").content.decode()

    assert '<option value="">Choose a country</option>' in page


def test_the_way_is_as_long_as_it_says(reporter):
    at(reporter, "product", product="lumen/lumen-chat")
    short = page_of(reporter)
    reporter.post("/report/", {"do": "answer", "page": "more", "more": "yes"})
    long = page_of(reporter)

    assert "Step 3 of 4" in short
    assert "Step 3 of 8" in long
