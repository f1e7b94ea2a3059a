"""Endpoints and deliveries by program."""

from datetime import timedelta

import pytest

from reporting import clock
from reporting.webhooks.models import Delivery, Endpoint
from tests.makers import file_report

URL = "https://hooks.example.com/reports"


@pytest.fixture
def endpoint(lumen) -> dict:
    return lumen.post("endpoints", {"url": URL}).json()


def test_an_endpoint_is_made_with_a_secret_shown_once(lumen, endpoint):
    shown = lumen.get(f"endpoints/{endpoint['id']}").json()

    assert endpoint["secret"].startswith("whsec_")
    assert shown == {key: value for key, value in endpoint.items() if key != "secret"}
    assert lumen.get("endpoints").json() == {"items": [shown], "next": None}


def test_a_repeated_call_makes_one_endpoint_and_keeps_no_secret(lumen):
    first = lumen.post("endpoints", {"url": URL}, Idempotency_Key="e-1").json()
    again = lumen.post("endpoints", {"url": URL}, Idempotency_Key="e-1").json()

    assert again == {key: value for key, value in first.items() if key != "secret"}
    assert Endpoint.objects.count() == 1


def test_an_endpoint_changes_and_goes(lumen, endpoint):
    path = f"endpoints/{endpoint['id']}"
    tag = lumen.get(path)["ETag"]

    changed = lumen.call("PATCH", path, {"events": ["case.opened"], "at_once": 2, "state": "disabled"}, If_Match=tag)
    late = lumen.call("DELETE", path, If_Match=tag)
    gone = lumen.call("DELETE", path)

    assert {key: changed.json()[key] for key in ("events", "at_once", "state")} == {
        "events": ["case.opened"],
        "at_once": 2,
        "state": "disabled",
    }
    assert (late.status_code, gone.status_code, lumen.get(path).status_code) == (412, 204, 404)


def test_half_a_change_is_no_change(lumen, endpoint):
    answer = lumen.call("PATCH", f"endpoints/{endpoint['id']}", {"url": "https://10.0.0.1/", "state": "disabled"})

    assert (answer.status_code, answer.json()["code"]) == (422, "url_not_allowed")
    assert Endpoint.objects.get().state == "active"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "answer_needed"),
        ({"url": 5}, "type"),
        ({"url": "ftp://hooks.example.com/"}, "url_not_allowed"),
        ({"url": URL, "events": ["case.eaten"]}, "not_offered"),
        ({"url": URL, "events": "case.opened"}, "type"),
        ({"url": URL, "at_once": 65}, "not_offered"),
        ({"url": URL, "at_once": True}, "type"),
        ({"url": URL, "ed25519": 1}, "type"),
        ({"url": URL, "secret": "mine"}, "unknown_field"),
    ],
)
def test_endpoints_that_are_refused(lumen, body, code):
    assert lumen.post("endpoints", body).json()["code"] == code
    assert not Endpoint.objects.exists()


def test_secrets_rotate_and_are_shown_once(lumen, endpoint):
    path = f"endpoints/{endpoint['id']}/secret"

    first = lumen.post(path, {"overlap_hours": 1, "ed25519": True}, Idempotency_Key="s").json()
    again = lumen.post(path, {"overlap_hours": 1, "ed25519": True}, Idempotency_Key="s").json()

    assert first["secret"] != endpoint["secret"] and first["public_key"].startswith("whpk_")
    assert again == {"id": endpoint["id"], "public_key": first["public_key"]}
    assert lumen.post(path, {"overlap_hours": 169}).status_code == 422


def test_a_test_is_sent_and_seen_in_the_log(lumen, endpoint):
    sent = lumen.post(f"endpoints/{endpoint['id']}/test").json()

    (row,) = lumen.get(f"deliveries?endpoint={endpoint['id']}").json()["items"]
    assert (row["message"], row["event"], row["state"], row["attempts"]) == (sent["message"], "endpoint.test", "due", [])


def test_a_delivery_is_replayed_once_its_tries_ended(lumen, endpoint):
    lumen.post(f"endpoints/{endpoint['id']}/test")
    number = lumen.get("deliveries").json()["items"][0]["id"]
    early = lumen.post(f"deliveries/{number}/replay")
    Delivery.objects.update(state="given_up", next_try_at=None)

    again = lumen.post(f"deliveries/{number}/replay")

    assert (early.status_code, early.json()["code"]) == (409, "not_replayable")
    assert (again.status_code, again.json()) == (201, {"id": number, "state": "due"})


def test_a_time_range_is_replayed(lumen, endpoint):
    file_report(at=clock.now())
    Delivery.objects.update(state="held", next_try_at=None)
    now = clock.now()
    body = {"since": (now - timedelta(hours=2)).isoformat(), "until": (now + timedelta(hours=1)).isoformat()}

    assert lumen.post(f"endpoints/{endpoint['id']}/replay", body).json() == {"deliveries": 1}
    assert lumen.post(f"endpoints/{endpoint['id']}/replay", {**body, "since": "2020-01-01T00:00:00Z"}).status_code == 422
    assert lumen.post(f"endpoints/{endpoint['id']}/replay", {**body, "since": "yesterday"}).json()["code"] == "not_a_date"


def test_deliveries_come_in_pages(lumen, endpoint, monkeypatch):
    monkeypatch.setattr("portal.api.paging.SIZE", 1)
    for _ in range(2):
        lumen.post(f"endpoints/{endpoint['id']}/test")

    first = lumen.get("deliveries").json()
    second = lumen.get(f"deliveries?cursor={first['next']}").json()

    assert first["next"] == first["items"][0]["id"] != second["items"][0]["id"]
    assert second["next"] is None
    assert lumen.get("deliveries?cursor=x").status_code == 422


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "endpoints/{id}"),
        ("PATCH", "endpoints/{id}"),
        ("DELETE", "endpoints/{id}"),
        ("POST", "endpoints/{id}/secret"),
        ("POST", "endpoints/{id}/test"),
        ("GET", "deliveries?endpoint={id}"),
        ("POST", "deliveries/{delivery}/replay"),
    ],
)
def test_another_platforms_endpoints_are_not_there(lumen, stranger, endpoint, method, path):
    lumen.post(f"endpoints/{endpoint['id']}/test")
    delivery = lumen.get("deliveries").json()["items"][0]["id"]

    answer = stranger.call(method, path.format(id=endpoint["id"], delivery=delivery), {} if method == "PATCH" else None)

    assert answer.status_code == 404
    assert stranger.get("deliveries").json()["items"] == []
