"""What a program's author reads when a list or a body is refused: what to send instead."""

import pytest

from tests.makers import file_report


@pytest.mark.parametrize(
    ("path", "field", "said"),
    [
        ("cases?state=nonsense", "state", "Send one of: received"),
        ("incidents?state=nonsense", "state", "Send one of: open"),
        ("deliveries?state=nonsense", "state", "Send one of: "),
        ("cases?cursor=zzz", "cursor", "This cursor leads nowhere."),
        ("incidents?cursor=zzz", "cursor", "This cursor leads nowhere."),
        ("deliveries?cursor=zzz", "cursor", "This cursor leads nowhere."),
    ],
)
def test_a_list_that_cannot_be_read_says_what_to_send(path, field, said, lumen):
    answer = lumen.get(path)

    assert answer.status_code == 422
    assert answer.json()["field"] == field
    assert answer.json()["title"].startswith(said)


@pytest.mark.parametrize(
    ("body", "said"),
    [({}, "This field is needed."), ({"url": "https://hooks.example/x", "events": ["nope"]}, "Send one of: ")],
)
def test_a_body_that_does_not_fit_says_what_would(body, said, lumen):
    answer = lumen.post("endpoints", body)

    assert answer.status_code == 422
    assert answer.json()["title"].startswith(said)


def test_a_refused_text_is_named_by_the_key_of_the_body(lumen):
    case = file_report().case

    answer = lumen.post(f"cases/{case.number}/questions", {"text": "see https://example.com/a"})

    assert (answer.status_code, answer.json()["field"]) == (422, "text")


def test_a_body_of_another_kind_is_refused_in_words_of_ours(lumen):
    form = "application/x-www-form-urlencoded"
    answer = lumen.client.post("/api/v1/good-faith-checks", "account_ref=a", content_type=form, headers=lumen.headers)

    assert answer.status_code == 415
    assert answer.json()["title"].startswith("This address takes JSON alone.")


def test_the_id_of_a_delivery_does_not_count_those_of_others(lumen):
    lumen.post("endpoints", {"url": "https://hooks.example/x"})
    file_report()

    (row,) = lumen.get("deliveries").json()["items"]

    assert row["id"] == f"{row['message']}-{row['endpoint']}"
