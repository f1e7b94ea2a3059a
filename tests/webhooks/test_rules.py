"""What an answer means, when we try again, when we pause, how much we take on."""

from datetime import UTC, datetime, timedelta

import pytest

from reporting.webhooks import rules
from reporting.webhooks.kinds import Limits, Notice, Verdict

LIMITS = Limits()
AT = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (200, Verdict.DONE),
        (202, Verdict.DONE),
        (204, Verdict.DONE),
        (299, Verdict.DONE),
        (301, Verdict.RETRY),
        (302, Verdict.RETRY),
        (307, Verdict.RETRY),
        (400, Verdict.RETRY),
        (401, Verdict.RETRY),
        (404, Verdict.RETRY),
        (410, Verdict.GONE),
        (429, Verdict.RETRY),
        (500, Verdict.RETRY),
        (503, Verdict.RETRY),
        (None, Verdict.RETRY),
    ],
)
def test_what_a_status_means(status, verdict):
    assert rules.verdict(status) is verdict


def test_ten_tries_over_about_three_days():
    waits = [rules.next_try(failures, limits=LIMITS, spread=0) for failures in range(1, 11)]

    assert waits == [timedelta(seconds=seconds) for seconds in (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)] + [None]
    assert sum(filter(None, waits), timedelta()) == timedelta(hours=75, minutes=35, seconds=5)


@pytest.mark.parametrize(("spread", "seconds"), [(-1, 240), (0, 300), (1, 360)])
def test_jitter_moves_a_wait_by_a_fifth_at_most(spread, seconds):
    assert rules.next_try(2, limits=LIMITS, spread=spread) == timedelta(seconds=seconds)


@pytest.mark.parametrize(("asked", "seconds"), [(0, 300), (301, 301), (1000, 1000), (1800, 1800), (999_999, 1800)])
def test_retry_after_is_honoured_between_this_step_and_the_next(asked, seconds):
    assert rules.next_try(2, limits=LIMITS, spread=1, retry_after=asked) == timedelta(seconds=seconds)


def test_retry_after_never_adds_a_try():
    assert rules.next_try(9, limits=LIMITS, spread=0, retry_after=10**6) == timedelta(days=1)
    assert rules.next_try(10, limits=LIMITS, spread=0, retry_after=60) is None


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 7 ", 7),
        ("0", 0),
        ("Mon, 02 Mar 2026 12:02:00 GMT", 120),
        ("Mon, 02 Mar 2026 11:00:00 GMT", 0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1e9", None),
        ("9" * 40, None),
        ("١٢٠", None),
    ],
)
def test_reading_retry_after(header, seconds):
    assert rules.retry_after(header, AT) == seconds


@pytest.mark.parametrize(
    ("consecutive", "opened", "seconds"),
    [(0, 0, None), (4, 0, None), (5, 0, 30), (6, 1, 60), (7, 2, 120), (8, 4, 480), (9, 5, 900), (99, 60, 900)],
)
def test_the_breaker_opens_at_five_failures_and_doubles_to_a_quarter_of_an_hour(consecutive, opened, seconds):
    pause = rules.pause(consecutive, opened, LIMITS)

    assert pause == (None if seconds is None else timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("consecutive", "days", "notice"),
    [
        (0, None, Notice.NONE),
        (3, 0, Notice.NONE),
        (4, 0, Notice.FAILING),
        (4, 2.4, Notice.FAILING),
        (4, 2.5, Notice.HALF_WAY),
        (3, 4, Notice.NONE),
    ],
)
def test_who_is_told_when(consecutive, days, notice):
    since = None if days is None else AT - timedelta(days=days)

    assert rules.notice(consecutive, since, AT, LIMITS) is notice


@pytest.mark.parametrize(("days", "must"), [(None, False), (0, False), (4.99, False), (5, True), (30, True)])
def test_five_days_of_only_failures_switch_an_endpoint_off(days, must):
    assert rules.must_disable(None if days is None else AT - timedelta(days=days), AT, LIMITS) is must


@pytest.mark.parametrize(
    ("latency", "held", "at_once", "quota"),
    [
        (0.01, 0, 8, 400),
        (0.01, 390, 8, 10),
        (0.01, 500, 8, 0),
        (0.0, 0, 8, 2000),
        (3.0, 0, 8, 2),
        (3.0, 2, 8, 0),
        (15.0, 0, 8, 1),
        (15.0, 1, 8, 0),
        (60.0, 0, 1, 1),
        (0.1, 0, 1, 5),
    ],
)
def test_a_fast_endpoint_gets_a_deep_buffer_and_a_slow_one_cannot_fill_the_worker(latency, held, at_once, quota):
    assert rules.quota(latency, held=held, at_once=at_once, limits=LIMITS) == quota


def test_latency_is_smoothed():
    assert rules.smoothed(None, 2.0) == 2.0
    assert rules.smoothed(1.0, 2.0) == pytest.approx(1.2)


@pytest.mark.parametrize(
    ("attempt", "recorded", "lapsed"), [(1, 0, False), (5, 0, False), (6, 0, True), (6, 1, False), (10, 9, False), (12, 6, True)]
)
def test_a_delivery_that_keeps_ending_its_process_is_recognised(attempt, recorded, lapsed):
    assert rules.has_lapsed_too_often(attempt, recorded, LIMITS) is lapsed
