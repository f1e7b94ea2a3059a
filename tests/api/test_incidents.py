"""The platform's side of remediation, by program."""

import pytest

from reporting.incidents import actions as incidents
from reporting.incidents import queries
from reporting.incidents.models import Cause, Fix
from reporting.incidents.tasks import tell
from tests.api.calling import reporter
from tests.makers import AT, HOUSE, file_report


@pytest.fixture
def path(incident) -> str:
    return f"incidents/{incident.number}"


def test_a_platform_sees_its_incident_once_notified(lumen, reported, lead):
    made = incidents.open_incident(case=reported.case, by=lead, at=AT)
    before = lumen.get("incidents").json()["items"]

    incidents.notify(incident=made, by=lead, at=AT)

    assert before == []
    assert [row["number"] for row in lumen.get("incidents?state=notified").json()["items"]] == [made.number]


def test_the_whole_way_from_notice_to_claimed_fix(lumen, path, reported):
    assert lumen.post(f"{path}/acknowledgement").json()["state"] == "acknowledged"
    assert lumen.post(f"{path}/position", {"position": "confirmed", "text": "We found it in our logs."}).json()["position"] == "confirmed"
    assert lumen.post(f"{path}/cause", {"part": "output_filter"}).json()["state"] == "cause_known"
    assert (
        lumen.post(f"{path}/fixes", {"measures": ["filter_change"], "text": "The filter reads replies again."}).json()["state"]
        == "fix_claimed"
    )
    assert lumen.post(f"{path}/statement", {"text": "We are sorry. The filter was off."}).status_code == 201

    shown = lumen.get(path).json()
    assert [cause["part"] for cause in shown["causes"]] == ["output_filter"]
    assert [(fix["measures"], fix["is_verified"]) for fix in shown["fixes"]] == [(["filter_change"], False)]
    assert shown["verdict"] == {"asked": 1, "confirmed": 0, "disputed": 0}
    assert [link["number"] for link in shown["links"]] == [reported.case.number]
    assert tell() == 1
    assert [line["kind"] for line in reporter(reported).get("case").json()["messages"]] == ["statement"]


@pytest.mark.parametrize(
    ("call", "body", "rows"),
    [
        ("cause", {"part": "model", "text": "The model was trained on it."}, Cause.objects),
        ("fixes", {"measures": ["model_change"]}, Fix.objects),
    ],
)
def test_a_repeated_call_with_its_key_does_nothing_twice(lumen, path, call, body, rows):
    lumen.post(f"{path}/cause", {"part": "model"})
    before = rows.count()

    first = lumen.post(f"{path}/{call}", body, Idempotency_Key="k-1")
    again = lumen.post(f"{path}/{call}", body, Idempotency_Key="k-1")

    assert first.status_code == again.status_code == 201
    assert again.json() == first.json()
    assert rows.count() == before + 1


def test_a_refused_call_may_be_sent_again_with_its_key(lumen, path):
    refused = lumen.post(f"{path}/fixes", {"measures": ["model_change"]}, Idempotency_Key="k-1")
    lumen.post(f"{path}/cause", {"part": "model"})

    taken = lumen.post(f"{path}/fixes", {"measures": ["model_change"]}, Idempotency_Key="k-1")

    assert (refused.json()["code"], taken.status_code) == ("cause_needed", 201)


@pytest.mark.parametrize(
    ("call", "body", "code"),
    [
        ("acknowledgement", {"x": 1}, "unknown_field"),
        ("position", {}, "answer_needed"),
        ("position", {"position": "maybe"}, "not_offered"),
        ("position", {"position": 5}, "type"),
        ("cause", {"part": "weather"}, "not_offered"),
        ("cause", {"part": "model", "text": "See https://example.com/post-mortem"}, "content_refused"),
        ("fixes", {"measures": []}, "answer_needed"),
        ("fixes", {"measures": "model_change"}, "type"),
        ("fixes", {"measures": ["account_action"]}, "cause_needed"),
        ("statement", {"text": ""}, "answer_needed"),
        ("statement", {"text": "data:image/gif;base64,R0lGODlhAQABAAAAACw="}, "content_refused"),
    ],
)
def test_what_an_incident_does_not_take(lumen, path, call, body, code):
    assert lumen.post(f"{path}/{call}", body).json()["code"] == code


@pytest.mark.parametrize(
    ("call", "body"),
    [
        ("acknowledgement", {}),
        ("position", {"position": "declined"}),
        ("cause", {"part": "model"}),
        ("fixes", {"measures": ["model_change"]}),
        ("statement", {"text": "A filter was off."}),
    ],
)
def test_a_late_call_about_a_closed_incident_is_refused_with_words(lumen, path, incident, lead, call, body):
    incidents.close(incident=incident, reason="not_ours", by=lead, at=AT)

    answer = lumen.post(f"{path}/{call}", body)

    assert (answer.status_code, answer.json()["code"]) == (409, "incident_closed")
    assert answer.json()["title"].startswith("The incident is closed.")
    assert lumen.get(path).json()["state"] == "closed"


def test_an_account_action_alone_is_no_fix(lumen, path):
    lumen.post(f"{path}/cause", {"part": "model"})

    answer = lumen.post(f"{path}/fixes", {"measures": ["account_action", "takedown"]})

    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, "system_measure_needed", "measures")


def test_if_match_refuses_who_read_an_older_state(lumen, path):
    tag = lumen.get(path)["ETag"]
    assert lumen.get(path, If_None_Match=tag).status_code == 304

    first = lumen.post(f"{path}/acknowledgement", If_Match=tag)
    late = lumen.post(f"{path}/cause", {"part": "model"}, If_Match=tag)

    assert (first.status_code, late.status_code) == (201, 412)
    assert not Cause.objects.exists()


@pytest.mark.parametrize("call", ["acknowledgement", "position", "cause", "fixes", "statement"])
def test_a_stranger_and_a_wrong_number_are_answered_alike(stranger, path, call):
    bodies = {
        "position": {"position": "fixed"},
        "cause": {"part": "model"},
        "fixes": {"measures": ["model_change"]},
        "statement": {"text": "Hi."},
    }

    theirs = stranger.post(f"{path}/{call}", bodies.get(call))
    nothing = stranger.post(f"incidents/IN-0000-0000/{call}", bodies.get(call))

    assert (theirs.status_code, theirs.content) == (404, nothing.content)


def test_incident_pages_follow_one_another(lumen, lead, monkeypatch):
    monkeypatch.setattr("portal.api.paging.SIZE", 1)
    made = [incidents.notify(incident=incidents.open_incident(case=file_report().case, by=lead, at=AT), by=lead, at=AT) for _ in range(2)]

    first = lumen.get("incidents").json()
    second = lumen.get(f"incidents?cursor={first['next']}").json()

    assert [row["number"] for row in first["items"] + second["items"]] == [one.number for one in reversed(made)]
    assert second["next"] is None
    assert queries.visible_to(HOUSE).count() == 2
