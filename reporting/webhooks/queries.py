"""Reading endpoints, the delivery log, messages by cursor, and the engine's figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from reporting.actors import Actor
from reporting.platforms import queries as platforms
from reporting.platforms.models import Platform
from reporting.refusals import NotFound
from reporting.webhooks import limits
from reporting.webhooks.kinds import DeliveryState, EndpointState
from reporting.webhooks.models import Delivery, Endpoint, WebhookMessage


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many deliveries are due now and since when the oldest is; endpoints by state, and how many breakers are open."""

    due: int
    oldest_due_at: datetime | None
    endpoints: dict[str, int]
    broken: int


def endpoints(*, to: Actor) -> QuerySet[Endpoint]:
    """The endpoints this actor may see, oldest first; removed ones are gone."""
    there = Endpoint.objects.exclude(state=EndpointState.REMOVED).select_related("platform")
    return there.filter(platform__in=platforms.visible_to(to)).order_by("pk")


def get_endpoint(number: str, *, to: Actor) -> Endpoint:
    """One endpoint, or NotFound when there is none for this actor."""
    endpoint = endpoints(to=to).filter(number=number).first()
    if endpoint is None:
        raise NotFound
    return endpoint


def deliveries(*, to: Actor, endpoint: Endpoint | None = None, state: str = "", before: Delivery | None = None) -> QuerySet[Delivery]:
    """The delivery log this actor may see, newest first; `before` is the last of the page before."""
    wanted = Q(endpoint__platform__in=platforms.visible_to(to))
    if endpoint is not None:
        wanted &= Q(endpoint=endpoint)
    if state:
        wanted &= Q(state=state)
    if before is not None:
        wanted &= Q(pk__lt=before.pk)
    return Delivery.objects.filter(wanted).select_related("message", "endpoint").prefetch_related("attempts").order_by("-pk")


def get_delivery(number: str, *, to: Actor) -> Delivery:
    """One delivery with its attempts, or NotFound when there is none for this actor."""
    message, _dash, endpoint = number.partition("-")
    delivery = deliveries(to=to).filter(message__number=message, endpoint__number=endpoint).first()
    if delivery is None:
        raise NotFound
    return delivery


def messages(platform: Platform, *, after: int = 0, most: int = 100, at: datetime) -> Sequence[WebhookMessage]:
    """What a platform that cannot take webhooks may fetch instead: its messages after a cursor, oldest first.

    The newest few seconds are left for the next call, because a message's number is given before its transaction commits: a slower one with
    a smaller number could otherwise be passed over for good.
    """
    settled = at - limits.current().poll_lag
    return list(platform.webhook_messages.filter(pk__gt=after, created_at__lte=settled).order_by("pk")[:most])


def backlog(*, at: datetime) -> Backlog:
    """The figures an operator watches."""
    due = Delivery.objects.filter(state=DeliveryState.DUE, next_try_at__lte=at).aggregate(number=Count("pk"), oldest=Min("next_try_at"))
    states = dict(Endpoint.objects.values_list("state").annotate(number=Count("pk")))
    broken = Endpoint.objects.filter(state=EndpointState.ACTIVE, broken_until__gt=at).count()
    return Backlog(due["number"], due["oldest"], states, broken)


def told_about(subject: str, *, most: int = 50) -> Sequence[WebhookMessage]:
    """What a platform was told about a case or incident, newest first, with each delivery. Callers show it to those who may see the subject."""
    told = WebhookMessage.objects.filter(subject=subject).prefetch_related("deliveries__endpoint")
    return list(told.order_by("-pk")[:most])
