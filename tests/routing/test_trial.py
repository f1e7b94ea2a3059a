"""A draft is tried on past cases: counted and named, by the answers that staff see, without opening or changing anything."""

import pytest

from reporting.audit.models import AuditEntry
from reporting.cases.models import Case
from reporting.facts.kinds import Condition
from reporting.refusals import NotAllowed
from reporting.routing import actions as routing
from reporting.routing import queries, trial
from reporting.routing.kinds import Went
from tests.makers import AT, file_report, make_actor
from tests.routing.conftest import a_rule


@pytest.fixture
def past(lead):
    """Two reports of hate, one that others still see, one of something else."""
    return [
        file_report().case.number,
        file_report(still_visible="public").case.number,
        file_report(category="civic").case.number,
    ]


def tried(lead, **parts):
    draft = routing.write_rule(rule=a_rule(**parts), is_new=True, by=lead, at=AT)
    return trial.try_out(queries.rules_of_draft(draft), visible_to=lead)


def test_cases_that_would_go_elsewhere_are_counted_and_named(past, lead):
    found = tried(lead)

    assert (found.cases, found.elsewhere) == (3, 2)
    assert found.queues == (Went("trust", "security", 2),)
    assert [one.number for one in found.examples] == [past[1], past[0]]


def test_a_change_of_severity_is_counted_apart(past, lead):
    found = tried(lead, queue="", raise_severity=1)

    assert (found.elsewhere, found.regraded) == (0, 1)  # the one others see is raised already
    assert found.graver == (Went("medium", "high", 1),)


def test_marks_and_further_queues_are_counted_too(past, lead):
    assert tried(lead, queue="", flag="watched").noted == 2


def test_answers_that_staff_see_are_asked(past, lead):
    when = (Condition(field="still_visible", operator="is", values=("public",)),)

    assert [one.number for one in tried(lead, when=when).examples] == [past[1]]


def test_a_rule_that_asks_a_sealed_answer_is_named_as_untried(past, lead):
    assert tried(lead).untried == ("reporter-depicted",)


def test_at_most_so_many_of_the_latest_cases_are_asked_and_twenty_named(lead):
    for _ in range(23):
        file_report()
    draft = routing.write_rule(rule=a_rule(), is_new=True, by=lead, at=AT)

    found = trial.try_out(queries.rules_of_draft(draft), visible_to=lead, most=22)

    assert (found.cases, found.elsewhere, len(found.examples)) == (22, 22, 20)


def test_trying_opens_and_changes_nothing(past, lead):
    before = list(Case.objects.order_by("pk").values())

    tried(lead)

    assert list(Case.objects.order_by("pk").values()) == before
    assert not AuditEntry.objects.filter(event="text.opened").exists()


def test_only_who_may_change_the_rules_tries_them(past, lead):
    with pytest.raises(NotAllowed):
        trial.try_out((), visible_to=make_actor("triager"))
