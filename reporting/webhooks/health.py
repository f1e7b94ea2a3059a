"""How an endpoint fares: failures in a row, the breaker, notices, switching off what only fails."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from reporting.webhooks import rules
from reporting.webhooks.kinds import Fault, Limits, Notice, Tried, Verdict
from reporting.webhooks.models import Endpoint

HEALTH = ["consecutive_failures", "failing_since", "broken_at", "broken_until", "times_broken", "notice"]


@dataclass(frozen=True, slots=True)
class Fared:
    """An endpoint that failed: why it must be switched off, if it must, and whether there is something new to tell its people."""

    endpoint: Endpoint
    must_go: str
    is_news: bool


def fold(tried: Sequence[Tried], *, at: datetime, limits: Limits) -> list[Fared]:
    """Add a wave of tries to the health of their endpoints, locked in one order. Answers those that failed.

    An endpoint in good health that answers well costs nothing. Faults of our own are not charged to anybody.
    """
    by_endpoint: dict[int, list[Tried]] = defaultdict(list)
    for one in tried:
        if one.fault != Fault.OURS:
            by_endpoint[one.claimed.endpoint].append(one)
    failed = {pk for pk, tries in by_endpoint.items() if not all(map(_is_taken, tries))}
    changing = Q(pk__in=failed) | Q(pk__in=by_endpoint.keys(), consecutive_failures__gt=0)
    answer = []
    for endpoint in Endpoint.objects.select_for_update().filter(changing).order_by("pk"):
        before = endpoint.notice
        must_go = _add(endpoint, by_endpoint[endpoint.pk], at, limits)
        endpoint.save(update_fields=HEALTH)
        if endpoint.pk in failed:
            answer.append(Fared(endpoint, must_go, is_news=endpoint.notice not in (before, Notice.NONE)))
    return answer


def forget(endpoint: Endpoint) -> None:
    """Good health again, as after a success or when somebody switches the endpoint on. Saves nothing."""
    endpoint.consecutive_failures = endpoint.times_broken = 0
    endpoint.failing_since = endpoint.broken_at = endpoint.broken_until = None
    endpoint.notice = Notice.NONE


def _add(endpoint: Endpoint, tries: Iterable[Tried], at: datetime, limits: Limits) -> str:
    gone = False
    for one in sorted(tries, key=lambda one: one.at):
        if _is_taken(one):
            forget(endpoint)
        else:
            gone = gone or rules.verdict(one.status) is Verdict.GONE
            _add_failure(endpoint, one, at, limits)
    endpoint.notice = rules.notice(endpoint.consecutive_failures, endpoint.failing_since, at, limits)
    if gone:
        return "gone"
    return "failing" if rules.must_disable(endpoint.failing_since, at, limits) else ""


def _add_failure(endpoint: Endpoint, failure: Tried, at: datetime, limits: Limits) -> None:
    """Count it; open the breaker, unless this try was already under way when it opened."""
    endpoint.consecutive_failures += 1
    endpoint.failing_since = endpoint.failing_since or failure.at
    pause = rules.pause(endpoint.consecutive_failures, endpoint.times_broken, limits)
    if pause and (endpoint.broken_at is None or failure.at > endpoint.broken_at):
        endpoint.broken_at, endpoint.broken_until = at, at + pause
        endpoint.times_broken += 1


def _is_taken(one: Tried) -> bool:
    return rules.verdict(one.status) is Verdict.DONE
