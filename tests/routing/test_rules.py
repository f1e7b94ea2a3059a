"""Which rules are taken, which are refused and why; order, and the desk's rules over the file's."""

from datetime import date

import pytest

from reporting.facts import catalogue
from reporting.facts.kinds import Condition
from reporting.routing import queries, rules, storing
from reporting.routing.refusals import (
    RuleAsksNothing,
    RuleAsksUnknown,
    RuleCodeNeeded,
    RuleCodeTaken,
    RuleContradictsItself,
    RuleDoesNothing,
    RuleIsFixed,
    RuleIsTheFiles,
    RuleNamesUnknown,
    RuleWordsNeeded,
)
from tests.routing.conftest import a_rule

FILE = rules.from_file(catalogue.routing().overrides)
KNOWN = queries.known()
DAY = date(2026, 11, 21)


def asks(field, operator, *values):
    return Condition(field=field, operator=operator, values=values)


BAD = [
    ("a question nobody asks", {"when": (asks("weather", "is", "fine"),)}, RuleAsksUnknown),
    ("an answer that stays sealed", {"when": (asks("depicted_real_person", "is", "me"),)}, RuleAsksUnknown),
    ("what somebody typed", {"when": (asks("what_happened", "answered"),)}, RuleAsksUnknown),
    ("a way of asking that is none", {"when": (asks("repeats", "contains", "once"),)}, RuleAsksUnknown),
    ("a degree of what has none", {"when": (asks("category", "at_least", "hate"),)}, RuleAsksUnknown),
    ("an answer that is not offered", {"when": (asks("repeats", "is", "hourly"),)}, RuleNamesUnknown),
    ("no answer chosen", {"when": (asks("repeats", "is"),)}, RuleNamesUnknown),
    ("two degrees", {"when": (asks("severity", "at_least", "high", "low"),)}, RuleNamesUnknown),
    ("a queue that is none", {"queue": "press"}, RuleNamesUnknown),
    ("a severity that is none", {"severity": "awful"}, RuleNamesUnknown),
    ("graver by too much", {"queue": "", "raise_severity": 9}, RuleNamesUnknown),
    ("a mark with spaces", {"flag": "Look here"}, RuleNamesUnknown),
    ("nothing asked", {"when": ()}, RuleAsksNothing),
    ("no effect", {"queue": ""}, RuleDoesNothing),
    ("no words", {"words": " "}, RuleWordsNeeded),
    ("too many words", {"words": "x" * 201}, RuleWordsNeeded),
    ("no name", {"code": ""}, RuleCodeNeeded),
    ("a name with capitals", {"code": "Hate"}, RuleCodeNeeded),
    ("two queues that are one", {"also_queue": "security"}, RuleContradictsItself),
    ("a severity and a step", {"severity": "high", "raise_severity": 1}, RuleContradictsItself),
    ("one question twice", {"when": (asks("repeats", "is", "once"), asks("repeats", "is_not", "once"))}, RuleContradictsItself),
    (
        "a sub-category of another category",
        {"when": (asks("category", "is", "hate"), asks("subcategory", "is", "image-video"))},
        RuleContradictsItself,
    ),
]


@pytest.mark.parametrize(("what", "parts", "refusal"), BAD, ids=[row[0] for row in BAD])
def test_a_rule_that_cannot_be_is_refused_with_its_reason(what, parts, refusal):
    assert isinstance(rules.why_not_rule(a_rule(**parts), KNOWN), refusal)


@pytest.mark.parametrize(
    "when",
    [
        (asks("severity", "at_least", "high"),),
        (asks("repeats", "answered"),),
        (asks("category", "is", "child-sexual"), asks("subcategory", "is_not", "image-video")),
        (asks("output_kind", "is", "image", "video"),),
    ],
)
def test_a_rule_that_can_be_is_taken(when):
    assert rules.why_not_rule(a_rule(when=when), KNOWN) is None


def test_a_name_belongs_to_one_rule_also_while_it_is_off():
    off = rules.switched(FILE, "still-visible", is_on=False)

    with pytest.raises(RuleCodeTaken):
        rules.written(off, a_rule(code="still-visible"), is_new=True)


def test_nothing_is_put_before_the_rule_that_answers_danger():
    assert FILE[0].code == "danger-now"
    with pytest.raises(RuleIsFixed):
        rules.moved(FILE, FILE[1].code, earlier=True)
    with pytest.raises(RuleIsFixed):
        rules.moved(FILE, "danger-now", earlier=False)


def test_a_rule_goes_a_place_earlier_or_later_and_stays_at_the_end():
    order = [rule.code for rule in rules.moved(FILE, FILE[2].code, earlier=True)]

    assert order[1:3] == [FILE[2].code, FILE[1].code]
    assert rules.moved(FILE, FILE[-1].code, earlier=False) == FILE


def test_what_the_form_cannot_show_is_changed_in_the_file():
    named = {rule.code: rule for rule in FILE}

    assert isinstance(rules.why_not_change(named["danger-now"], KNOWN), RuleIsFixed)
    assert isinstance(rules.why_not_change(named["reporter-depicted"], KNOWN), RuleIsTheFiles)
    assert rules.why_not_change(named["still-visible"], KNOWN) is None


def test_a_version_follows_what_the_file_changed_added_and_dropped():
    file = catalogue.routing().overrides
    kept = (*rules.switched(FILE, "seen-in-public", is_on=False), a_rule(is_own=True))
    newer = tuple(one for one in file if one.code != "still-visible")
    older = tuple(rule for rule in kept if rule.code != "happens-every-time")

    placed = rules.laid_over(newer, older)
    used = [one.code for one in rules.in_force(placed, newer, DAY)]

    assert "still-visible" not in used and "seen-in-public" not in used
    assert used[-2:] == ["hate-to-security", "happens-every-time"]


def test_rules_come_back_from_their_rows_as_they_went_in():
    kept = (*FILE, a_rule(is_own=True, is_on=False))

    assert storing.from_rows(storing.to_rows(kept)) == kept


def test_what_a_draft_changes_is_named_rule_by_rule():
    draft = rules.moved((*rules.switched(FILE, FILE[1].code, is_on=False), a_rule()), "seen-in-public", earlier=True)

    assert rules.changes(FILE, draft) == {
        FILE[1].code: "switched_off",
        "hate-to-security": "added",
        "seen-in-public": "placed",
        "still-visible": "placed",
    }
    assert rules.changes(FILE, FILE) == {}
