"""Who may send what, how much at once, and whose result counts."""

from datetime import timedelta

import pytest
from aiohttp import web

from reporting import clock
from reporting.webhooks import claims, records
from reporting.webhooks.kinds import DeliveryState, Fault, Tried
from reporting.webhooks.models import Attempt, Delivery, Endpoint
from tests.webhooks.conftest import deliver, listen, only_delivery, tell
from tests.webhooks.receivers import slow

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_slow_endpoint_does_not_stop_the_others(platform, receivers):
    fast = receivers.start()
    stuck = receivers.start(slow(0.9))
    listen(platform, stuck.url)
    listen(platform, fast.url)
    for number in range(60):
        tell(platform, number)

    deliver(run_for=1.0)

    last_fast = max(arrival.at for arrival in fast.arrivals)
    assert len(fast.arrivals) == 60
    assert (last_fast - min(arrival.at for arrival in stuck.arrivals)).total_seconds() < 0.9
    assert 1 <= len(stuck.arrivals) <= 20


def test_no_more_than_the_agreed_number_is_in_flight_to_one_endpoint(platform, receivers):
    flying, most = 0, 0

    async def count(_: web.Request) -> web.Response:
        nonlocal flying, most
        flying += 1
        most = max(most, flying)
        await slow(0.02)(_)
        flying -= 1
        return web.Response()

    listen(platform, receivers.start(count).url, at_once=3)
    for number in range(30):
        tell(platform, number)

    assert deliver() == 30

    assert most == 3


def test_what_is_not_sent_when_time_is_up_goes_back_untouched(platform, receivers):
    listen(platform, receivers.start(slow(0.3)).url, at_once=1)
    for number in range(10):
        tell(platform, number)

    tried = deliver(run_for=0.1)

    assert 1 <= tried < 10
    assert Delivery.objects.filter(state=DeliveryState.DUE, attempt=0).count() == 10 - tried
    assert not Delivery.objects.filter(state=DeliveryState.DUE, next_try_at__gt=clock.now()).exists()


def test_a_claim_is_exclusive_while_its_lease_lasts(platform, receiver, at):
    endpoint = listen(platform, receiver.url)
    tell(platform, at=at)
    minute = timedelta(seconds=60)

    (first,) = claims.claim({endpoint.pk: 5}, at=at, lease=minute)

    assert claims.claim({endpoint.pk: 5}, at=at + minute / 2, lease=minute) == []
    (second,) = claims.claim({endpoint.pk: 5}, at=at + minute, lease=minute)
    assert (first.attempt, second.attempt) == (1, 2)


def test_a_result_of_a_lapsed_claim_is_logged_but_changes_nothing(platform, receiver, at):
    endpoint = listen(platform, receiver.url)
    tell(platform, at=at)
    (lapsed,) = claims.claim({endpoint.pk: 1}, at=at, lease=timedelta(0))
    (current,) = claims.claim({endpoint.pk: 1}, at=at, lease=timedelta(seconds=60))

    records.write([records.Result(Tried(lapsed, at, 5, status=500), DeliveryState.GIVEN_UP, None)])
    assert only_delivery().state == DeliveryState.DUE
    records.write([records.Result(Tried(current, at, 5, status=200), DeliveryState.DONE, None)])

    assert only_delivery().state == DeliveryState.DONE
    assert Attempt.objects.count() == 2


def test_first_tries_go_before_later_ones_and_quotas_hold_for_each_endpoint(platform, receiver, at):
    one, two = listen(platform, receiver.url), listen(platform, receiver.url)
    for number in range(4):
        tell(platform, number, at=at + timedelta(seconds=number))
    Delivery.objects.filter(message__subject="GF-TEST-0000-0").update(failures=1)

    claimed = claims.claim({one.pk: 2, two.pk: 1}, at=at + timedelta(minutes=1), lease=timedelta(seconds=60))

    numbers = {pk: Delivery.objects.get(pk=pk).message.subject for pk in (c.delivery for c in claimed)}
    assert sorted(numbers.values()) == ["GF-TEST-0001-0", "GF-TEST-0001-0", "GF-TEST-0002-0"]


def test_a_delivery_that_keeps_ending_its_process_lets_the_others_go_first(platform, receiver, at):
    listen(platform, receiver.url)
    tell(platform, at=at)
    Delivery.objects.update(attempt=5)

    deliver(at=at)

    assert receiver.arrivals == []
    assert Attempt.objects.get().fault == Fault.OURS
    assert Endpoint.objects.get().consecutive_failures == 0
    deliver(at=at + timedelta(seconds=10))
    assert len(receiver.arrivals) == 1
    assert only_delivery().state == DeliveryState.DONE
