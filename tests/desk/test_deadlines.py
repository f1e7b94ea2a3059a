"""Deadlines in law on the pages of cases and incidents, and the board of clocks."""

import pytest

from portal.desk.deadlines import Deadline
from reporting.clocks.models import Clock
from reporting.incidents import actions as incidents
from tests.makers import AT, file_report, make_actor

STATED = {"fact": "eu-gdpr-33", "day_day": "20", "day_month": "11", "day_year": "2026", "hour": "09:30", "reason": "counsel"}


def text(answer):
    return answer.content.decode()


@pytest.fixture
def case(db):
    return file_report(help_country="IE").case


@pytest.fixture
def incident(case):
    return incidents.open_incident(case=case, by=make_actor("team_lead"), at=AT)


@pytest.fixture
def pages(case, incident):
    return {"case": f"/desk/cases/{case.number}/", "incident": f"/desk/incidents/{incident.number}/"}


@pytest.fixture
def lead(enter):
    return enter("team_lead")


@pytest.mark.parametrize("on", ["case", "incident"])
def test_a_deadline_is_started_shown_and_ended(on, pages, lead):
    page = pages[on]

    lead.post(f"{page}deadlines/", STATED)
    running = text(lead.get(page))
    clock = Clock.objects.get(kind="statutory")
    lead.post(f"{page}deadlines/{clock.pk}/", {"reason": "reported"})
    ended = text(lead.get(page))

    assert "20 November 2026, 09:30 UTC" in running and "Counsel says that it applies" in running
    assert "must be confirmed with counsel" in running and "Say how it ended" in running
    assert "It was reported where the law says" in ended and "Say how it ended" not in ended


@pytest.mark.parametrize(
    ("parts", "words", "beside"),
    [
        ({"day_year": ""}, "Give the day and time of it", "deadline_day"),
        ({"hour": ""}, "Give the day and time of it", "deadline_day"),
        ({"day_year": "2099"}, "not later than now", "deadline_day"),
        ({"reason": ""}, "Choose a reason from the list for this deadline.", "deadline_reason"),
        ({"fact": ""}, "not a deadline that can run today", "deadline_fact"),
    ],
)
@pytest.mark.parametrize("on", ["case", "incident"])
def test_a_refused_deadline_comes_back_with_the_words_and_what_was_chosen(on, parts, words, beside, pages, lead):
    answer = lead.post(f"{pages[on]}deadlines/", STATED | parts)

    html = text(answer)
    assert answer.status_code == 422
    assert words in html and f'href="#{beside}' in html
    assert 'value="20"' in html
    assert not Clock.objects.filter(kind="statutory").exists()


def test_those_that_may_concern_it_are_offered_first(lead):
    number = file_report(category="intimate-image", subcategory="me", help_country="US").case.number

    html = text(lead.get(f"/desk/cases/{number}/"))

    near, far = html.index('<optgroup label="May concern this">'), html.index('<optgroup label="Others of our table">')
    assert near < html.index('value="us-tida"') < far < html.index('value="eu-gdpr-33"')


def test_who_may_not_start_one_reads_why_and_sees_those_that_run(pages, lead, enter):
    lead.post(f"{pages['case']}deadlines/", STATED)

    html = text(enter("triager").get(pages["case"]))

    assert "GDPR" in html
    assert html.split('id="deadlines"')[1].split("next-step-title")[0].count("Your role does not include this.") == 2


def test_a_deadline_of_one_subject_is_not_ended_through_another(pages, lead):
    lead.post(f"{pages['case']}deadlines/", STATED)
    clock = Clock.objects.get(kind="statutory")

    answer = lead.post(f"{pages['incident']}deadlines/{clock.pk}/", {"reason": "mistake"})

    assert answer.status_code == 404


def test_the_board_leads_to_each_case_and_incident_the_most_urgent_first(case, incident, pages, lead):
    lead.post(f"{pages['incident']}deadlines/", STATED)

    every, of_law = text(lead.get("/desk/clocks/")), text(lead.get("/desk/clocks/?of=law"))

    assert pages["case"] in every and pages["incident"] in every
    assert pages["incident"] in of_law and pages["case"] not in of_law


def test_the_board_is_empty_for_who_works_no_queue(case, enter):
    assert "No clock runs in your queues." in text(enter("administrator").get("/desk/clocks/"))


def test_no_two_deadlines_to_choose_read_the_same():
    groups = [choice for choice in Deadline().fields["fact"].choices if isinstance(choice[1], list)]
    labels = [label for _group, rows in groups for _code, label in rows]

    assert len(labels) > 20
    assert sorted(labels) == sorted(set(labels))
