"""What we say to one reader in one place: the right places first, nothing promised, gaps said plainly."""

from datetime import UTC, date, datetime

import pytest

from reporting.facts import catalogue
from reporting.guidance import queries
from reporting.guidance.refusals import NoSuchCountry

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


def codes(bodies):
    return [body.code for body in bodies]


FIRST = [
    ("a child in the United Kingdom", "GB", "child-sexual", "13_15", "me", ["gb-report-remove", "us-takeitdown"]),
    ("a child in Germany", "DE", "child-sexual", "under_13", None, ["us-takeitdown"]),
    ("an adult who was a child in it", "FR", "child-sexual", "adult", "me", ["us-takeitdown"]),
    ("an adult shown without consent", "US", "intimate-image", "adult", "me", ["us-platform-tida", "intl-stopncii"]),
    ("an adult shown, in Japan", "JP", "intimate-image", "adult", "me", ["intl-stopncii"]),
    ("a young person's own picture, called intimate", "GB", "intimate-image", "16_17", "me", ["gb-report-remove", "us-takeitdown"]),
    ("somebody who came across it in Canada", "CA", "child-sexual", "adult", "no", ["ca-cybertip"]),
    ("somebody who came across it in Australia", "AU", "child-sexual", "adult", "no", ["au-esafety", "au-accce"]),
    ("personal information in Spain", "ES", "privacy", "adult", None, ["eu-dpa"]),
    ("terrorism in the United Kingdom", "GB", "extremism", None, None, ["gb-act"]),
]


@pytest.mark.parametrize(("who", "country", "category", "age", "depicted", "expected"), FIRST, ids=[row[0] for row in FIRST])
def test_the_right_places_come_first(who, country, category, age, depicted, expected):
    guidance = queries.for_place(country, category, age_group=age, depicted=depicted, at=AT)

    assert codes(guidance.destinations)[: len(expected)] == expected


def test_removal_tools_are_not_for_bystanders():
    guidance = queries.for_place("GB", "child-sexual", age_group="adult", depicted="no", at=AT)

    assert not {"us-takeitdown", "gb-report-remove"} & set(codes(guidance.destinations))


def test_a_child_is_never_sent_where_only_adults_are_helped():
    guidance = queries.for_place("GB", "intimate-image", age_group="13_15", depicted="me", at=AT)

    assert not {"intl-stopncii", "gb-rph"} & set(codes(guidance.destinations))


def test_what_fits_best_is_marked():
    guidance = queries.for_place("GB", "child-sexual", age_group="13_15", depicted="me", at=AT)

    assert [body.code for body in guidance.destinations if body.is_first] == ["gb-report-remove", "us-takeitdown"]


@pytest.mark.parametrize(
    ("country", "category", "missing"),
    [
        ("FJ", "child-sexual", True),
        ("FJ", None, True),
        ("FJ", "civic", False),
        ("KR", "child-sexual", True),
        ("DK", "child-sexual", True),
        ("GB", "child-sexual", False),
        (None, "child-sexual", False),
    ],
)
def test_a_missing_hotline_is_said_plainly_and_the_directory_shown(country, category, missing):
    guidance = queries.for_place(country, category, at=AT)

    assert guidance.no_hotline is missing
    assert codes(guidance.fallbacks) == ["inhope-directory", "iwf-portals", "cport"]


@pytest.mark.parametrize(
    ("country", "words"),
    [("GB", "999"), ("FR", "112"), ("AU", "000"), ("CH", "your local emergency number"), (None, "your local emergency number")],
)
def test_danger_comes_first_with_the_number_of_the_place(country, words):
    guidance = queries.for_place(country, "child-sexual", at=AT)

    assert guidance.advice[0].text == f"If someone is in danger now, call {words} first."


def test_more_than_one_number_says_what_each_is_for():
    guidance = queries.for_place("FR", None, at=AT)

    assert [(call.number, call.words) for call in guidance.emergency] == [("112", ""), ("17", "police"), ("119", "a child in danger")]


def test_what_not_to_do_is_told_in_order_before_anything_else():
    advice = [rule.code for rule in queries.for_place("GB", "child-sexual", at=AT).advice]

    assert advice[:6] == ["danger", "stop", "close", "no-copy", "no-show", "no-retry"]
    assert "{" not in "".join(rule.text for rule in queries.for_place(None, None, at=AT).advice)


@pytest.mark.parametrize(("category", "code"), [(None, "no-copy"), ("mass-harm", "no-copy"), ("civic", "no-copy-needed")])
def test_screenshots_are_forbidden_where_they_may_be_a_crime_and_not_needed_elsewhere(category, code):
    advice = {rule.code for rule in queries.for_place("GB", category, at=AT).advice}

    assert code in advice
    assert len(advice & {"no-copy", "no-copy-needed"}) == 1


def test_the_law_is_shown_with_its_limits_sources_and_date():
    guidance = queries.for_place("US", "child-sexual", at=AT)

    law = guidance.law[0]
    assert {paragraph.about for paragraph in law.paragraphs} >= {"status", "defence", "limits"}
    assert law.sources[0].name
    assert law.checked_on == date(2026, 11, 20)
    assert any("cannot promise" in limit for limit in guidance.limits)


def test_the_law_of_the_union_stands_beside_that_of_a_member():
    assert [law.place for law in queries.for_place("DE", None, at=AT).law] == ["DE", "EU"]


def test_a_place_whose_law_nobody_read_shows_none():
    assert queries.for_place("JP", None, at=AT).law == ()


@pytest.mark.parametrize("country", [row.code for row in queries.countries_list()])
def test_nowhere_is_protection_promised_or_staff_text_shown(country):
    guidance = queries.for_place(country, None, at=AT)

    never = [phrase.lower() for row in catalogue.entries("wording") if row["rule"] == "never_say" for phrase in row["phrases"]]
    said = " ".join([*(rule.text for rule in guidance.advice), *(body.words for body in guidance.destinations), *guidance.limits]).lower()
    assert not [phrase for phrase in never if phrase in said]
    assert not {"intl-aiid", "intl-aiflaw", "us-caloes"} & set(codes(guidance.destinations))
    assert all(body.sources for body in guidance.destinations)


def test_only_checked_support_lines_are_shown():
    assert codes(queries.for_place("US", "self-harm", at=AT).support) == ["us-988"]
    assert codes(queries.for_place("GB", "self-harm", at=AT).support) == []


def test_facts_that_are_due_for_another_look_are_marked():
    assert not queries.for_place("GB", None, at=AT).is_overdue
    assert queries.for_place("GB", None, at=datetime(2027, 6, 1, tzinfo=UTC)).is_overdue


def test_what_was_shown_can_be_pinned():
    assert queries.for_place("GB", None, at=AT).version == queries.for_place("FR", "civic", at=AT).version


def test_countries_say_whether_a_hotline_is_known():
    known = {country.code: country.has_hotline for country in queries.countries_list()}

    assert known["GB"] and known["AT"] and not known["FJ"] and not known["DK"]
    assert len(known) > 240


def test_a_country_may_be_written_small():
    guidance = queries.for_place("gb", None, at=AT)

    assert (guidance.country, guidance.country_name, guidance.emergency_words) == ("GB", "United Kingdom", "999")


def test_a_country_that_does_not_exist_is_refused():
    with pytest.raises(NoSuchCountry):
        queries.for_place("ZZ", None, at=AT)
