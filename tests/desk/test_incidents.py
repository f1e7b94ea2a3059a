"""The incident page: what the platform says, who may check a fix, and what may be read for a reason."""

import pytest

from reporting.actors import Actor
from reporting.audit.models import AuditEntry
from reporting.cases import actions as cases
from reporting.incidents import actions as incidents
from reporting.incidents import queries
from tests.makers import AT, file_report, fresh, make_actor

PLATFORM = Actor.platform("lumen", frozenset({"incidents.write"}))
SAID = "A release on Monday switched one filter off."


@pytest.fixture
def incident(db):
    lead = make_actor("team_lead")
    opened = incidents.open_incident(case=file_report(help_country="DE").case, by=lead, at=AT)
    incidents.notify(incident=opened, by=lead, at=AT)
    incidents.state_cause(incident=opened, part="output_filter", text=SAID, by=PLATFORM, at=AT)
    return opened


@pytest.fixture
def address(incident):
    return f"/desk/incidents/{incident.number}/"


def text(answer):
    return answer.content.decode()


def test_the_platforms_words_open_for_a_reason_and_close_again(address, incident, enter):
    browser = enter("triager")

    opened, again = text(browser.post(f"{address}texts/", {"reason": "verify_fix"})), text(browser.get(address))

    assert SAID in opened
    assert SAID not in again
    assert AuditEntry.objects.get(event="text.opened", subject=incident.number).reason == "verify_fix"


def test_whoever_claimed_a_fix_is_shown_why_they_cannot_verify_it(address, incident, enter):
    browser = enter("team_lead")
    incidents.claim_fix(incident=incident, measures=["filter_change"], by=browser.actor, at=AT)

    page = text(browser.get(address))
    tried = browser.post(f"{address}verify/", {"method": "release_notes"})

    assert "Whoever claimed a fix cannot verify it." in page
    assert tried.status_code == 403
    assert not queries.is_verified(queries.latest_fix(incident))


def test_somebody_else_verifies_and_every_reporter_is_asked(address, incident, enter):
    incidents.claim_fix(incident=incident, measures=["filter_change"], by=PLATFORM, at=AT)

    answer = enter("team_lead").post(f"{address}verify/", {"method": "release_notes", "text": "The notes name the filter."})

    assert answer.status_code == 302
    assert fresh(incident.links.get().case).state == "confirming"


def test_a_fix_that_does_not_hold_goes_back_to_the_platform(address, incident, enter):
    incidents.claim_fix(incident=incident, measures=["filter_change"], by=PLATFORM, at=AT)
    browser = enter("team_lead")

    browser.post(f"{address}reject-fix/")

    assert "Disputed" in text(browser.get(address))


def test_closing_as_fixed_without_a_check_is_refused_with_words(address, enter):
    answer = enter("team_lead").post(f"{address}close/", {"reason": "fixed"})

    assert answer.status_code == 422
    assert "Not as fixed yet" in text(enter("team_lead").get(address))


def test_an_incident_whose_fix_was_checked_is_closed_as_fixed_with_its_cases(address, incident, enter):
    incidents.claim_fix(incident=incident, measures=["filter_change"], by=PLATFORM, at=AT)
    incidents.verify(incident=incident, method="release_notes", by=make_actor("team_lead"), at=AT)

    enter("team_lead").post(f"{address}close/", {"reason": "fixed"})

    case = fresh(incident.links.get().case)
    assert (case.state, case.close_reason) == ("closed", "fixed")


def test_the_page_shows_what_was_sent_and_which_deadlines_may_apply(address, enter):
    html = text(enter("team_lead").get(address))

    assert "fix.requested" in html
    assert "Kept; no endpoint" in html
    assert "must be confirmed with counsel" in html or "ask counsel" in html


def test_a_case_of_another_queue_is_named_but_not_a_link(address, incident, enter):
    other = file_report(category="hate").case
    incidents.add_case(incident=incident, case=other, because="same_product_and_category", by=make_actor("team_lead"), at=AT)
    cases.move(case=fresh(other), queue="legal", reason="legal_question", by=make_actor("team_lead"), at=AT)

    html = text(enter("triager").get(address))

    assert other.number in html
    assert f"/desk/cases/{other.number}/" not in html


def test_a_case_joins_an_incident_from_its_own_page(address, incident, enter):
    case = file_report().case
    browser = enter("triager")
    page = f"/desk/cases/{case.number}/"

    offered = text(browser.get(page))
    browser.post(f"{page}join/{incident.number}/", {"because": "same_product_and_category"})

    assert incident.number in offered
    assert list(incident.links.values_list("case__number", flat=True).order_by("pk"))[-1] == case.number
