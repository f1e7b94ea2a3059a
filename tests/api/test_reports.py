"""Filing by program: once, with the same receipt, and nothing taken that the form would not take."""

import pytest

from reporting.intake.models import FilingKey
from reporting.reports.models import Report
from reporting.sealing import case_keys
from tests.makers import ANSWERS, make_platform


def test_a_report_is_filed_with_number_key_receipt_and_what_comes_next(anyone):
    answer = anyone.post("reports", ANSWERS)

    filed = answer.json()
    assert answer.status_code == 201
    assert filed["case_number"].startswith("GF-")
    assert len(case_keys.read_case_key(filed["case_key"])) == 16
    assert filed["case_number"] in filed["receipt"]
    assert filed["next"][0]["by"]


def test_the_same_key_again_is_the_same_case_and_the_same_receipt_without_the_case_key(anyone):
    first = anyone.post("reports", ANSWERS, Idempotency_Key="one-report-of-mine").json()

    again = anyone.post("reports", ANSWERS, Idempotency_Key="one-report-of-mine")

    assert again.status_code == 201
    assert again.json() == {**first, "case_key": None}
    assert Report.objects.count() == 1


def test_a_key_that_came_with_other_answers_hands_out_nobodys_case(anyone):
    first = anyone.post("reports", ANSWERS, Idempotency_Key="0123456789abcdef").json()

    other = anyone.post("reports", {**ANSWERS, "category": "fraud"}, Idempotency_Key="0123456789abcdef")

    assert other.status_code == 422
    assert other.json()["code"] == "idempotency_key_reused"
    assert first["case_number"] not in other.content.decode()


def test_the_reporter_may_choose_the_case_key(anyone):
    key = case_keys.to_words(case_keys.new_case_key())

    first = anyone.post("reports", {**ANSWERS, "case_key": key})
    again = anyone.post("reports", {**ANSWERS, "case_key": key})

    assert case_keys.to_words(case_keys.read_case_key(first.json()["case_key"])) == key
    assert again.json()["case_number"] == first.json()["case_number"]


def test_a_report_opens_with_its_key(anyone):
    make_platform()
    key = anyone.post("reports", ANSWERS).json()["case_key"]

    anyone.headers["Authorization"] = f"CaseKey {key}"

    assert anyone.get("case").json()["state"] == "received"


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"attachment": "x"}, "unknown_field", "attachment"),
        ({"what_happened": {"a": "x"}}, "type", "what_happened"),
        ({"bona_fide": "yes"}, "type", "bona_fide"),
        ({"output_kind": "text"}, "type", "output_kind"),
        ({"output_kind": ["text", 1]}, "type", "output_kind"),
        ({"category": None}, "answer_needed", "category"),
        ({"category": "nonsense"}, "not_offered", "category"),
        ({"bona_fide": False}, "tick_needed", "bona_fide"),
        ({"what_happened": "see https://example.com/a"}, "content_refused", "what_happened"),
        ({"model": "data:image/gif;base64,R0lGODlhAQABAAAAACw="}, "content_refused", "model"),
        ({"case_key": "not a key"}, "invalid", "case_key"),
        ({"case_key": 7}, "type", "case_key"),
    ],
)
def test_what_is_refused_says_where_and_leaves_nothing(anyone, change, code, field):
    answer = anyone.post("reports", {**ANSWERS, **change}, Idempotency_Key="refused-every-time")

    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert (answer.json()["code"], answer.json()["field"]) == (code, field)
    assert not Report.objects.exists() and not FilingKey.objects.exists()


@pytest.mark.parametrize("body", [[], "text", 5, None, True])
def test_a_body_that_is_no_object_is_refused(anyone, body):
    answer = anyone.post("reports", body) if body is not None else anyone.call("POST", "reports")

    assert answer.status_code == 422


@pytest.mark.parametrize("key", ["x" * 201, "sixteen of them \u00e9"])
def test_a_key_that_is_too_long_or_no_plain_text_is_refused(anyone, key):
    answer = anyone.post("reports", ANSWERS, Idempotency_Key=key)

    assert (answer.status_code, answer.json()["field"]) == (422, "Idempotency-Key")
    assert not Report.objects.exists()


def test_a_case_key_of_another_report_is_refused_with_words(anyone):
    key = case_keys.to_words(case_keys.new_case_key())
    first = anyone.post("reports", {**ANSWERS, "case_key": key}).json()

    other = anyone.post("reports", {**ANSWERS, "case_key": key, "what_happened": "It told a child to leave home."})

    assert (other.status_code, other.json()["code"], other.json()["field"]) == (422, "case_key_used", "case_key")
    assert first["case_number"] not in other.content.decode()
    assert Report.objects.count() == 1


@pytest.mark.parametrize("key", [bytes(16), b"\xff" * 16, b"\x01\x02" * 8])
def test_a_case_key_that_anybody_could_guess_is_refused(anyone, key):
    answer = anyone.post("reports", {**ANSWERS, "case_key": case_keys.to_characters(key)})

    assert (answer.status_code, answer.json()["field"]) == (422, "case_key")
    assert not Report.objects.exists()


def test_other_methods_are_named(anyone):
    answer = anyone.get("reports")

    assert answer.status_code == 405
    assert "POST" in answer["Allow"]


@pytest.mark.parametrize(("country", "said"), [("FR", "112"), (None, "your local emergency number")])
def test_danger_is_answered_with_whom_to_call_first(anyone, country, said):
    danger = {**ANSWERS, "danger_now": "yes", **({"help_country": country} if country else {})}

    first, *_others = anyone.post("reports", danger).json()["next"]

    assert said in first["words"]
