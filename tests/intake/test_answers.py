"""What counts as an answer, field by field, and what a report must have."""

import pytest
from django_countries import countries

from reporting.intake import answers
from reporting.intake.refusals import UnknownField
from reporting.refusals import Refused, Several
from tests.makers import ANSWERS, AT


def refusal_of(**given: object) -> Refused:
    with pytest.raises(Refused) as refused:
        answers.complete({key: value for key, value in {**ANSWERS, **given}.items() if value is not None}, at=AT)
    return refused.value


@pytest.mark.parametrize("key", ["danger_now", "category", "ai_role", "product", "bona_fide", "no_content_confirm"])
def test_a_required_answer_that_is_missing_is_named(key):
    refusal = refusal_of(**{key: None})

    assert refusal.field == key
    assert refusal.code in ("answer_needed", "tick_needed")


def test_exactly_seven_answers_are_required_two_of_them_ticks_none_free_text():
    from reporting.facts import catalogue

    required = [field for field in catalogue.fields() if field.required]

    assert len(required) == 7
    assert [field.type for field in required].count("boolean") == 2
    assert not [field.key for field in required if field.type == "text"]


def test_the_consent_to_share_has_a_careful_default():
    complete = answers.complete({key: value for key, value in ANSWERS.items() if key != "share_with_platform"}, at=AT)

    assert complete["share_with_platform"] == "yes_without_contact"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("danger_now", "perhaps", "not_offered"),
        ("danger_now", 1, "type"),
        ("category", "none-such", "not_offered"),
        ("subcategory", "image-video", "not_offered"),
        ("output_kind", "image", "type"),
        ("output_kind", ["image", "perfume"], "not_offered"),
        ("bona_fide", "yes", "type"),
        ("help_country", "Narnia", "not_offered"),
        ("request_id", "has a space", "pattern"),
        ("happened_at", "2026-11-02T14:33", "not_a_date"),
        ("happened_at", "yesterday", "not_a_date"),
        ("happened_at", "0001-01-01T00:00+14:00", "not_in_reach"),
        ("happened_at", "2014-12-31T23:59+00:00", "not_in_reach"),
        ("happened_at", "2026-11-23T09:30+00:00", "not_in_reach"),
        ("happened_at", "9999-12-31T23:59-12:00", "not_in_reach"),
        ("help_country", "XX", "not_offered"),
        ("country_of_use", "ZZ", "not_offered"),
        ("contact_mode", "phone", "not_offered"),
        ("help_country", "QZ", "not_offered"),
        ("country_of_use", "ZZ", "not_offered"),
        ("language", "zz-DEADBEEF-0123ABCD", "not_offered"),
        ("language", "zz", "not_offered"),
        ("language", "en-ZZ", "not_offered"),
        ("language", "US", "not_offered"),
        ("locale", "en-x-payload", "not_offered"),
        ("expected", "a" * 201, "oversize"),
        ("what_happened", {"a": "x"}, "type"),
    ],
)
def test_an_answer_of_the_wrong_form_is_refused(field, value, code):
    refusal = refusal_of(**{field: value})

    assert (refusal.field, refusal.code) == (field, code)


def test_a_key_that_the_form_does_not_have_is_refused_not_dropped():
    assert isinstance(refusal_of(attachment="x"), UnknownField)


def test_several_faults_are_said_together():
    refusal = refusal_of(danger_now=None, category="none-such", attachment="x")

    assert isinstance(refusal, Several)
    assert {one.field for one in refusal.refusals} == {"danger_now", "category", "attachment"}


def test_in_a_sealed_category_the_account_is_short_and_the_expectation_is_not_asked():
    long = refusal_of(category="child-sexual", what_happened="It was not suitable. " * 20)
    hidden = refusal_of(category="child-sexual", what_happened=None, expected="Something else")

    assert (long.field, long.code) == ("what_happened", "oversize")
    assert (hidden.field, hidden.code) == ("expected", "unknown_field")


@pytest.mark.parametrize("field", ["what_happened", "product", "model", "model_version", "app_version", "account_ref", "expected"])
def test_every_text_passes_the_guard(field):
    refusal = refusal_of(**{field: "see https://example.com/a/1.png"})

    assert (refusal.field, refusal.code, refusal.details["reason"]) == (field, "content_refused", "link")


@pytest.mark.parametrize("address", ["nobody", "two words@example.org", "a\0b@example.org"])
def test_what_is_no_address_is_refused(address):
    refusal = refusal_of(contact_mode="email", email=address)

    assert (refusal.field, refusal.code) == ("email", "not_an_email")


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"email": "me@example.org"}, "email", "not_asked"),
        ({"contact_mode": "case_key_only", "email": "me@example.org"}, "email", "not_asked"),
        ({"contact_mode": "email_alias"}, "email", "address_needed"),
        ({"share_with_platform": "no", "share_locator": True}, "share_locator", "not_asked"),
        ({"happened_at": "2026-11-20T10:00+00:00"}, "happened_precision", "answer_needed"),
    ],
)
def test_an_answer_that_hangs_on_another_comes_with_it_and_only_then(given, field, code):
    refusal = refusal_of(**given)

    assert (refusal.field, refusal.code) == (field, code)


def test_what_is_not_shared_has_no_consent_beside_it():
    complete = answers.complete({**ANSWERS, "share_with_platform": "no"}, at=AT)

    assert "share_locator" not in complete


def test_today_and_the_day_after_in_another_time_zone_can_be_meant():
    for moment in ("2015-01-01T00:00+00:00", "2026-11-21T09:30+00:00", "2026-11-22T00:00+14:00"):
        assert answers.complete({**ANSWERS, "happened_at": moment, "happened_precision": "dk"}, at=AT)["happened_at"] == moment


@pytest.mark.parametrize(("field", "offers"), [("danger_now", True), ("product", True), ("category", False)])
def test_nobody_is_told_to_choose_an_answer_that_is_not_offered(field, offers):
    assert ("I do not know" in str(refusal_of(**{field: None}).words)) == offers


@pytest.mark.parametrize(("given", "kept"), [("en", "en"), ("DE-at", "de-AT"), ("zh-hant-tw", "zh-Hant-TW"), ("am", "am"), ("fil", "fil")])
def test_a_language_is_kept_in_one_way_of_writing(given, kept):
    assert answers.complete({**ANSWERS, "language": given, "locale": given}, at=AT)["language"] == kept


def test_every_language_and_country_of_the_form_may_be_answered():
    from portal.public.forms import LANGUAGES

    offered = [("language", code) for code, _name in LANGUAGES] + [("help_country", code) for code in dict(countries)]

    taken = [answers.complete({**ANSWERS, field: code}, at=AT)[field] for field, code in offered]

    assert taken == [code for _field, code in offered]
