"""Telling platforms, and setting up where."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from reporting.actors import Actor, ActorKind
from reporting.audit.models import AuditEntry
from reporting.platforms.models import Platform
from reporting.refusals import NotAllowed, NotFound
from reporting.webhooks import actions, keys, queries
from reporting.webhooks.kinds import DeliveryState, EndpointState, EventType
from reporting.webhooks.models import Delivery, Endpoint, WebhookMessage
from reporting.webhooks.refusals import (
    AtOnceOutOfRange,
    EndpointNotActive,
    NotReplayable,
    OverlapTooLong,
    ReplayReachesTooFar,
    TooManyEndpoints,
    UnknownEvent,
    UrlNotAllowed,
)
from tests.webhooks.conftest import HOUSE, listen, listen_with_secrets, tell

pytestmark = pytest.mark.django_db
URL = "http://127.0.0.1:9/in"
OWN = Actor.platform("example", frozenset({"endpoints.manage", "deliveries.read"}))
READER = Actor.platform("example", frozenset({"deliveries.read"}))
STRANGER = Actor.platform("other", frozenset({"endpoints.manage", "deliveries.read"}))
MANAGER = Actor(ActorKind.STAFF, "7", permissions=frozenset({"platforms.manage"}))
REVIEWER = Actor(ActorKind.STAFF, "8", permissions=frozenset({"cases.read"}))


def signatures(endpoint, at) -> list[str]:
    """One signature for each secret and key that signs for this endpoint."""
    return keys.signer(endpoint, at=at).signature("msg_1", 1, b"{}").split(" ")


@pytest.fixture
def other(db, at) -> Platform:
    return Platform.objects.create(slug="other", name="Other", added_at=at)


@pytest.fixture
def endpoint(platform) -> Endpoint:
    return listen(platform, URL)


def test_a_report_without_a_platform_of_ours_tells_nobody(db, at):
    assert actions.announce(platform=None, event="case.opened", payload={"anything": "at all"}, at=at) is None


def test_a_platform_without_an_endpoint_finds_its_message_by_asking(platform, at):
    message = tell(platform, at=at)

    assert not Delivery.objects.exists()
    assert queries.messages(platform, at=at + timedelta(minutes=1)) == [message]
    assert queries.messages(platform, after=message.pk, at=at + timedelta(minutes=1)) == []


def test_a_message_that_may_not_have_settled_is_left_for_the_next_call(platform, at):
    tell(platform, at=at)

    assert queries.messages(platform, at=at + timedelta(seconds=9)) == []


def test_only_endpoints_that_subscribed_are_told_and_an_empty_list_means_all(platform, at):
    everything, closed = listen(platform, URL), listen(platform, URL, events=["case.closed"])

    tell(platform, at=at)

    assert everything.deliveries.count() == 1
    assert closed.deliveries.count() == 0


def test_another_platform_is_never_told(platform, other, at):
    stranger = listen(other, URL)

    tell(platform, at=at)

    assert not stranger.deliveries.exists()
    assert queries.messages(other, at=at + timedelta(hours=1)) == []


def test_the_sequence_counts_per_case_and_platform(platform, other):
    for number in (1, 1, 2, 1):
        tell(platform, number)
    tell(other, 1)

    assert list(WebhookMessage.objects.order_by("pk").values_list("subject", "sequence")) == [
        ("GF-TEST-0001-0", 1),
        ("GF-TEST-0001-0", 2),
        ("GF-TEST-0002-0", 1),
        ("GF-TEST-0001-0", 3),
        ("GF-TEST-0001-0", 1),
    ]


def test_the_body_gives_the_hour_and_nothing_finer(platform, at):
    message = tell(platform, at=at.replace(minute=41, second=7))

    assert f'"timestamp":"{at:%Y-%m-%dT%H}:00:00Z"' in message.body


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"case_number": "GF-TEST-0001-0", "description": "x"},
        {"case_number": "It told me to do it"},
        {"case_number": "GF-TEST-0001-0", "category": "It told me"},
    ],
)
def test_a_payload_that_is_not_thin_stops_the_change(platform, at, payload):
    with pytest.raises(ValueError, match="cannot be told"), transaction.atomic():
        actions.announce(platform=platform, event="case.opened", payload=payload, at=at)

    assert not WebhookMessage.objects.exists()


def test_the_fault_of_a_payload_never_quotes_it(platform, at):
    with pytest.raises(ValueError) as fault:
        actions.announce(platform=platform, event="case.opened", payload={"case_number": "It told me to do it"}, at=at)

    assert "told me" not in str(fault.value)


def test_telling_takes_as_many_statements_for_twenty_endpoints_as_for_one(platform, at):
    statements = []
    for number in (1, 19):
        for _ in range(number):
            listen(platform, URL)
        with CaptureQueriesContext(connection) as captured:
            tell(platform, number, at=at)
        statements.append(len(captured))

    assert statements[0] == statements[1] <= 8
    assert Delivery.objects.count() == 21


@pytest.mark.parametrize("actor", [OWN, MANAGER, HOUSE], ids=["own token", "manager", "house"])
def test_who_may_set_up_an_endpoint(platform, at, actor):
    endpoint, secrets = actions.create_endpoint(platform=platform, url=URL, by=actor, at=at)

    assert endpoint.state == EndpointState.ACTIVE
    assert AuditEntry.objects.filter(event="endpoint.created", subject=endpoint.number).exists()
    assert secrets.secret.startswith("whsec_")
    assert secrets.public_key == ""


@pytest.mark.parametrize(
    ("actor", "refusal"), [(READER, NotAllowed), (REVIEWER, NotAllowed), (STRANGER, NotFound), (Actor.reporter(), NotFound)]
)
def test_nobody_else_may(platform, endpoint, at, actor, refusal):
    attempts = [
        lambda: actions.create_endpoint(platform=platform, url=URL, by=actor, at=at),
        lambda: actions.change_endpoint(endpoint=endpoint, url=URL, by=actor, at=at),
        lambda: actions.rotate_secret(endpoint=endpoint, by=actor, at=at),
        lambda: actions.disable_endpoint(endpoint=endpoint, by=actor, at=at),
        lambda: actions.enable_endpoint(endpoint=endpoint, by=actor, at=at),
        lambda: actions.remove_endpoint(endpoint=endpoint, by=actor, at=at),
        lambda: actions.send_test(endpoint=endpoint, by=actor, at=at),
    ]

    for attempt in attempts:
        with pytest.raises(refusal):
            attempt()


@pytest.mark.parametrize(
    ("choices", "refusal", "field"),
    [
        ({"url": "http://10.0.0.1/"}, UrlNotAllowed, "url"),
        ({"url": "https://localhost.internal/"}, UrlNotAllowed, "url"),
        ({"url": ""}, UrlNotAllowed, "url"),
        ({"url": URL, "events": ["case.opened", "case.exploded"]}, UnknownEvent, "events"),
        ({"url": URL, "at_once": 65}, AtOnceOutOfRange, "at_once"),
        ({"url": URL, "at_once": -1}, AtOnceOutOfRange, "at_once"),
    ],
)
def test_an_endpoint_that_cannot_be_is_refused_and_so_is_changing_to_it(platform, endpoint, at, choices, refusal, field):
    with pytest.raises(refusal) as created:
        actions.create_endpoint(platform=platform, by=OWN, at=at, **choices)
    with pytest.raises(refusal):
        actions.change_endpoint(endpoint=endpoint, by=OWN, at=at, **choices)

    assert created.value.field == field
    assert platform.endpoints.count() == 1


def test_a_platform_has_20_endpoints_at_most(platform, at, settings):
    settings.WEBHOOKS = {"endpoints_each": 2}
    first, _ = listen(platform, URL), listen(platform, URL)

    with pytest.raises(TooManyEndpoints):
        listen(platform, URL)

    actions.remove_endpoint(endpoint=first, by=OWN, at=at)
    listen(platform, URL)


def test_secrets_are_sealed_at_rest(platform):
    endpoint, shown = listen_with_secrets(platform, URL, ed25519=True)

    stored = Endpoint.objects.values().get()

    assert shown.secret.removeprefix("whsec_") not in str(stored)
    assert shown.public_key == stored["public_key"]
    assert shown.public_key.startswith("whpk_")
    assert [part[:3] for part in signatures(endpoint, endpoint.created_at)] == ["v1,", "v1a"]


def test_one_endpoint_s_secret_does_not_open_as_another_s(platform, at):
    one, two = listen(platform, URL), listen(platform, URL)
    Endpoint.objects.filter(pk=two.pk).update(secret=one.secret)
    two.refresh_from_db()

    with pytest.raises(Exception, match=r"^tampered$|^cannot_open$"):
        keys.signer(two, at=at)


@pytest.mark.parametrize("overlap", [timedelta(seconds=-1), timedelta(days=7, seconds=1)])
def test_old_and_new_secret_overlap_seven_days_at_most(endpoint, at, overlap):
    with pytest.raises(OverlapTooLong):
        actions.rotate_secret(endpoint=endpoint, overlap=overlap, by=OWN, at=at)


def test_without_overlap_the_old_secret_ends_at_once(endpoint, at):
    actions.rotate_secret(endpoint=endpoint, overlap=timedelta(0), by=OWN, at=at)
    endpoint.refresh_from_db()

    assert len(signatures(endpoint, at)) == 1


def test_a_removed_endpoint_is_gone_keeps_its_log_and_its_secret_is_destroyed(platform, endpoint, at):
    tell(platform, at=at)
    before = signatures(endpoint, at)

    actions.remove_endpoint(endpoint=endpoint, by=OWN, at=at)

    endpoint.refresh_from_db()
    assert not set(signatures(endpoint, at)) & set(before)
    assert endpoint.deliveries.get().state == DeliveryState.GIVEN_UP
    assert not queries.endpoints(to=OWN).exists()
    with pytest.raises(NotFound):
        actions.enable_endpoint(endpoint=endpoint, by=OWN, at=at)


def test_a_test_event_goes_to_one_endpoint_whatever_it_subscribed_to(platform, at):
    asked, other = listen(platform, URL, events=["case.closed"]), listen(platform, URL)

    message = actions.send_test(endpoint=asked, by=OWN, at=at)

    assert message.event == EventType.ENDPOINT_TEST
    assert (asked.deliveries.count(), other.deliveries.count()) == (1, 0)


def test_an_endpoint_that_is_off_takes_no_test_and_no_replay(platform, endpoint, at):
    tell(platform, at=at)
    actions.disable_endpoint(endpoint=endpoint, by=OWN, at=at)

    for attempt in (
        lambda: actions.send_test(endpoint=endpoint, by=OWN, at=at),
        lambda: actions.replay(delivery=Delivery.objects.get(), by=OWN, at=at),
        lambda: actions.replay_range(endpoint=endpoint, since=at, until=at + timedelta(hours=1), by=OWN, at=at),
    ):
        with pytest.raises(EndpointNotActive):
            attempt()


def test_what_is_still_being_tried_is_not_replayed(platform, endpoint, at):
    tell(platform, at=at)

    with pytest.raises(NotReplayable):
        actions.replay(delivery=Delivery.objects.get(), by=OWN, at=at)


@pytest.mark.parametrize(("since", "until"), [(31, 0), (0, 1), (1, 1)])
def test_a_range_lies_within_30_days_and_runs_forward(endpoint, at, since, until):
    with pytest.raises(ReplayReachesTooFar):
        actions.replay_range(endpoint=endpoint, since=at - timedelta(days=since), until=at - timedelta(days=until), by=OWN, at=at)


def test_a_range_takes_what_was_missed_and_only_when_asked_what_was_delivered(platform, endpoint, at):
    for number in range(3):
        tell(platform, number, at=at)
    first, second, _ = Delivery.objects.order_by("pk")
    Delivery.objects.filter(pk=first.pk).update(state=DeliveryState.DONE, done_at=at, next_try_at=None)
    Delivery.objects.filter(pk=second.pk).update(state=DeliveryState.GIVEN_UP, failures=10, next_try_at=None)
    reach = {"endpoint": endpoint, "since": at, "until": at + timedelta(seconds=1), "by": READER, "at": at}

    missed = actions.replay_range(**reach)
    all_of_them = actions.replay_range(**reach, also_delivered=True)

    assert (missed, all_of_them) == (1, 1)
    assert set(Delivery.objects.values_list("state", "failures")) == {(DeliveryState.DUE, 0)}


def test_the_delivery_log_shows_a_platform_its_own_newest_first(platform, other, at):
    endpoint, stranger = listen(platform, URL), listen(other, URL)
    for number in range(3):
        tell(platform, number, at=at)
    tell(other, at=at)

    log = list(queries.deliveries(to=READER))

    assert [one.message.subject for one in log] == ["GF-TEST-0002-0", "GF-TEST-0001-0", "GF-TEST-0000-0"]
    assert list(queries.deliveries(to=READER, before=log[0])) == log[1:]
    assert list(queries.deliveries(to=READER, endpoint=endpoint, state="done")) == []
    with pytest.raises(NotFound):
        queries.get_delivery(stranger.deliveries.get().number, to=READER)
    with pytest.raises(NotFound):
        queries.get_endpoint(stranger.number, to=READER)


def test_the_backlog_says_how_much_waits_and_since_when(platform, endpoint, at):
    tell(platform, 1, at=at)
    tell(platform, 2, at=at + timedelta(hours=1))

    backlog = queries.backlog(at=at + timedelta(minutes=1))

    assert (backlog.due, backlog.oldest_due_at, backlog.endpoints, backlog.broken) == (1, at, {"active": 1}, 0)


def test_old_messages_are_forgotten_with_their_tries_but_never_one_still_due(platform, endpoint, at):
    tell(platform, 1, at=at)
    Delivery.objects.update(state=DeliveryState.DONE, done_at=at, next_try_at=None)
    tell(platform, 2, at=at)

    actions.forget(before=at + timedelta(days=1), by=HOUSE)

    assert [message.subject for message in WebhookMessage.objects.all()] == ["GF-TEST-0002-0"]


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "due", "next_try_at": None},
        {"state": "done", "next_try_at": None, "done_at": None},
        {"state": "lost", "next_try_at": None},
    ],
)
def test_the_database_refuses_a_delivery_that_makes_no_sense(platform, endpoint, at, broken):
    tell(platform, at=at)

    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.update(**broken)
