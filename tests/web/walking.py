"""A reporter who has walked the short way of the form and stands before the last page, as tests of what follows need."""

from tests.desk.conftest import Browser
from tests.makers import make_platform
from tests.web.test_report_form import words_of_key

SHORT_WAY = (
    ("danger_now", {"danger_now": "no"}),
    ("help_country", {}),
    ("category", {"category": "hate"}),
    ("subcategory", {}),
    ("ai_role", {"ai_role": "produced_by_ai"}),
    ("what_happened", {"what_happened": "It insulted a whole town when asked about its weather."}),
    ("product", {"product": "lumen/lumen-chat"}),
    ("more", {"more": "no"}),
    ("sharing", {"share_with_platform": "yes", "stats_ok": "on"}),
    ("statement", {"bona_fide": "on", "no_content_confirm": "on"}),
)


def before_sending(**changed: dict[str, str]) -> Browser:
    """At the check page, every needed answer given; `changed` replaces what one page was answered with."""
    make_platform()
    reporter = Browser()
    reporter.post("/report/", {"do": "begin"})
    for page, answers in SHORT_WAY:
        answer(reporter, page, **changed.get(page, answers))
    answer(reporter, "key", part=words_of_key(reporter))
    return reporter


def answer(reporter: Browser, page: str, **answers: str) -> None:
    """Answer one page, which has to be taken."""
    came = reporter.post("/report/", {"do": "answer", "page": page, **answers})
    assert came.status_code == 302, came.content.decode()


def change(reporter: Browser, page: str, **answers: str) -> str:
    """Change a page's answer from the last page; which page comes next."""
    reporter.post("/report/", {"do": "change", "to": page})
    answer(reporter, page, **answers)
    return at(reporter)


def at(reporter: Browser) -> str:
    return str(reporter.session["draft"]["at"])
