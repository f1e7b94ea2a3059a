"""The pages of staff: who has how much, giving the next, a leaver's cases handed over and their access ended."""

import pytest

from reporting.access import queries as members
from reporting.access.models import StaffMember
from reporting.cases import actions as cases
from tests.makers import AT, file_report, fresh, make_actor, make_member


def text(answer):
    return answer.content.decode()


@pytest.fixture
def leaver(db):
    """Somebody with two open cases."""
    member, by = make_member("triager", name="Leaver"), make_actor("team_lead", name="Lead")
    for _ in range(2):
        cases.assign(case=file_report().case, to=member, by=by, at=AT)
    return member


def test_the_list_says_who_has_how_much_and_when_they_were_here(leaver, enter):
    browser = enter("administrator")

    html = text(browser.get("/desk/staff/"))

    row = html.split(">Leaver<")[1].split("</tr>")[0]
    assert "Triager" in row and "<span>2</span>" in row and "<span>4</span>" in row and "Never" in row
    assert html.count('class="nowrap"><time') == 1  # who looks is here


def test_the_page_of_a_member_shows_how_their_cases_would_be_shared_out(leaver, enter):
    html = text(enter("team_lead").get(f"/desk/staff/{leaver.pk}/"))

    assert "2 open cases would be shared out" in html
    assert "End their access" not in html


def test_handing_over_is_done_in_one_go(leaver, enter):
    browser = enter("team_lead")

    answer = browser.post(f"/desk/staff/{leaver.pk}/hand-over/", {"version": "2"})

    assert answer["Location"] == f"/desk/staff/{leaver.pk}/"
    assert not leaver.cases.exists()


def test_what_changed_meanwhile_is_refused_and_nothing_is_handed_over(leaver, enter):
    answer = enter("team_lead").post(f"/desk/staff/{leaver.pk}/hand-over/", {"version": "1"})

    assert answer.status_code == 409
    assert leaver.cases.count() == 2


def test_an_administrator_ends_somebodys_access_and_is_told_of_open_cases(leaver, enter):
    browser = enter("administrator")
    page = f"/desk/staff/{leaver.pk}/"

    before = text(browser.get(page))
    browser.post(f"{page}deactivate/")

    leaver.refresh_from_db()
    assert "Their open cases stay with them" in before
    assert not leaver.is_active
    assert "Left" in text(browser.get("/desk/staff/"))


def test_everybody_has_a_page_of_their_own_and_nobody_elses(leaver, enter):
    browser = enter("triager")
    own = f"/desk/staff/{browser.actor.ref}/"

    browser.post(f"{own}skills/", {"languages": "ja", "categories": "hate"})

    html = text(browser.get(own))
    assert "日本語" in html and "Hate or discrimination" in html
    assert "would be shared out" not in html
    assert browser.get(f"/desk/staff/{leaver.pk}/").status_code == 404
    assert browser.post(f"/desk/staff/{leaver.pk}/skills/", {"languages": "ja"}).status_code == 404


def test_the_case_page_suggests_in_order_and_gives_to_the_next_free_person(leaver, enter):
    browser = enter("team_lead")
    case = file_report().case
    mira = make_member("triager", name="Aaa Mira")
    StaffMember.objects.filter(pk=mira.pk).update(last_login=AT)
    page = f"/desk/cases/{case.number}/"

    html = text(browser.get(page))
    browser.post(f"{page}assign/next/", {"version": str(case.version)})

    assert "Give to the next free person: Aaa Mira" in html
    assert html.index("Aaa Mira: 0 open") < html.index("Leaver: 2 open")
    assert fresh(case).assignee == mira


def test_who_gives_no_cases_is_shown_nobody(leaver, enter):
    html = text(enter("triager").get(f"/desk/cases/{file_report().case.number}/"))

    assert "next free person" not in html and "Leaver: 2 open" not in html


def test_giving_the_next_what_changed_meanwhile_is_refused(leaver, enter):
    case = file_report().case
    cases.claim(case=case, by=members.actor_for(make_member("triager")), at=AT)

    answer = enter("team_lead").post(f"/desk/cases/{case.number}/assign/next/", {"version": "1"})

    assert answer.status_code == 409
