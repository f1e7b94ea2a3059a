"""The engine against real receivers: what is sent, what is recorded, what comes next."""

import socket
import struct
from datetime import timedelta

import pytest
from aiohttp import web
from django.db import transaction

from reporting import clock
from reporting.audit.models import AuditEntry
from reporting.webhooks import actions, claims, records
from reporting.webhooks.kinds import DeliveryState, EndpointState, Fault, Tried
from reporting.webhooks.models import Attempt, Delivery, Endpoint, WebhookMessage
from tests.webhooks.conftest import HOUSE, deliver, listen, listen_with_secrets, only_delivery, tell
from tests.webhooks.receivers import hang, slow

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_message_arrives_signed_and_is_done(platform, receiver):
    endpoint, secrets = listen_with_secrets(platform, receiver.url)
    message = tell(platform)

    assert deliver() == 1

    (arrival,) = receiver.arrivals
    arrival.verify(secrets.secret)
    assert arrival.id == message.number
    assert arrival.body.decode() == message.body
    assert arrival.headers["content-type"] == "application/json"
    assert arrival.told["data"] == {"case_number": "GF-TEST-0001-0", "severity": "high", "sequence": 1}
    delivery = only_delivery()
    assert (delivery.state, delivery.attempt, delivery.failures, delivery.next_try_at) == ("done", 1, 0, None)
    attempt = Attempt.objects.get()
    assert (attempt.number, attempt.status, attempt.fault, attempt.next_try_at) == (1, 200, "", None)
    endpoint.refresh_from_db()
    assert endpoint.consecutive_failures == 0


def test_nothing_due_sends_nothing(platform, receiver):
    listen(platform, receiver.url)

    assert deliver() == 0

    assert receiver.arrivals == []


def test_a_rolled_back_cause_sends_nothing(platform, receiver):
    listen(platform, receiver.url)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tell(platform)
        _ = 1 / 0

    assert deliver() == 0
    assert receiver.arrivals == []
    assert not WebhookMessage.objects.exists()


@pytest.mark.parametrize("status", [301, 302, 307, 400, 401, 404, 429, 500, 503])
def test_a_failure_is_tried_again_by_the_schedule_under_the_same_id(platform, receivers, at, status):
    receiver = receivers.start(status)
    listen(platform, receiver.url)
    message = tell(platform, at=at)

    deliver(at=at)

    delivery = only_delivery()
    assert (delivery.state, delivery.failures) == (DeliveryState.DUE, 1)
    assert timedelta(seconds=4) <= delivery.next_try_at - at <= timedelta(seconds=6)
    assert deliver(at=at + timedelta(seconds=3)) == 0
    receiver.answer = 200
    assert deliver(at=at + timedelta(seconds=7)) == 1
    assert only_delivery().state == DeliveryState.DONE
    assert receiver.ids == {message.number: 2}
    first, second = receiver.arrivals
    assert first.body == second.body
    assert int(second.headers["webhook-timestamp"]) - int(first.headers["webhook-timestamp"]) in (6, 7, 8)


def test_every_wait_of_the_schedule_lies_within_a_fifth_and_then_we_give_up(platform, receivers, at):
    listen(platform, receivers.start(500).url)
    tell(platform, at=at)
    steps = (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)

    for step in steps:
        deliver(at=at, breaker_after=99)
        wait = (only_delivery().next_try_at - at).total_seconds()
        assert 0.8 * step <= wait <= 1.2 * step
        at += timedelta(seconds=wait)
    deliver(at=at, breaker_after=99)

    delivery = only_delivery()
    assert (delivery.state, delivery.failures, delivery.next_try_at) == (DeliveryState.GIVEN_UP, 10, None)
    assert Attempt.objects.count() == 10


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


@pytest.mark.parametrize(("asked", "lowest", "highest"), [("60", 60, 60), ("1", 5, 5), ("99999", 300, 300), ("soon", 4, 6)])
def test_retry_after_is_honoured_within_the_next_two_steps(platform, receivers, at, asked, lowest, highest):
    async def busy(_: web.Request) -> web.Response:
        return web.Response(status=429, headers={"Retry-After": asked})

    listen(platform, receivers.start(busy).url)
    tell(platform, at=at)

    deliver(at=at)

    assert lowest <= (only_delivery().next_try_at - at).total_seconds() <= highest


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


@pytest.mark.parametrize(
    ("act", "fault"),
    [
        (lambda s: s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)), Fault.RESET),
        (lambda s: None, Fault.RESET),
        (lambda s: s.sendall(b"SSH-2.0-OpenSSH\r\n\r\n"), Fault.PROTOCOL),
        (lambda s: s.sendall(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000), Fault.PROTOCOL),
    ],
    ids=["reset", "closed", "not http", "endless header"],
)
def test_an_answer_that_is_none_is_a_fault_by_class(platform, receivers, act, fault):
    listen(platform, receivers.start_raw(act).url)
    tell(platform)

    deliver()

    attempt = Attempt.objects.get()
    assert (attempt.status, attempt.fault) == (None, fault)
    assert only_delivery().state == DeliveryState.DUE


