"""What an answer means, when to try again, when to pause or switch off an endpoint, how much to take on. Values in, values out."""

import math
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from reporting.webhooks.kinds import Limits, Notice, Verdict

HONOURS_RETRY_AFTER = frozenset({429, 503})


def verdict(status: int | None) -> Verdict:
    """2xx is taken; 410 means no more; everything else, redirects among it, is tried again."""
    if status is not None and 200 <= status < 300:
        return Verdict.DONE
    return Verdict.GONE if status == 410 else Verdict.RETRY


def next_try(failures: int, *, limits: Limits, spread: float, retry_after: float | None = None) -> timedelta | None:
    """How long to wait after the given number of failures, or nothing when that was the last try.

    `spread` lies between -1 and 1 and moves the wait by at most the jitter. `retry_after` is honoured between this step and the one after.
    """
    if failures >= len(limits.schedule):
        return None
    step = limits.schedule[failures]
    if retry_after is not None:
        following = limits.schedule[min(failures + 1, len(limits.schedule) - 1)]
        return timedelta(seconds=min(max(retry_after, step), following))
    return timedelta(seconds=step * (1 + spread * limits.jitter))


def retry_after(header: str, at: datetime) -> float | None:
    """Seconds asked for by a `Retry-After` header, a number or a date (RFC 9110, 10.2.3); nothing when it is neither."""
    text = header.strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        return float(text)
    try:
        until = parsedate_to_datetime(text)
        return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - at).total_seconds())
    except (ValueError, OverflowError, TypeError):
        return None


def pause(consecutive: int, opened: int, limits: Limits) -> timedelta | None:
    """How long the breaker stays open now: nothing before five failures in a row, then 30 s, doubling to 15 min."""
    if consecutive < limits.breaker_after:
        return None
    return timedelta(seconds=min(limits.breaker_pause * 2 ** min(opened, 20), limits.breaker_longest))


def must_disable(failing_since: datetime | None, at: datetime, limits: Limits) -> bool:
    """Five days of nothing but failures."""
    return failing_since is not None and at - failing_since >= limits.disable_after


def notice(consecutive: int, failing_since: datetime | None, at: datetime, limits: Limits) -> Notice:
    """What the endpoint's people should be told by now."""
    if failing_since is None or consecutive < limits.notice_after:
        return Notice.NONE
    return Notice.HALF_WAY if at - failing_since >= limits.disable_after / 2 else Notice.FAILING


def quota(latency: float, *, held: int, at_once: int, limits: Limits) -> int:
    """How many deliveries to claim: what the endpoint can take in half a second at its pace, less what is held, at least one in all."""
    pace = at_once * limits.ahead / max(latency, 0.0005)
    return max(0, min(max(1, math.ceil(pace)), limits.most_ahead) - held)


def smoothed(latency: float | None, newest: float) -> float:
    """A running mean that forgets: one part in five is the newest."""
    return newest if latency is None else latency + (newest - latency) / 5


def has_lapsed_too_often(attempt: int, recorded: int, limits: Limits) -> bool:
    """Claimed again and again since the last recorded result: something about this delivery may be ending the process that sends it."""
    return attempt - 1 - recorded >= limits.lapses_allowed
