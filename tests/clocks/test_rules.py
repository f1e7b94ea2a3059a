"""When things are due: promises by severity, durations as ISO 8601 writes them, warnings, pauses, and what the law asks."""

from datetime import UTC, datetime, timedelta

import pytest

from reporting.clocks import queries, rules
from reporting.facts import catalogue

AT = datetime(2027, 1, 31, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "severity", "later"),
    [
        ("first_look", "critical", timedelta(hours=4)),
        ("first_look", "high", timedelta(hours=24)),
        ("first_look", "medium", timedelta(days=3)),
        ("first_look", "low", timedelta(days=7)),
        ("update", "critical", timedelta(days=30)),
        ("update", "", timedelta(days=30)),
        ("emergency", "critical", timedelta(minutes=15)),
    ],
)
def test_what_the_portal_promises(kind, severity, later):
    assert queries.promised(kind, AT, severity) == AT + later


def test_what_is_not_promised_has_no_due_time():
    assert queries.promised("answer", AT, "high") is None
    assert queries.promised("first_look", AT) is None


def test_promises_can_be_given():
    levels = [row for row in catalogue.service_levels() if row.severity == "low"]

    assert rules.due_at("first_look", AT, "high", levels=levels) is None


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("PT0S", AT),
        ("PT15M", AT + timedelta(minutes=15)),
        ("PT72H", AT + timedelta(days=3)),
        ("P15D", AT + timedelta(days=15)),
        ("P2W", AT + timedelta(days=14)),
        ("P1M", datetime(2027, 2, 28, 9, 30, tzinfo=UTC)),
        ("P3M", datetime(2027, 4, 30, 9, 30, tzinfo=UTC)),
        ("P1Y", datetime(2028, 1, 31, 9, 30, tzinfo=UTC)),
        ("P11M", datetime(2027, 12, 31, 9, 30, tzinfo=UTC)),
        ("P1DT12H", AT + timedelta(hours=36)),
    ],
)
def test_durations(text, due):
    assert rules.after(AT, rules.duration(text)) == due


@pytest.mark.parametrize("text", ["", "P", "PT", "15 days", "immediately", "P1.5D", "-P1D", "P1D\n"])
def test_what_is_not_a_duration_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        rules.duration(text)


@pytest.mark.parametrize(
    ("length", "before"),
    [
        (timedelta(hours=4), timedelta(hours=1)),
        (timedelta(hours=24), timedelta(hours=6)),
        (timedelta(days=3), timedelta(hours=18)),
        (timedelta(days=30), timedelta(hours=24)),
    ],
)
def test_a_warning_comes_with_a_quarter_left_and_at_most_a_day_before(length, before):
    assert rules.warn_at(AT, AT + length) == AT + length - before


def test_a_pause_makes_it_due_later_by_as_long():
    assert rules.extended(AT, AT - timedelta(hours=5), AT - timedelta(hours=2)) == AT + timedelta(hours=3)
    assert rules.extended(AT, AT, AT - timedelta(hours=2)) == AT


def statutory(category, countries, **more):
    known = {"facts": catalogue.clock_facts(), "places": catalogue.places()}
    return rules.statutory_for(catalogue.category(category), countries, at=more.pop("at", AT), **known, **more)


LAWS = [
    ("child-sexual", {"US"}, {}, ["us-2258a-report", "us-2258a-preserve"]),
    ("child-sexual", {"GB"}, {}, ["uk-osa-66"]),
    ("child-sexual", {"CA"}, {}, ["ca-mr-2", "ca-mr-3-4"]),
    ("child-sexual", {"DE"}, {}, ["eu-dsa-18", "eu-aia-5-csam"]),
    ("child-sexual", {"JP"}, {}, []),
    ("privacy", {"FR"}, {}, ["eu-gdpr-33", "eu-gdpr-34", "eu-gdpr-12-3"]),
    ("mass-harm", {"US"}, {}, ["us-ca-sb53-15d", "us-ca-sb53-24h", "us-ny-raise-72h", "us-ny-raise-24h"]),
    ("civic", {"DE"}, {"answers": {"role": "employee_of_vendor"}}, ["eu-wbd-9-ack", "eu-wbd-9-feedback"]),
    ("civic", {"DE"}, {"answers": {"role": "user"}}, []),
    ("civic", set(), {}, []),
]


@pytest.mark.parametrize(("category", "countries", "more", "expected"), LAWS)
def test_which_deadlines_in_law_may_concern_a_case(category, countries, more, expected):
    assert [row.fact for row in statutory(category, countries, **more)] == expected


def test_a_deadline_with_a_time_is_counted_and_one_in_words_is_not():
    found = {row.fact: row for row in [*statutory("privacy", {"FR"}), *statutory("child-sexual", {"US"})]}

    assert found["eu-gdpr-33"].due_at == AT + timedelta(hours=72)
    assert found["us-2258a-report"].due_at is None
    assert found["us-2258a-report"].deadline_words == "as soon as reasonably possible"
    assert found["us-2258a-report"].may_start


@pytest.mark.parametrize(("fact", "category"), [("us-2258a-preserve", "child-sexual"), ("us-ca-sb243", "self-harm")])
def test_what_is_not_a_deadline_of_a_case_cannot_be_started(fact, category):
    row = next(row for row in statutory(category, {"US"}) if row.fact == fact)

    assert not row.may_start
    assert row.due_at is None


def test_a_law_that_is_not_in_force_yet_is_shown_and_not_counted():
    before = datetime(2026, 12, 31, tzinfo=UTC)

    row = next(row for row in statutory("mass-harm", {"US"}, at=before) if row.fact == "us-ny-raise-72h")

    assert not row.may_start and row.due_at is None
    assert "Not yet in force" in str(row.confirm)


def test_every_deadline_in_law_says_its_source_and_asks_for_counsel():
    for row in statutory("self-harm", {"US", "DE"}):
        assert row.source
        assert "counsel" in str(row.confirm)
