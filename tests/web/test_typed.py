"""What a reporter typed into the form: sent back only when it passed, dropped only when it is not asked for, never lost without a word."""

import pytest

from tests.desk.conftest import Browser
from tests.makers import make_platform

pytestmark = pytest.mark.django_db
LINK = "https://example.com/a/1.png"
DAY = {"happened_at_day": "20", "happened_at_month": "11", "happened_at_year": "2024"}


@pytest.fixture
def reporter() -> Browser:
    make_platform()
    reporter = Browser()
    reporter.post("/report/", {"do": "begin"})
    return reporter


def answers_of(reporter: Browser) -> dict[str, object]:
    return dict(reporter.session["draft"]["answers"])


def refused(reporter: Browser, page: str, **answers: str) -> str:
    """A page that comes back; nothing of it is kept."""
    came = reporter.post("/report/", {"do": "answer", "page": page, **answers})
    assert came.status_code == 422
    assert not answers_of(reporter)
    return came.content.decode()


@pytest.mark.parametrize(
    ("page", "answers"),
    [
        ("codes", {"request_id": LINK}),
        ("codes", {"conversation_id": LINK}),
        ("contact", {"contact_mode": "email", "email": LINK}),
        ("contact", {"email": LINK, "accessibility_needs": LINK}),
        ("product", {"product_name": LINK}),
        ("product", {"product": "dk", "product_name": LINK}),
        ("happened", {"happened_at_day": LINK}),
        ("happened", {**DAY, "happened_time": LINK}),
        ("happened", {"happened_at_year": LINK, "happened_precision": "dk"}),
        ("what_happened", {"what_happened": f"{LINK}\0"}),
        ("version", {"model": "example.com/a\0", "app_version": "1.2"}),
        ("codes", {"request_id": "example.com/a\0"}),
        ("contact", {"contact_mode": "email", "email": "example.com\0"}),
    ],
)
def test_what_was_refused_is_nowhere_on_the_page_that_comes_back(reporter, page, answers):
    assert "example.com" not in refused(reporter, page, **answers)


def test_a_null_character_is_refused_in_our_own_words(reporter):
    assert "Null characters" not in refused(reporter, "what_happened", what_happened="It was\0 rude.")


def test_what_passed_beside_a_mistake_is_sent_back(reporter):
    page = refused(reporter, "version", model="Lumen 4", model_version=LINK)

    assert 'value="Lumen 4"' in page


def test_an_address_beside_the_choice_to_come_back_is_not_kept(reporter):
    reporter.post("/report/", {"do": "answer", "page": "contact", "contact_mode": "email", "email": "me@example.org"})
    assert answers_of(reporter)["email"] == "me@example.org"

    reporter.post("/report/", {"do": "answer", "page": "contact", "contact_mode": "case_key_only", "email": "me@example.org"})

    assert answers_of(reporter) == {"contact_mode": "case_key_only"}


def test_the_address_can_be_typed_before_anything_is_chosen(reporter):
    reporter.post("/report/", {"do": "change", "to": "contact"})

    assert 'name="email"' in reporter.get("/report/").content.decode()


def test_an_answer_by_mail_needs_an_address(reporter):
    assert "Type the address to write to" in refused(reporter, "contact", contact_mode="email")


def test_no_consent_to_share_a_code_stays_beside_a_no(reporter):
    reporter.post("/report/", {"do": "answer", "page": "codes", "request_id": "req-81"})

    reporter.post("/report/", {"do": "answer", "page": "sharing", "share_with_platform": "no", "share_locator": "on"})

    assert "share_locator" not in answers_of(reporter)


@pytest.mark.parametrize("chosen", ["dk", "lumen/lumen-chat"])
def test_a_name_beside_another_choice_is_not_lost_without_a_word(reporter, chosen):
    assert "wrote a name as well" in refused(reporter, "product", product=chosen, product_name="Marigold")


@pytest.mark.parametrize("chosen", [{}, {"product": "other"}])
def test_a_name_alone_is_the_answer(reporter, chosen):
    reporter.post("/report/", {"do": "answer", "page": "product", "product_name": "Marigold", **chosen})

    assert answers_of(reporter) == {"product": "Marigold"}


def test_a_day_comes_with_how_exact_it_is(reporter):
    page = refused(reporter, "happened", **DAY)
    reporter.post("/report/", {"do": "answer", "page": "happened", **DAY, "happened_precision": "within_day"})

    assert "Choose an answer" in page
    assert answers_of(reporter) == {"happened_at": "2024-11-20T12:00+00:00", "happened_precision": "within_day"}


@pytest.mark.parametrize("year", ["1", "0001", "2014", "3026", "9999"])
def test_a_day_that_nobody_can_mean_is_refused(reporter, year):
    page = refused(reporter, "happened", **{**DAY, "happened_at_year": year}, happened_precision="dk")

    assert "date" in page or "Check the day" in page


def test_a_time_without_its_day_is_not_lost_without_a_word(reporter):
    assert "Give the day" in refused(reporter, "happened", happened_time="12:30")


def test_nobody_is_told_to_choose_what_is_not_offered(reporter):
    page = refused(reporter, "sharing")

    assert "Choose one of the answers." in page
    assert "I do not know" not in page
