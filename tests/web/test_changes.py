"""An answer changed from the last page: what is new because of it is shown, what is settled is passed over."""

import pytest

from tests.web.walking import answer, at, before_sending, change

pytestmark = pytest.mark.django_db
LONG = "It was rude about the weather and about a whole town. " * 8


def test_somebody_who_is_in_danger_after_all_is_told_to_call_for_help():
    reporter = before_sending()

    shown = change(reporter, "danger_now", danger_now="yes")
    page = reporter.get("/report/").content.decode()
    answer(reporter, "danger")

    assert shown == "danger"
    assert "Call for help first" in page
    assert at(reporter) == "check"


def test_the_same_answer_again_leads_straight_back():
    reporter = before_sending()

    assert change(reporter, "danger_now", danger_now="no") == "check"
    assert change(reporter, "ai_role", ai_role="dk") == "check"


def test_another_category_asks_for_its_own_kinds():
    reporter = before_sending()

    assert change(reporter, "category", category="privacy") == "subcategory"


def test_a_long_text_is_looked_at_again_where_little_is_written():
    reporter = before_sending(what_happened={"what_happened": LONG})

    change(reporter, "category", category="child-sexual")
    answer(reporter, "subcategory")
    page = reporter.get("/report/").content.decode()

    assert at(reporter) == "what_happened"
    assert "You need not write anything here" in page


def test_details_can_still_be_added_from_the_last_page():
    reporter = before_sending()

    page = reporter.get("/report/").content.decode()
    shown = change(reporter, "more", more="yes")
    answer(reporter, "output_kind")

    assert "None added" in page
    assert 'name="to" value="more"' in page
    assert (shown, at(reporter)) == ("output_kind", "asked_for")


def test_a_code_added_later_asks_who_may_see_it():
    reporter = before_sending()
    change(reporter, "more", more="yes")

    reporter.post("/report/", {"do": "change", "to": "codes"})
    answer(reporter, "codes", request_id="req-81")
    while at(reporter) not in ("sharing", "check"):
        reporter.post("/report/", {"do": "skip"})

    assert at(reporter) == "sharing"
