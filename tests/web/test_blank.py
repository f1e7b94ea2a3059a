"""Pages of the form that are kept once rendered: nothing of one reporter in them reaches the next."""

import re

import pytest

from portal.public import blank
from portal.public.draft import Draft
from tests.desk.conftest import Browser
from tests.makers import make_platform

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
WRITTEN = "The assistant was rude about my accent."


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    make_platform()
    monkeypatch.setattr(blank, "_kept", {})


def visitor_at(page: str, **answers: str) -> Browser:
    """A visitor who answered that page and is shown it again."""
    visitor = Browser()
    visitor.post("/report/", {"do": "begin"})
    if answers:
        visitor.post("/report/", {"do": "answer", "page": page, **answers})
    visitor.post("/report/", {"do": "change", "to": page})
    return visitor


def page_of(visitor: Browser) -> str:
    return visitor.get("/report/").content.decode()


def test_what_one_reporter_wrote_is_not_on_the_page_of_the_next():
    first = page_of(visitor_at("what_happened", what_happened=WRITTEN))
    second = page_of(visitor_at("what_happened"))
    again = page_of(visitor_at("what_happened", what_happened=WRITTEN))

    assert WRITTEN in first
    assert WRITTEN not in second
    assert WRITTEN in again


def test_what_one_reporter_chose_is_not_chosen_for_the_next():
    first = page_of(visitor_at("ai_role", ai_role="produced_by_ai"))
    second = page_of(visitor_at("ai_role"))

    assert "checked" in first
    assert "checked" not in second


def test_every_visitor_gets_a_token_that_works():
    visitors = [visitor_at("ai_role") for _ in range(2)]

    tokens = [set(TOKEN.findall(page_of(visitor))) for visitor in visitors]
    after = [visitor.post("/report/", {"do": "answer", "page": "ai_role", "ai_role": "dk"}).status_code for visitor in visitors]

    assert [len(found) for found in tokens] == [1, 1]
    assert tokens[0] != tokens[1]
    assert after == [302, 302]


def test_a_sealed_category_is_asked_in_its_own_words():
    plain = visitor_at("what_happened")
    sealed = Browser()
    sealed.post("/report/", {"do": "begin"})
    sealed.post("/report/", {"do": "answer", "page": "category", "category": "child-sexual"})
    sealed.post("/report/", {"do": "change", "to": "what_happened"})

    assert page_of(plain) != page_of(sealed)
    assert "You need not write anything here" in page_of(sealed)


def test_a_product_added_meanwhile_is_offered():
    before = page_of(visitor_at("product"))
    make_platform("aurora", products=("aurora-voice",))

    assert "Aurora Voice" not in before
    assert "Aurora Voice" in page_of(visitor_at("product"))


def test_whoever_gave_a_code_is_asked_whether_it_may_be_told():
    without = page_of(visitor_at("sharing"))
    visitor = Browser()
    visitor.post("/report/", {"do": "begin"})
    visitor.post("/report/", {"do": "answer", "page": "codes", "request_id": "req-81"})
    visitor.post("/report/", {"do": "change", "to": "sharing"})

    assert "share_locator" not in without
    assert "share_locator" in page_of(visitor)


def test_the_key_and_the_check_are_never_kept():
    assert not [key for key in ("key", "check") if blank.is_blank(Draft(at=key, key="00" * 16, part=1))]
