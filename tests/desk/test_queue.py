"""The queue: most urgent first, filters in the address, pages in both directions."""

import re
from datetime import timedelta

import pytest

from reporting.cases import queries
from reporting.cases.models import Case
from tests.makers import AT, file_report, make_actor, make_platform


def numbers(answer):
    return list(dict.fromkeys(re.findall(r"/desk/cases/(GF-[\w-]+)/", answer.content.decode())))


@pytest.fixture
def cases(db):
    grave = file_report(category="self-harm", at=AT)
    late = file_report(at=AT - timedelta(days=2))
    soon = file_report(at=AT)
    return [one.case.number for one in (grave, late, soon)]


def test_the_most_urgent_case_comes_first_then_the_nearest_due(cases, enter):
    by_order = list(Case.objects.order_by("urgency", "due_at", "pk").values_list("number", flat=True))

    assert numbers(enter("team_lead").get("/desk/")) == by_order


def test_the_top_says_how_many_are_open_late_and_with_nobody(cases, enter):
    html = enter("team_lead").get("/desk/").content.decode()

    assert "3 open" in html
    assert "3 with nobody" in html


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("category=hate", 2),
        ("queue=trust", 2),
        ("state=received", 3),
        ("state=closed", 0),
        ("severity=medium&severity=high", None),
        ("platform=lumen", 3),
        ("platform=parley", 0),
        ("state=nonsense", 0),
        ("queue=nonsense", 0),
        ("queue=%00", 0),
        ("number=gf-", 3),
        ("number=GF-0000", 0),
    ],
)
def test_a_filter_in_the_address_narrows_the_list(asked, shown, cases, enter):
    make_platform("parley")

    answer = enter("team_lead").get(f"/desk/?{asked}")

    assert answer.status_code == 200
    assert shown is None or len(numbers(answer)) == shown


def test_my_cases_are_those_given_to_me(cases, enter):
    browser = enter("team_lead")
    browser.post(f"/desk/cases/{cases[1]}/claim/")

    assert numbers(browser.get("/desk/mine/")) == [cases[1]]


def test_pages_lead_to_every_case_once_and_back_again(db):
    for hours in range(7):
        file_report(at=AT - timedelta(hours=hours % 3))
    lead = make_actor("team_lead")
    seen, cursor, pages = [], "", []

    while True:
        page = queries.queue_page(visible_to_actor=lead, filters={}, after=cursor, size=3)
        pages.append(page)
        seen += [case.number for case in page.rows]
        cursor = page.next
        if not cursor:
            break
    back = queries.queue_page(visible_to_actor=lead, filters={}, before=pages[-1].previous, size=3)

    assert len(seen) == len(set(seen)) == 7
    assert [case.number for case in back.rows] == [case.number for case in pages[1].rows]
    assert (pages[0].previous, bool(pages[1].previous), bool(back.next)) == ("", True, True)


@pytest.mark.parametrize("cursor", ["x", "1_2", "1_nan_3", "1_99999999999999999_3", "9_1e400_1"])
def test_a_cursor_that_is_none_is_not_found(cursor, enter):
    assert enter("team_lead").get(f"/desk/?after={cursor}").status_code == 404


def test_an_administrator_is_told_that_they_see_no_cases(cases, enter):
    answer = enter("administrator").get("/desk/")

    assert numbers(answer) == []
    assert "Your roles see no cases." in answer.content.decode()
