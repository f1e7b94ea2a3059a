"""Everything that writes about webhooks: telling platforms, setting up endpoints, recording tries, replaying."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from reporting import jobs
from reporting.actors import Actor
from reporting.audit import actions as audit
from reporting.platforms.kinds import Scope
from reporting.platforms.models import Platform
from reporting.platforms.permissions import why_not_act_for
from reporting.refusals import NotFound, require
from reporting.webhooks import health, keys, limits, messages, records, rules
from reporting.webhooks.addresses import why_not_url
from reporting.webhooks.kinds import DeliveryState, EndpointState, EventType, Limits, Notice, Secrets, Tried, Unsent, Verdict
from reporting.webhooks.models import Delivery, Endpoint, WebhookMessage
from reporting.webhooks.records import Result
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

DUE, HELD, DONE, GIVEN_UP = DeliveryState.DUE, DeliveryState.HELD, DeliveryState.DONE, DeliveryState.GIVEN_UP


@transaction.atomic(savepoint=False)
def announce(
    *, platform: Platform | None, event: str, payload: messages.Payload, at: datetime, is_first: bool = False
) -> WebhookMessage | None:
    """Promise to tell a platform of something, in the transaction of its cause; nothing for a report without a platform of ours.

    `is_first` is the word of whoever made the subject in the same transaction, so that no earlier message is looked for.

    The body is written once, so every try sends the same bytes. Raises ValueError when the payload does not fit the event's closed schema:
    that is a fault of ours, which must stop the change rather than leak a word.
    """
    if platform is None:
        return None
    message = messages.write(platform, event, payload, at, is_first=is_first)
    messages.send(message, [one for one in messages.listeners(platform) if one.wants(event)])
    return message


@transaction.atomic
def create_endpoint(
    *, platform: Platform, url: str, events: Collection[str] = (), ed25519: bool = False, at_once: int = 0, by: Actor, at: datetime
) -> tuple[Endpoint, Secrets]:
    """Add a URL that wants to be told, with its secrets, shown this once. An empty list of events means all of them."""
    require(why_not_act_for(platform, scope=Scope.ENDPOINTS, by=by))
    most = limits.current()
    if platform.endpoints.exclude(state=EndpointState.REMOVED).count() >= most.endpoints_each:
        raise TooManyEndpoints
    endpoint = Endpoint(platform=platform, number=f"ep_{secrets.token_hex(8)}", created_at=at, created_by=_name(by))
    _set(endpoint, url=url, events=events, at_once=at_once or most.per_endpoint)
    shown = keys.renew(endpoint, ed25519=ed25519, overlap=timedelta(0), at=at)
    endpoint.save()
    audit.record("endpoint.created", subject=endpoint.number, by=by, at=at)
    return endpoint, shown


@transaction.atomic
def change_endpoint(
    *,
    endpoint: Endpoint,
    url: str | None = None,
    events: Collection[str] | None = None,
    at_once: int | None = None,
    by: Actor,
    at: datetime,
) -> Endpoint:
    """Change where, what or how much at once; what is not given stays."""
    endpoint = _claimed(endpoint, by)
    _set(
        endpoint,
        url=endpoint.url if url is None else url,
        events=endpoint.events if events is None else events,
        at_once=endpoint.at_once if at_once is None else at_once,
    )
    return _saved(endpoint, "endpoint.changed", by, at)


@transaction.atomic
def rotate_secret(*, endpoint: Endpoint, overlap: timedelta | None = None, ed25519: bool | None = None, by: Actor, at: datetime) -> Secrets:
    """Fresh secrets, shown this once. Old and new sign together for the overlap (24 hours unless said, 7 days at most)."""
    most = limits.current()
    overlap = most.overlap if overlap is None else overlap
    if not timedelta(0) <= overlap <= most.overlap_longest:
        raise OverlapTooLong(field="overlap")
    endpoint = _claimed(endpoint, by)
    shown = keys.renew(endpoint, ed25519=bool(endpoint.signing_key) if ed25519 is None else ed25519, overlap=overlap, at=at)
    _saved(endpoint, "endpoint.secret_rotated", by, at)
    return shown


@transaction.atomic
def disable_endpoint(*, endpoint: Endpoint, because: str = "asked", by: Actor, at: datetime) -> Endpoint:
    """Stop sending. What is due, and what comes meanwhile, is held until somebody replays it."""
    endpoint = _claimed(endpoint, by)
    if endpoint.state == EndpointState.ACTIVE:
        _switch_off(endpoint, because, by, at)
    return endpoint


@transaction.atomic
def enable_endpoint(*, endpoint: Endpoint, by: Actor, at: datetime) -> Endpoint:
    """Send again from now on, in good health. What was held stays held: replay the range you want."""
    endpoint = _claimed(endpoint, by)
    endpoint.state, endpoint.disabled_at, endpoint.disabled_by, endpoint.disabled_because = EndpointState.ACTIVE, None, "", ""
    health.forget(endpoint)
    return _saved(endpoint, "endpoint.enabled", by, at)


@transaction.atomic
def remove_endpoint(*, endpoint: Endpoint, by: Actor, at: datetime) -> None:
    """Never send there again. Its log stays; its old secrets go, its present ones are replaced by ones nobody knows."""
    endpoint = _claimed(endpoint, by)
    endpoint.state, endpoint.disabled_at, endpoint.disabled_by, endpoint.disabled_because = EndpointState.REMOVED, at, _name(by), "removed"
    keys.renew(endpoint, ed25519=False, overlap=timedelta(0), at=at)
    endpoint.old_secret = endpoint.old_signing_key = endpoint.old_secret_until = None
    endpoint.deliveries.filter(state__in=[DUE, HELD]).update(state=GIVEN_UP, next_try_at=None)
    _saved(endpoint, "endpoint.removed", by, at)


@transaction.atomic
def send_test(*, endpoint: Endpoint, by: Actor, at: datetime) -> WebhookMessage:
    """Send `endpoint.test` to one endpoint, whatever it subscribed to."""
    endpoint = _active(_claimed(endpoint, by))
    message = messages.write(endpoint.platform, EventType.ENDPOINT_TEST, {"endpoint": endpoint.number}, at)
    messages.send(message, [one for one in messages.listeners(endpoint.platform) if one.endpoint == endpoint.pk])
    audit.record("endpoint.tested", subject=endpoint.number, by=by, at=at)
    return message


@transaction.atomic
def replay(*, delivery: Delivery, by: Actor, at: datetime) -> None:
    """Send one message again, under the same id, with a fresh allowance of tries."""
    endpoint = _active(_claimed(delivery.endpoint, by, scope=Scope.DELIVERIES))
    if not _due_again(Delivery.objects.filter(pk=delivery.pk).exclude(state=DUE), at):
        raise NotReplayable
    audit.record("delivery.replayed", subject=endpoint.number, by=by, at=at, details={"delivery": delivery.pk})
    jobs.later(messages.JOB)


@transaction.atomic
def replay_range(*, endpoint: Endpoint, since: datetime, until: datetime, also_delivered: bool = False, by: Actor, at: datetime) -> int:
    """Send again what was held or given up between two times (`also_delivered`: everything), paced; answers how many."""
    endpoint, most = _active(_claimed(endpoint, by, scope=Scope.DELIVERIES)), limits.current()
    if not at - most.replay_reach <= since < until:
        raise ReplayReachesTooFar(field="since")
    states = [HELD, GIVEN_UP, DONE] if also_delivered else [HELD, GIVEN_UP]
    chosen = endpoint.deliveries.filter(state__in=states, message__created_at__gte=since, message__created_at__lt=until)
    numbers = list(chosen.order_by("pk").values_list("pk", flat=True))
    for second, start in enumerate(range(0, len(numbers), most.replay_pace)):
        _due_again(Delivery.objects.filter(pk__in=numbers[start : start + most.replay_pace]), at + timedelta(seconds=second))
    audit.record("endpoint.replayed", subject=endpoint.number, by=by, at=at, details={"deliveries": len(numbers)})
    jobs.later(messages.JOB)
    return len(numbers)


@transaction.atomic(savepoint=False)
def record_attempts(*, tried: Sequence[Tried], unsent: Sequence[Unsent] = (), most: Limits, by: Actor, at: datetime) -> frozenset[int]:
    """Write down how a wave of tries ended and what follows. Answers the endpoints to which nothing more may be sent for now."""
    records.write([_result(one, most, at) for one in tried])
    records.give_back(unsent, at=at)
    stopped = set()
    for fared in health.fold(tried, at=at, limits=most):
        endpoint = fared.endpoint
        if fared.must_go and endpoint.state == EndpointState.ACTIVE:
            _switch_off(endpoint, fared.must_go, by, at)
        elif fared.is_news:
            audit.record("endpoint.failing", subject=endpoint.number, by=by, at=at, reason=endpoint.notice)
        if endpoint.broken_until or endpoint.state != EndpointState.ACTIVE:
            stopped.add(endpoint.pk)
    return frozenset(stopped)


def forget(*, before: datetime, by: Actor) -> int:
    """Delete messages from before a time, with their deliveries and attempts, unless something is still due. Answers how many messages."""
    gone = WebhookMessage.objects.filter(created_at__lt=before).exclude(deliveries__state=DUE)
    number, _ = gone.delete()
    audit.record("webhooks.forgotten", subject="webhooks", by=by, details={"rows": number})
    return number


def _result(one: Tried, most: Limits, at: datetime) -> Result:
    match rules.verdict(one.status):
        case Verdict.DONE:
            return Result(one, DONE, None)
        case Verdict.GONE:
            return Result(one, HELD, None)
    spread = secrets.SystemRandom().uniform(-1, 1)
    wait = rules.next_try(one.claimed.failures + 1, limits=most, spread=spread, retry_after=one.retry_after)
    return Result(one, GIVEN_UP, None) if wait is None else Result(one, DUE, at + wait)


def _switch_off(endpoint: Endpoint, because: str, by: Actor, at: datetime) -> None:
    endpoint.state, endpoint.disabled_at, endpoint.disabled_by, endpoint.disabled_because = EndpointState.DISABLED, at, _name(by), because
    endpoint.notice = Notice.DISABLED
    endpoint.deliveries.filter(state=DUE).update(state=HELD, next_try_at=None)
    _saved(endpoint, "endpoint.disabled", by, at)
    payload: messages.Payload = {"endpoint": endpoint.number, "reason": because, "failures": endpoint.consecutive_failures}
    message = messages.write(endpoint.platform, EventType.ENDPOINT_DISABLED, payload, at)
    others = [one for one in messages.listeners(endpoint.platform) if one.endpoint != endpoint.pk]
    messages.send(message, [one for one in others if one.wants(EventType.ENDPOINT_DISABLED)])


def _due_again(deliveries: QuerySet[Delivery], at: datetime) -> int:
    return deliveries.update(state=DUE, failures=0, next_try_at=at, done_at=None)


def _claimed(endpoint: Endpoint, by: Actor, *, scope: Scope = Scope.ENDPOINTS) -> Endpoint:
    """The endpoint as it is now, locked, when `by` may act for its platform."""
    there = Endpoint.objects.exclude(state=EndpointState.REMOVED).select_related("platform").select_for_update(of=("self",))
    found = there.filter(pk=endpoint.pk).first()
    if found is None:
        raise NotFound
    require(why_not_act_for(found.platform, scope=scope, by=by))
    return found


def _active(endpoint: Endpoint) -> Endpoint:
    if endpoint.state != EndpointState.ACTIVE:
        raise EndpointNotActive
    return endpoint


def _set(endpoint: Endpoint, *, url: str, events: Collection[str], at_once: int) -> None:
    fault = why_not_url(url, limits.egress())
    if fault:
        raise UrlNotAllowed(fault)
    if not set(EventType.values).issuperset(events):
        raise UnknownEvent(field="events")
    if not 1 <= at_once <= 64:
        raise AtOnceOutOfRange(field="at_once")
    endpoint.url, endpoint.events, endpoint.at_once = url, sorted(set(events)), at_once


def _saved(endpoint: Endpoint, event: str, by: Actor, at: datetime) -> Endpoint:
    endpoint.version += 1
    endpoint.save()
    audit.record(event, subject=endpoint.number, by=by, at=at)
    return endpoint


def _name(by: Actor) -> str:
    return f"{by.kind}:{by.ref}"
