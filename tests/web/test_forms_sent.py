"""Forms that our pages do not have, and what stands after a report was sent: the key once, the receipt, the way to another report."""

import pytest

from portal.public.forms import PageForm, names_on
from portal.public.forms import typed_names as names_typed
from portal.web.once import MOST_FIELDS
from reporting import clock
from reporting.actors import Actor
from reporting.intake import steps
from reporting.mailbox import actions as mailbox
from reporting.mailbox import queries as mailboxes
from reporting.sealing import case_keys
from tests.desk.conftest import Browser
from tests.makers import make_platform
from tests.web.walking import before_sending

pytestmark = pytest.mark.django_db
EVERYTHING = {"category": "hate", "more": "yes", "request_id": "req-81"}


@pytest.fixture
def reporter() -> Browser:
    make_platform()
    reporter = Browser()
    reporter.post("/report/", {"do": "begin"})
    return reporter


@pytest.fixture
def sent() -> Browser:
    reporter = before_sending()
    reporter.post("/report/", {"do": "send"})
    return reporter


def page_of(reporter: Browser) -> str:
    return reporter.get("/report/").content.decode()


def key_of(reporter: Browser) -> bytes:
    return bytes.fromhex(reporter.session["filed"]["key"])


@pytest.mark.parametrize(
    ("act", "name"), [("answer", "attachment"), ("answer", "category"), ("skip", "picture"), ("change", "x"), ("begin", "x"), ("send", "x")]
)
def test_a_field_that_the_page_does_not_have_is_refused(reporter, act, name):
    before = reporter.session["draft"]

    answer = reporter.post("/report/", {"do": act, "page": "what_happened", "what_happened": "It was rude.", name: "y"})

    assert answer.status_code == 422
    assert "no such field" in answer.content.decode()
    assert reporter.session["draft"] == before


def test_a_beginning_with_a_field_of_its_own_is_refused():
    answer = Browser().post("/report/", {"do": "begin", "attachment": "y"})

    assert answer.status_code == 422


@pytest.mark.parametrize("page", steps.PAGES, ids=lambda page: page.key)
def test_every_name_that_a_page_sends_is_known(page, reporter):
    form = PageForm(page, EVERYTHING, clock.now())

    shown = {name for name, field in form.fields.items() if name not in names_typed(form.fields)} - {"happened_at"}

    assert shown | set(names_typed(form.fields)) == names_on(page, EVERYTHING)


@pytest.mark.parametrize("address", ["/report/", "/case/"])
@pytest.mark.parametrize("count", [MOST_FIELDS + 1, 121, 500])
def test_a_form_of_too_many_fields_is_refused_in_words(reporter, address, count):
    answer = reporter.post(address, {f"field_{number}": "x" for number in range(count)})

    assert answer.status_code == 413
    assert "more fields than any form here has" in answer.content.decode()


def test_the_largest_page_of_the_form_fits(reporter):
    ticked = {page.key: sum(max(1, len(field.values)) for field in steps.fields_of(page, EVERYTHING)) for page in steps.PAGES}

    assert max(ticked.values()) + 10 <= MOST_FIELDS


@pytest.mark.parametrize("code", ["a/b", "..", "ZZ", "\0", "DE/"])
def test_a_country_that_there_is_not_is_said_in_words(code):
    answer = Browser().get("/guidance/", {"country": code})

    assert answer.status_code == 404
    assert "no country with that code" in answer.content.decode() or "nothing here" in answer.content.decode()


def test_a_country_is_found_however_it_is_written():
    assert Browser().get("/guidance/", {"country": "de"})["Location"] == "/guidance/DE/"


def test_the_key_is_shown_once(sent):
    characters = case_keys.to_characters(key_of(sent))

    first, second = page_of(sent), page_of(sent)

    assert characters in first
    assert characters not in second
    assert "key-words" not in second
    assert "GF-" in second
    assert "Save the receipt as a text file" in second


def test_asking_for_the_headers_alone_shows_nothing(sent):
    sent.head("/report/")

    assert case_keys.to_characters(key_of(sent)) in page_of(sent)


def test_the_receipt_can_still_be_saved_when_the_key_is_gone(sent):
    page_of(sent)

    receipt = sent.post("/report/", {"do": "receipt"})

    assert receipt["Content-Disposition"].startswith("attachment")
    assert receipt.content


def test_another_report_can_be_made(sent):
    page_of(sent)
    first = key_of(sent)

    page = page_of(sent)
    sent.post("/report/", {"do": "begin"})

    assert "Make another report" in page
    assert "filed" not in sent.session
    assert sent.session["draft"]["answers"] == {}
    assert bytes.fromhex(sent.session["draft"]["key"]) != first


@pytest.mark.parametrize("act", ["show", "receipt"])
def test_a_case_that_was_erased_elsewhere_leaves_the_form_open(sent, act):
    mailbox.erase(mailbox=mailboxes.opened_by(key_of(sent)), by=Actor.reporter(), at=clock.now())

    if act == "receipt":
        assert sent.post("/report/", {"do": "receipt"}).status_code == 302
    shown = sent.get("/report/")

    assert shown.status_code == 200
    assert "You can leave at any moment" in shown.content.decode()
    assert "filed" not in sent.session


@pytest.mark.parametrize("form", ["{n}. {word}", "{n} {word}", " {n}) {word} ", "{n}.{word}", "{word}"])
def test_a_part_of_the_key_is_taken_as_the_panel_counts_it(reporter, form):
    draft = reporter.session["draft"]
    word = case_keys.to_words(bytes.fromhex(draft["key"])).split()[draft["part"] - 1]

    reporter.post("/report/", {"do": "answer", "page": "key", "part": form.format(n=draft["part"], word=word)})

    assert reporter.session["draft"]["is_kept"]