def test_nobody_listening_is_a_fault_and_the_message_arrives_once_somebody_does(platform, receivers, at):
    receiver = receivers.start()
    port = receiver.port
    receiver.stop()
    listen(platform, receiver.url)
    message = tell(platform, at=at)
    deliver(at=at)
    assert Attempt.objects.get().fault == Fault.CONNECT

    back = receivers.start(port=port)
    deliver(at=at + timedelta(seconds=10))

    assert back.ids == {message.number: 1}
    assert only_delivery().state == DeliveryState.DONE


def test_a_receiver_that_hangs_is_left_after_the_time_limit(platform, receivers):
    listen(platform, receivers.start(hang).url)
    tell(platform)

    deliver(total=0.2)

    attempt = Attempt.objects.get()
    assert (attempt.status, attempt.fault) == (None, Fault.TIMEOUT)
    assert 150 <= attempt.milliseconds < 5_000


def test_an_answer_that_drips_counts_by_its_status_and_is_left_after_the_time_limit(platform, receivers):
    async def drip(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        await answer.write(b"x")
        return await hang(request)

    listen(platform, receivers.start(drip).url)
    tell(platform)

    deliver(total=0.2)

    assert only_delivery().state == DeliveryState.DONE


def test_a_huge_answer_is_thrown_away_after_16_kilobytes(platform, receivers):
    sent = 0

    async def flood(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        answer = web.StreamResponse()
        await answer.prepare(request)
        for _ in range(16_000):
            await answer.write(bytes(65536))
            sent += 65536
        return answer

    listen(platform, receivers.start(flood).url)
    tell(platform)

    deliver()

    assert only_delivery().state == DeliveryState.DONE
    assert Attempt.objects.get().size == 16 * 1024
    assert sent < 64 * 1024 * 1024


def test_a_redirect_is_never_followed(platform, receivers):
    inside = receivers.start()

    async def redirect(_: web.Request) -> web.Response:
        return web.Response(status=307, headers={"Location": inside.url})

    listen(platform, receivers.start(redirect).url)
    tell(platform)

    deliver()

    assert inside.arrivals == []
    assert Attempt.objects.get().status == 307


def test_cookies_are_neither_kept_nor_sent_and_proxies_of_the_environment_not_used(platform, receivers, monkeypatch, at):
    proxy = receivers.start()
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")

    async def cookie(_: web.Request) -> web.Response:
        return web.Response(status=200, headers={"Set-Cookie": "who=you"})

    receiver = receivers.start(cookie)
    listen(platform, receiver.url, at_once=1)
    tell(platform, 1)
    tell(platform, 2)

    deliver()

    assert len(receiver.arrivals) == 2
    assert all("cookie" not in arrival.headers for arrival in receiver.arrivals)
    assert proxy.arrivals == []


def test_old_and_new_secret_sign_together_until_the_overlap_ends(platform, receiver, at):
    endpoint, old = listen_with_secrets(platform, receiver.url, ed25519=True)
    new = actions.rotate_secret(endpoint=endpoint, overlap=timedelta(hours=1), by=HOUSE, at=at)
    tell(platform, 1, at=at)
    deliver(at=at)
    tell(platform, 2, at=at)
    deliver(at=at + timedelta(hours=1, seconds=1))

    during, after = receiver.arrivals

    during.verify(old.secret)
    during.verify(new.secret)
    assert [part.split(",")[0] for part in during.headers["webhook-signature"].split(" ")] == ["v1", "v1", "v1a", "v1a"]
    assert [part.split(",")[0] for part in after.headers["webhook-signature"].split(" ")] == ["v1", "v1a"]
    assert after.headers["webhook-signature"].split(" ")[0] not in during.headers["webhook-signature"].split(" ")


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


def test_an_endpoint_whose_secret_does_not_open_stops_nobody_else(platform, receivers, at):
    broken, well = receivers.start(), receivers.start()
    endpoint, other = listen(platform, broken.url), listen(platform, well.url)
    Endpoint.objects.filter(pk=endpoint.pk).update(secret=other.secret)
    tell(platform, at=at)

    deliver(at=at)

    assert (len(broken.arrivals), len(well.arrivals)) == (0, 1)
    assert Attempt.objects.get(delivery__endpoint=endpoint).fault == Fault.OURS


def test_a_changed_url_is_used_from_the_next_claim_on(platform, receivers):
    before, after = receivers.start(), receivers.start()
    endpoint = listen(platform, before.url)
    tell(platform, 1)
    deliver()

    actions.change_endpoint(endpoint=endpoint, url=after.url, by=HOUSE, at=clock.now())
    tell(platform, 2)
    deliver()

    assert (len(before.arrivals), len(after.arrivals)) == (1, 1)
