"""Where a report goes, how grave it is, and the reasons, case by case."""

import pytest

from reporting.cases.kinds import Queue, Severity
from reporting.cases.routing import route
from reporting.facts import catalogue, words

ROUTES = [
    ("the category decides", {"category": "civic"}, ("trust", (), "medium", "S1", ())),
    ("a sub-category names its own queue", {"category": "civic", "subcategory": "interference"}, ("security", (), "medium", "S1", ())),
    ("intimate image of oneself", {"category": "intimate-image", "subcategory": "me"}, ("trust", (), "high", "S3", ())),
    ("content about a child", {"category": "child-sexual", "subcategory": "image-video"}, ("legal", (), "critical", "S4", ())),
    (
        "danger goes first, and legal is told",
        {"category": "child-sexual", "danger_now": "yes"},
        ("safety_emergency", ("legal",), "critical", "S4", ()),
    ),
    ("no danger changes nothing", {"category": "civic", "danger_now": "no"}, ("trust", (), "medium", "S1", ())),
    ("a child was harmed", {"category": "manipulation", "affected_child": "yes"}, ("trust", (), "critical", "S3", ())),
    ("a child saw something of another kind", {"category": "civic", "affected_child": "yes"}, ("trust", (), "medium", "S1", ())),
    ("still in public", {"category": "hate", "still_visible": "public"}, ("trust", (), "high", "S2", ())),
    ("only in one's own account", {"category": "hate", "still_visible": "only_in_my_account"}, ("trust", (), "medium", "S2", ())),
    (
        "the first that raises decides",
        {"category": "hate", "still_visible": "public", "others_saw": "public", "depicted_real_person": "me"},
        ("trust", (), "high", "S2", ()),
    ),
    ("the reporter is shown", {"category": "identity", "depicted_real_person": "me"}, ("legal", (), "high", "S2", ())),
    (
        "a defect that happens every time",
        {"category": "self-harm", "repeats": "yes_every_time"},
        ("safety_emergency", ("security",), "high", "S3", ("reproducible_defect",)),
    ),
    (
        "raised to high and happens every time",
        {"category": "hate", "others_saw": "public", "repeats": "yes_every_time"},
        ("trust", ("security",), "high", "S2", ("reproducible_defect",)),
    ),
    ("happens every time but is not grave", {"category": "hate", "repeats": "yes_every_time"}, ("trust", (), "medium", "S2", ())),
    (
        "security is not told twice",
        {"category": "cyber-misuse", "repeats": "yes_every_time"},
        ("security", (), "high", "S2", ("reproducible_defect",)),
    ),
    ("unsure, and unsure about a child", {"category": "other", "affected_child": "dk"}, ("legal", (), "critical", "S4", ())),
    ("unsure, but no child", {"category": "other", "affected_child": "no"}, ("trust", (), "medium", "S3", ())),
    (
        "copied work, unsure about a child",
        {"category": "other", "subcategory": "ip", "affected_child": "dk"},
        ("legal", (), "medium", "S3", ()),
    ),
]


@pytest.mark.parametrize(("what", "answers", "expected"), ROUTES, ids=[row[0] for row in ROUTES])
def test_where_a_report_goes(what, answers, expected):
    routed = route(answers, catalogue.routing())

    assert (routed.queue, routed.also_queues, routed.severity, routed.sensitivity, routed.flags) == expected


def test_the_reasons_are_told_in_order():
    answers = {"category": "harassment", "subcategory": "stalking", "danger_now": "yes", "repeats": "yes_every_time"}

    routed = route(answers, catalogue.routing())

    assert routed.because == (
        "category:harassment",
        "subcategory:harassment.stalking",
        "override:danger-now",
        "override:happens-every-time",
    )
    assert routed.also_queues == ("security",)


def test_a_report_held_as_something_graver_says_so():
    routed = route({"category": "other", "affected_child": "dk"}, catalogue.routing())

    assert routed.treated_as == "child-sexual.unsure-age"
    assert routed.because[0] == "override:unsure-about-a-child"


@pytest.mark.parametrize("category", [row.code for row in catalogue.categories()])
def test_every_category_has_a_queue_a_severity_and_reasons_in_words(category):
    for sub in ("", *(row.code for row in catalogue.category(category).subcategories)):
        routed = route({"category": category, "subcategory": sub}, catalogue.routing())

        assert routed.queue in Queue.values
        assert routed.severity in Severity.values
        assert all(words.why_routed(code) != code for code in routed.because)


def test_a_category_that_does_not_exist_has_no_route():
    with pytest.raises(KeyError):
        route({"category": "weather"}, catalogue.routing())
