"""What a platform sees of its cases, and its questions."""

import pytest

from reporting.audit.models import AuditEntry
from reporting.mailbox import actions as mailbox
from reporting.mailbox.models import Message
from tests.api.calling import program_of, reporter
from tests.makers import AT, file_report, fresh, make_actor

WORDS = "It insulted a whole town when asked about its weather."


def test_the_list_holds_open_fields_alone(lumen, reported):
    rows = lumen.get("cases").json()["items"]

    assert [set(row) for row in rows] == [{"number", "product", "category", "severity", "state", "opened_at", "closed_at", "close_reason"}]
    assert rows[0]["opened_at"].endswith(":00:00Z")


def test_pages_follow_one_another_and_tell_no_count(lumen, monkeypatch):
    monkeypatch.setattr("portal.api.paging.SIZE", 2)
    numbers = [file_report().case.number for _ in range(5)]
    seen, cursor = [], ""

    while cursor is not None:
        page = lumen.get(f"cases?cursor={cursor}").json()
        seen += [row["number"] for row in page["items"]]
        cursor = page["next"]

    assert seen == numbers[::-1]


def test_a_case_shows_what_its_reporter_shared(lumen, reported):
    case = lumen.get(f"cases/{reported.case.number}").json()

    assert case["shared"] == {
        "model": "Lumen 4",
        "request_id": "req-81",
        "happened_at": "2026-11-20T10:00+00:00",
        "what_happened": WORDS,
    }
    assert case["choices"] == {"ai_role": "produced_by_ai"}


@pytest.mark.parametrize(
    ("consent", "locator", "shared"),
    [
        ("yes_without_contact", True, {"model", "request_id"}),
        ("yes_without_contact", False, {"model"}),
        ("yes", False, {"model", "what_happened", "account_ref", "asked_for", "expected"}),
    ],
)
def test_nothing_more_is_shared_than_agreed(lumen, consent, locator, shared):
    texts = {"account_ref": "lumen user nine", "asked_for": "nothing_like_it", "expected": "A polite answer."}
    case = file_report(model="Lumen 4", request_id="req-81", share_with_platform=consent, share_locator=locator, **texts).case

    assert set(lumen.get(f"cases/{case.number}").json()["shared"]) == shared


def test_words_of_the_most_sensitive_categories_never_reach_a_platform(lumen):
    case = file_report(category="child-sexual", what_happened="It produced something it never should.", model="Lumen 4").case

    assert case.sensitivity == "S4"
    assert "what_happened" not in lumen.get(f"cases/{case.number}").json()["shared"]


def test_an_unshared_case_and_another_platforms_are_not_there(lumen, stranger, reported):
    hidden = file_report(share_with_platform="no").case

    answers = [lumen.get(f"cases/{hidden.number}"), stranger.get(f"cases/{reported.case.number}"), lumen.get("cases/GF-0000-0000-0")]

    assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[0].content)}
    assert hidden.number not in str(lumen.get("cases").json())


def test_reading_a_case_is_recorded(lumen, reported):
    lumen.get(f"cases/{reported.case.number}")

    entry = AuditEntry.objects.get(event="case.read")
    assert (entry.subject, entry.actor_kind, entry.actor_ref) == (reported.case.number, "platform", "lumen")


def test_an_unchanged_case_is_not_sent_twice(lumen, reported):
    path = f"cases/{reported.case.number}"
    tag = lumen.get(path)["ETag"]

    unchanged = lumen.get(path, If_None_Match=tag)
    lumen.post(f"{path}/questions", {"text": "Which day was it?"})
    changed = lumen.get(path, If_None_Match=tag)

    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert changed.status_code == 200


def test_an_erased_case_shows_nothing_sealed(lumen, reported):
    reporter(reported).post("case/erasure")

    case = lumen.get(f"cases/{reported.case.number}").json()

    assert (case["state"], case["shared"], case["questions"]) == ("closed", {}, [])


def test_a_question_is_held_passed_on_and_its_answer_shown(lumen, reported):
    path = f"cases/{reported.case.number}"
    asked = lumen.post(f"{path}/questions", {"text": "Which day was it?"})
    assert (asked.status_code, asked.json()["state"]) == (201, "held")
    assert reporter(reported).get("case").json()["messages"] == []

    mailbox.decide_question(case=fresh(reported.case), ref=asked.json()["ref"], pass_on=True, by=make_actor("team_lead"), at=AT)
    reporter(reported).post("case/messages", {"text": "On Monday.", "answers_question": True})

    (question,) = lumen.get(path).json()["questions"]
    assert (question["text"], question["answer"]) == ("Which day was it?", "On Monday.")


def test_other_talk_of_the_mailbox_is_not_shown_to_the_platform(lumen, reported):
    mailbox.write_to_reporter(case=reported.case, text="We look at this today.", by=make_actor("team_lead"), at=AT)
    reporter(reported).post("case/messages", {"text": "Thank you for looking."})

    assert lumen.get(f"cases/{reported.case.number}").json()["questions"] == []


def test_the_same_question_sent_again_is_asked_once(lumen, reported):
    path = f"cases/{reported.case.number}/questions"

    first = lumen.post(path, {"text": "Which day was it?"}, Idempotency_Key="q")
    again = lumen.post(path, {"text": "Which day was it?"}, Idempotency_Key="q")

    assert again.json() == first.json()
    assert Message.objects.count() == 1


def test_another_platforms_keys_are_its_own(lumen, stranger, reported):
    path = f"cases/{reported.case.number}/questions"
    lumen.post(path, {"text": "Which day was it?"}, Idempotency_Key="q")

    assert stranger.post(path, {"text": "Which day was it?"}, Idempotency_Key="q").status_code == 404


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "answer_needed"),
        ({"text": ["x"]}, 422, "type"),
        ({"text": "hello", "extra": 1}, 422, "unknown_field"),
        ({"text": "open https://example.com/me"}, 422, "content_refused"),
        ({"text": "x" * 4001}, 422, "oversize"),
    ],
)
def test_questions_that_are_refused(lumen, reported, body, status, code):
    answer = lumen.post(f"cases/{reported.case.number}/questions", body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_question_about_an_older_state_is_refused(lumen, reported):
    answer = lumen.post(f"cases/{reported.case.number}/questions", {"text": "Which day was it?"}, If_Match='"0-0-0"')

    assert answer.status_code == 412
    assert not Message.objects.exists()


@pytest.mark.parametrize("query", ["x=1", "state=open&state=closed", "cursor=GF-0000-0000-0"])
def test_queries_that_are_refused(db, query):
    assert program_of().get(f"cases?{query}").status_code in (404, 422)
