"""Endpoints that fail: the breaker, switching off, and getting back what was missed."""

from datetime import timedelta

import pytest

from reporting.audit.models import AuditEntry
from reporting.webhooks import actions, claims
from reporting.webhooks.kinds import DeliveryState, EndpointState, Fault
from reporting.webhooks.models import Attempt, Delivery, Endpoint
from tests.webhooks.conftest import HOUSE, deliver, listen, only_delivery, tell

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_was_given_up_can_be_replayed_under_the_same_id(platform, receivers, at):
    receiver = receivers.start(500)
    listen(platform, receiver.url)
    message = tell(platform, at=at)
    deliver(at=at, schedule=(0,))
    assert only_delivery().state == DeliveryState.GIVEN_UP

    receiver.answer = 200
    actions.replay(delivery=only_delivery(), by=HOUSE, at=at)
    deliver(at=at)

    assert only_delivery().state == DeliveryState.DONE
    assert receiver.ids == {message.number: 2}
    assert list(Attempt.objects.order_by("number").values_list("number", "status")) == [(1, 500), (2, 200)]


def test_410_switches_the_endpoint_off_at_once_holds_what_is_due_and_tells_the_others(platform, receivers, at):
    gone, other = receivers.start(410), receivers.start()
    endpoint = listen(platform, gone.url, at_once=1)
    listen(platform, other.url, events=["endpoint.disabled"])
    for number in range(5):
        tell(platform, number, at=at)

    deliver(at=at, ahead=0.001)

    endpoint.refresh_from_db()
    assert (endpoint.state, endpoint.disabled_because, endpoint.notice) == (EndpointState.DISABLED, "gone", "disabled")
    assert len(gone.arrivals) == 1
    assert set(endpoint.deliveries.values_list("state", flat=True)) == {DeliveryState.HELD}
    (notice,) = other.arrivals
    assert notice.told["data"] == {"endpoint": endpoint.number, "reason": "gone", "failures": 1, "sequence": 1}
    assert AuditEntry.objects.filter(event="endpoint.disabled", subject=endpoint.number).exists()


def test_messages_for_an_endpoint_that_is_off_are_held_and_a_replay_of_the_range_sends_them(platform, receiver, at):
    endpoint = actions.disable_endpoint(endpoint=listen(platform, receiver.url), by=HOUSE, at=at)
    messages = [tell(platform, number, at=at) for number in range(3)]
    assert deliver() == 0

    actions.enable_endpoint(endpoint=endpoint, by=HOUSE, at=at)
    later = at + timedelta(minutes=1)
    replayed = actions.replay_range(endpoint=endpoint, since=at - timedelta(minutes=1), until=later, by=HOUSE, at=later)
    deliver(at=later + timedelta(seconds=1))

    assert replayed == 3
    assert receiver.ids == {message.number: 1 for message in messages}


def test_a_replayed_range_is_paced(platform, receiver, at, settings):
    settings.WEBHOOKS = {"replay_pace": 2}
    endpoint = actions.disable_endpoint(endpoint=listen(platform, receiver.url), by=HOUSE, at=at)
    for number in range(5):
        tell(platform, number, at=at)
    actions.enable_endpoint(endpoint=endpoint, by=HOUSE, at=at)

    actions.replay_range(endpoint=endpoint, since=at, until=at + timedelta(seconds=1), by=HOUSE, at=at)

    waits = [(due - at).total_seconds() for due in Delivery.objects.order_by("pk").values_list("next_try_at", flat=True)]
    assert waits == [0, 0, 1, 1, 2]


def test_five_failures_open_the_breaker_and_held_deliveries_lose_no_tries(platform, receivers, at):
    receiver = receivers.start(500)
    endpoint = listen(platform, receiver.url, at_once=1)
    for number in range(30):
        tell(platform, number, at=at)

    deliver(at=at, ahead=0.5)

    endpoint.refresh_from_db()
    tried = len(receiver.arrivals)
    assert 5 <= tried < 30
    assert (endpoint.consecutive_failures, endpoint.notice) == (tried, "failing")
    assert endpoint.broken_until - at == timedelta(seconds=30)
    assert Delivery.objects.filter(attempt=0, state=DeliveryState.DUE).count() == 30 - tried
    assert deliver(at=at + timedelta(seconds=29)) == 0


def test_an_open_breaker_lets_one_probe_through_doubles_on_failure_and_closes_on_success(platform, receivers, at):
    receiver = receivers.start(500)
    endpoint = listen(platform, receiver.url)
    for number in range(20):
        tell(platform, number, at=at)
    deliver(at=at)
    tried = len(receiver.arrivals)

    at += timedelta(seconds=31)
    deliver(at=at)

    endpoint.refresh_from_db()
    assert len(receiver.arrivals) == tried + 1
    assert endpoint.broken_until - at == timedelta(seconds=60)
    receiver.answer = 200
    deliver(at=at + timedelta(seconds=61))
    deliver(at=at + timedelta(seconds=400))
    endpoint.refresh_from_db()
    assert (endpoint.consecutive_failures, endpoint.broken_until, endpoint.times_broken) == (0, None, 0)
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.DONE}


def test_two_workers_do_not_both_take_the_probe(platform, receiver, at):
    listen(platform, receiver.url)
    tell(platform, at=at)
    Endpoint.objects.update(broken_until=at - timedelta(seconds=1), broken_at=at - timedelta(seconds=31), times_broken=1)
    (seen,) = claims.ready(at=at)

    assert claims.take_probe(seen, until=at + timedelta(seconds=60))
    assert not claims.take_probe(seen, until=at + timedelta(seconds=60))


def test_five_days_of_only_failures_switch_an_endpoint_off(platform, receivers, at):
    endpoint = listen(platform, receivers.start(500).url)
    tell(platform, at=at)
    Endpoint.objects.update(consecutive_failures=40, failing_since=at - timedelta(days=5))

    deliver(at=at)

    endpoint.refresh_from_db()
    assert (endpoint.state, endpoint.disabled_because) == (EndpointState.DISABLED, "failing")
    assert only_delivery().state == DeliveryState.HELD


def test_an_endpoint_whose_secret_does_not_open_stops_nobody_else(platform, receivers, at):
    broken, well = receivers.start(), receivers.start()
    endpoint, other = listen(platform, broken.url), listen(platform, well.url)
    Endpoint.objects.filter(pk=endpoint.pk).update(secret=other.secret)
    tell(platform, at=at)

    deliver(at=at)

    assert (len(broken.arrivals), len(well.arrivals)) == (0, 1)
    assert Attempt.objects.get(delivery__endpoint=endpoint).fault == Fault.OURS
