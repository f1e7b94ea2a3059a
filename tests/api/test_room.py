"""The room by case key: read, write, confirm, erase."""

import pytest

from portal.web.budget import failed_keys
from reporting import clock
from reporting.actors import Actor
from reporting.cases import actions as cases
from reporting.incidents import actions as incidents
from reporting.mailbox import actions as mailbox
from reporting.platforms.kinds import ALL_SCOPES
from reporting.sealing import case_keys
from tests.api.calling import Program, reporter
from tests.makers import AT, fresh, make_actor


def test_the_room_shows_where_the_case_stands(reported):
    room = reporter(reported).get("case").json()

    assert room["number"] == reported.case.number
    assert room["state"] == "received"
    assert room["receipt"] == reported.receipt
    assert room["may_confirm"] is False


def test_words_open_it_too(reported):
    assert Program(f"CaseKey {reported.key_words}").get("case").status_code == 200


@pytest.mark.parametrize("path", ["case", "case/messages", "case/confirmation", "case/erasure"])
def test_without_a_key_nothing_opens(anyone, path):
    answer = anyone.get(path) if path == "case" else anyone.post(path, {})

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "CaseKey")


def test_a_key_that_opens_nothing_and_an_erased_one_are_answered_alike(reported):
    unknown = Program(f"CaseKey {case_keys.to_characters(case_keys.new_case_key())}")
    erased = reporter(reported)

    gone = erased.post("case/erasure")

    assert gone.json() == {"case_number": reported.case.number, "erased": True}
    answers = [erased.get("case"), unknown.get("case")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_a_message_is_written_once(reported):
    me = reporter(reported)

    first = me.post("case/messages", {"text": "It happened in the morning."}, Idempotency_Key="m-1")
    again = me.post("case/messages", {"text": "It happened in the morning."}, Idempotency_Key="m-1")

    assert first.status_code == 201
    assert again.json() == first.json()
    assert [line["text"] for line in me.get("case").json()["messages"]] == ["It happened in the morning."]


def test_the_same_key_with_other_words_is_refused(reported):
    me = reporter(reported)
    me.post("case/messages", {"text": "It happened in the morning."}, Idempotency_Key="m-1")

    other = me.post("case/messages", {"text": "It happened at noon."}, Idempotency_Key="m-1")

    assert other.json()["code"] == "idempotency_key_reused"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "answer_needed"),
        ({"text": ""}, "answer_needed"),
        ({"text": 5}, "type"),
        ({"text": "hello", "file": "x"}, "unknown_field"),
        ({"text": "hello", "answers_question": "yes"}, "type"),
        ({"text": "hello", "answers_question": True}, "nothing_to_answer"),
        ({"text": "look at https://example.com/a"}, "content_refused"),
    ],
)
def test_what_the_room_does_not_take(reported, body, code):
    assert reporter(reported).post("case/messages", body).json()["code"] == code


def test_the_open_question_is_answered(reported):
    staff = make_actor("team_lead")
    mailbox.ask(case=reported.case, text="Which day was it?", by=staff, at=AT)
    me = reporter(reported)

    answer = me.post("case/messages", {"text": "On Monday.", "answers_question": True})

    assert answer.status_code == 201
    assert me.get("case").json()["open_question"] is None


def test_a_checked_fix_is_confirmed_or_disputed(reported, incident, lead):
    by = Actor.platform("lumen", ALL_SCOPES)
    incidents.state_cause(incident=incident, part="model", by=by, at=AT)
    incidents.claim_fix(incident=incident, measures=["model_change"], by=by, at=AT)
    incidents.verify(incident=incident, method="design_review", by=lead, at=AT)
    me = reporter(reported)

    assert me.get("case").json()["may_confirm"] is True
    assert me.post("case/confirmation", {"answer": "disputed"}).json()["code"] == "answer_needed"
    disputed = me.post("case/confirmation", {"answer": "disputed", "reason": "happened_again"})

    assert disputed.status_code == 201
    assert disputed.json()["state"] == "reopened"


def test_there_is_nothing_to_confirm_before_a_check(reported):
    answer = reporter(reported).post("case/confirmation", {"answer": "confirmed"})

    assert (answer.status_code, answer.json()["code"]) == (409, "nothing_to_confirm")


def test_a_closed_case_says_why(reported):
    cases.close(case=reported.case, reason="cannot_locate", by=Actor.system("tests"), at=AT)

    assert reporter(reported).get("case").json()["closed_because"]
    assert fresh(reported.case).state == "closed"


@pytest.fixture
def spent_budget():
    """As after a minute of guessing."""
    failed_keys.clear()
    for _try in range(failed_keys.most):
        failed_keys.spend(at=clock.now())
    yield
    failed_keys.clear()


def test_guessing_keys_is_slowed_and_a_key_that_opens_never_is(reported, spent_budget):
    guess = Program(f"CaseKey {case_keys.to_characters(case_keys.new_case_key())}")

    refused = guess.get("case")

    assert (refused.status_code, refused.json()["code"], refused["Retry-After"]) == (429, "too_many_keys_tried", "60")
    assert reporter(reported).get("case").status_code == 200


def test_each_key_that_opens_nothing_is_counted(reported):
    failed_keys.clear()
    guess = Program(f"CaseKey {case_keys.to_characters(case_keys.new_case_key())}")

    answers = [guess.get("case").status_code for _try in range(failed_keys.most + 1)]

    failed_keys.clear()
    assert answers == [404] * failed_keys.most + [429]
