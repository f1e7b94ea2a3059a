"""The engine against real receivers: what is sent, what is recorded, what comes next."""

import socket
import struct
from datetime import timedelta

import pytest
from aiohttp import web
from django.db import transaction

from reporting import clock
from reporting.webhooks import actions
from reporting.webhooks.kinds import DeliveryState, Fault
from reporting.webhooks.models import Attempt, WebhookMessage
from tests.webhooks.conftest import HOUSE, deliver, listen, listen_with_secrets, only_delivery, tell
from tests.webhooks.receivers import hang

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


@pytest.mark.parametrize(("asked", "lowest", "highest"), [("60", 60, 60), ("1", 5, 5), ("99999", 300, 300), ("soon", 4, 6)])
def test_retry_after_is_honoured_within_the_next_two_steps(platform, receivers, at, asked, lowest, highest):
    async def busy(_: web.Request) -> web.Response:
        return web.Response(status=429, headers={"Retry-After": asked})

    listen(platform, receivers.start(busy).url)
    tell(platform, at=at)

    deliver(at=at)

    assert lowest <= (only_delivery().next_try_at - at).total_seconds() <= highest


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


def test_a_changed_url_is_used_from_the_next_claim_on(platform, receivers):
    before, after = receivers.start(), receivers.start()
    endpoint = listen(platform, before.url)
    tell(platform, 1)
    deliver()

    actions.change_endpoint(endpoint=endpoint, url=after.url, by=HOUSE, at=clock.now())
    tell(platform, 2)
    deliver()

    assert (len(before.arrivals), len(after.arrivals)) == (1, 1)
