"""A refused act leads back to where it was tried: the same page, the words, and what was typed still there."""

import pytest

from reporting.access import actions as access
from reporting.cases import actions as cases
from reporting.incidents import actions as incidents
from tests.makers import AT, file_report, make_actor, make_member


@pytest.fixture
def reported(db):
    return file_report()


@pytest.fixture
def address(reported):
    return f"/desk/cases/{reported.case.number}/"


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize(
    ("act", "sent", "status", "field"),
    [
        ("assign", {"to": ""}, 422, "assign_to"),
        ("move", {"queue": "legal", "reason": ""}, 422, "move_reason"),
        ("move", {"queue": "", "reason": "danger"}, 422, "move_queue"),
        ("close", {"reason": ""}, 422, "close_reason"),
        ("note", {"text": " "}, 422, "note_text"),
        ("message", {"text": "", "kind": "question"}, 422, "message_text"),
        ("text", {"reason": ""}, 422, "open_text_reason"),
    ],
)
def test_a_refused_form_of_a_case_comes_back_open_with_a_link_to_its_field(act, sent, status, field, address, reported, enter):
    answer = enter("team_lead").post(f"{address}{act}/", sent)

    assert answer.status_code == status
    assert f"<bdi>{reported.case.number}</bdi>" in text(answer)
    assert f'<a href="#{field}">' in text(answer)
    assert f'id="{field}"' in text(answer)


def test_what_was_chosen_is_still_chosen(address, enter):
    answer = text(enter("triager").post(f"{address}move/", {"queue": "legal", "reason": ""}))

    assert '<option value="legal" selected>' in answer


def test_what_somebody_else_changed_is_shown_with_the_words_that_say_so(address, reported, enter):
    browser = enter("team_lead")
    cases.claim(case=reported.case, by=make_actor("triager", name="Noor"), at=AT)

    answer = browser.post(f"{address}close/", {"reason": "duplicate", "version": "1"})

    assert answer.status_code == 409
    assert "Somebody else changed this a moment ago." in text(answer)
    assert "With Noor" in text(answer)
    assert '<option value="duplicate" selected>' in text(answer)


def test_a_refused_act_on_an_incident_leads_back_to_the_incident(reported, enter):
    incident = incidents.open_incident(case=reported.case, by=make_actor("team_lead"), at=AT)

    answer = enter("team_lead").post(f"/desk/incidents/{incident.number}/close/", {"reason": "fixed"})

    assert answer.status_code == 422 or answer.status_code == 409
    assert f"<bdi>{incident.number}</bdi>" in text(answer)
    assert "Please look at this again" in text(answer)


def test_an_ask_that_was_decided_meanwhile_leads_back_to_what_waits(enter):
    number = file_report(category="child-sexual", what_happened=None).case.number
    asker = make_actor("legal_officer")
    asked = access.ask_approval(what="text.open", subject=number, reason="triage", by=asker, at=AT)
    access.approve(approval=asked, by=make_actor("team_lead"), at=AT)

    answer = enter("team_lead").post(f"/desk/approvals/{asked.pk}/", {"do": "approve"})

    assert answer.status_code in (404, 409)
    assert "<h1>Approvals</h1>" in text(answer)
    assert "Please look at this again" in text(answer)


@pytest.mark.parametrize(
    ("role", "path", "leads_to"),
    [("triager", "/desk/trail/", "/desk/"), ("triager", "/desk/cases/GF-0000-0000-0/", "/desk/")],
)
def test_a_page_that_staff_may_not_see_leads_to_their_queue(role, path, leads_to, db, enter):
    answer = enter(role).get(path)

    assert answer.status_code in (403, 404)
    assert f'<a class="button" href="{leads_to}">Go to your queue</a>' in text(answer)


@pytest.mark.parametrize(("path", "leads_to"), [("/case/", "/case/"), ("/report/", "/report/"), ("/nothing/", "/")])
def test_a_reporter_who_is_refused_is_led_to_where_they_were(path, leads_to, db, client):
    answer = client.post(path, {"do": "write"}) if path != "/nothing/" else client.get(path)

    assert answer.status_code in (403, 404, 410)
    assert f'<a class="button" href="{leads_to}">' in text(answer)


def test_a_colleague_who_left_is_nobody_to_choose(address, enter):
    gone = make_member("triager")
    gone.is_active = False
    gone.save()

    answer = enter("team_lead").post(f"{address}assign/", {"to": str(gone.pk)})

    assert answer.status_code == 422
    assert "Choose a colleague who works here." in text(answer)
