"""What a program's author reads when a list or a body is refused: what to send instead."""

import pytest


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
