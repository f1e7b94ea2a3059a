"""The facts as values: complete, in words a child can read, versioned."""

import re
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from reporting.facts import catalogue, listing, queries, words
from reporting.facts.conditions import all_hold, holds
from reporting.facts.kinds import Condition

NOT_A_CLOSED_FACT = {"share_with_platform", "contact_mode"}


@pytest.fixture
def own_facts(settings, tmp_path):
    settings.FACTS_DIR = str(tmp_path)
    catalogue.read_again()
    yield tmp_path
    settings.FACTS_DIR = ""
    catalogue.read_again()


def test_categories_hold_their_sub_categories():
    assert catalogue.category("child-sexual").sensitivity == "S4"
    assert catalogue.subcategory("privacy", "other-users").clocks == ("eu-gdpr-33",)
    assert sum(len(category.subcategories) for category in catalogue.categories()) == 55


def test_every_list_can_be_answered_with_do_not_know_and_rather_not_say():
    for field in catalogue.fields():
        if field.type in ("choice", "multi") and field.key not in NOT_A_CLOSED_FACT:
            assert {"dk", "pnts"} <= set(field.values), field.key


def test_do_not_know_and_rather_not_say_read_the_same_everywhere():
    labels = {(choice.code, choice.label) for field in catalogue.fields() for choice in field.choices if choice.code in ("dk", "pnts")}

    assert labels == {("dk", "I do not know"), ("pnts", "I would rather not say")}


def test_at_most_seven_answers_are_required_two_of_them_ticks_and_none_is_text():
    required = [field for field in catalogue.fields() if field.required]

    assert len(required) <= 7
    assert [field.type for field in required].count("boolean") == 2
    assert "text" not in {field.type for field in required}


def test_every_question_has_words_and_every_value_a_label():
    for field in catalogue.fields():
        assert field.title
        assert [choice.code for choice in field.choices] == list(field.values)


def test_a_default_is_one_of_the_values():
    for field in catalogue.fields():
        assert field.default is None or isinstance(field.default, bool) or field.default in field.values, field.key


def test_no_value_asks_whether_a_copy_was_kept():
    values = {value for field in catalogue.fields() for value in field.values}

    assert not [value for value in values if re.search("saved|kept|download|forward|screenshot", value)]


def reporter_words():
    kinds = ("question_words", "steps", "guidance_rules", "destinations", "categories", "never_collect", "good_faith", "legal_limits")
    return [text for kind in kinds for text in words.shown(kind)]


def test_nothing_a_reporter_reads_is_on_the_list_of_what_we_never_say():
    never = [phrase for row in catalogue.entries("wording") if row["rule"] in ("never_say", "avoid") for phrase in row["phrases"]]

    for text in reporter_words():
        assert not [phrase for phrase in never if re.search(rf"\b{re.escape(phrase)}\b", text, re.IGNORECASE)], text


def test_questions_are_short():
    for field in catalogue.fields():
        assert len(field.title.split()) <= 12, field.title
        assert all(len(sentence.split()) <= 18 for sentence in re.split(r"[.?!]", field.hint)), field.hint


def test_a_version_changes_when_a_fact_does(own_facts):
    before = catalogue.version("steps"), catalogue.version("clocks")
    (own_facts / "steps.yaml").write_text((catalogue.loader.OWN_FOLDER / "steps.yaml").read_text().replace("Are you safe?", "First"))

    catalogue.read_again()

    assert catalogue.version("steps") != before[0]
    assert catalogue.version("clocks") == before[1]


def test_the_good_faith_statement_of_a_version_never_changes():
    assert {row.code: row.sha256 for row in catalogue.good_faith_versions()} == {
        "gf-1": "c9c108323a660ced3fed40b3adf4fdbea81ca097cacc2e9e1f62f48739191107"
    }
    assert catalogue.good_faith().source == ("dsa",)


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        (Condition(field="a", operator="is", values=("yes",)), {"a": "yes"}, True),
        (Condition(field="a", operator="is", values=("yes",)), {"a": True}, True),
        (Condition(field="a", operator="is", values=("x", "y")), {"a": ["y", "z"]}, True),
        (Condition(field="a", operator="is", values=("yes",)), {}, False),
        (Condition(field="a", operator="is_not", values=("yes",)), {}, True),
        (Condition(field="a", operator="is_not", values=("yes",)), {"a": "yes"}, False),
        (Condition(field="a", operator="answered"), {"a": "x"}, True),
        (Condition(field="a", operator="answered"), {"a": ""}, False),
        (Condition(field="severity", operator="at_least", values=("high",)), {"severity": "critical"}, True),
        (Condition(field="severity", operator="at_least", values=("high",)), {"severity": "medium"}, False),
    ],
)
def test_conditions(condition, answers, expected):
    assert holds(condition, answers) is expected


def test_no_condition_always_holds():
    assert all_hold((), {})


def test_what_was_read_too_long_ago_is_named():
    assert queries.overdue(datetime(2026, 11, 21, tzinfo=UTC)) == ()

    late = queries.overdue(datetime(2027, 5, 20, tzinfo=UTC))

    assert ("destinations", "us-ncmec") in {(row.kind, row.name) for row in late}


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("category:civic", "The kind of report: Misleading information about elections, emergencies or public life."),
        ("subcategory:civic.elections", "More exactly: Elections."),
        ("override:danger-now", "The reporter said that somebody is in danger now."),
    ],
)
def test_reasons_for_a_route_are_said_in_words(code, sentence):
    assert words.why_routed(code) == sentence


def test_the_words_listed_for_translators_are_up_to_date():
    assert listing.out_of_date() == [], "Run `manage.py check_facts --write` and commit what it changes."


def test_check_facts_names_what_is_left_out(capsys):
    call_command("check_facts")

    assert "left out: destinations, gb-samaritans: unverified" in capsys.readouterr().out


def test_check_facts_refuses_with_the_sentence(own_facts):
    (own_facts / "more.yaml").write_text("kind: nonsense\n")

    with pytest.raises(CommandError, match=r"more\.yaml: the first line must be"):
        call_command("check_facts")
