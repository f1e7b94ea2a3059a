"""A draft changes nothing; put into use it routes every report from then on; every version is kept, explained and put back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting import recent
from reporting.access.roles import ROLES
from reporting.audit.models import AuditEntry
from reporting.facts import catalogue
from reporting.guard.refusals import ContentRefused
from reporting.refusals import NotAllowed, NotFound, SomebodyElseWasFirst
from reporting.routing import actions as routing
from reporting.routing import queries, rules
from reporting.routing.models import RoutingDraft, RoutingVersion
from reporting.routing.refusals import DraftChangesNothing, NoDraft, RuleCodeTaken, RuleIsFixed, RulesChangedMeanwhile, UnknownChangeReason
from tests.makers import AT, file_report, make_actor
from tests.routing.conftest import a_rule, codes

FILE = [one.code for one in catalogue.routing().overrides]


def refused_put(by, *, seen, reason="new_harm", note=""):
    return routing.put_into_use(seen=seen, reason=reason, note=note, by=by, at=AT)


def test_without_a_version_the_file_alone_decides(db):
    assert queries.in_use() is catalogue.routing()
    assert file_report().case.queue == "trust"


def test_a_draft_routes_nobody(lead):
    routing.write_rule(rule=a_rule(), is_new=True, by=lead, at=AT)
    queries.forget()

    assert file_report().case.queue == "trust"


def test_put_into_use_it_routes_every_report_and_the_case_says_by_which_version(put):
    version = put()

    case = file_report().case

    assert (version.number, case.queue) == (1, "security")
    assert case.because[-2:] == ["override:hate-to-security", "rules:1"]
    assert queries.why(case.because)[-2:] == ["Security looks at hate this month.", "By the routing rules of version 1."]
    assert not RoutingDraft.objects.exists()


def test_a_case_is_explained_by_the_rules_of_its_day(put, lead):
    put()
    case = file_report().case
    put_other = routing.write_rule(rule=a_rule(words="Other words by now."), is_new=False, by=lead, at=AT)
    refused_put(lead, seen=put_other.version)

    assert "Security looks at hate this month." in queries.why(case.because)
    assert "Other words by now." in queries.why(["category:hate", "override:hate-to-security", "rules:2"])


def test_cases_that_are_here_stay_where_they_are(put):
    case = file_report().case

    put()

    case.refresh_from_db()
    assert case.queue == "trust"


def test_an_earlier_version_is_put_back_as_a_version_of_its_own(put, lead, django_capture_on_commit_callbacks):
    put()

    with django_capture_on_commit_callbacks(execute=True):
        version = routing.put_back(number=0, seen=1, reason="put_right", note="Too many for them.", by=lead, at=AT)

    assert (version.number, version.same_as) == (2, 0)
    assert codes() == FILE
    assert [entry.details for entry in AuditEntry.objects.filter(event="routing.put_back")] == [{"version": 2, "same_as": 0}]
    assert RoutingVersion.objects.count() == 2


def test_putting_back_what_is_in_use_is_refused(put, lead):
    put()

    with pytest.raises(DraftChangesNothing):
        routing.put_back(number=1, seen=1, reason="put_right", note="", by=lead, at=AT)
    with pytest.raises(SomebodyElseWasFirst):
        routing.put_back(number=0, seen=0, reason="put_right", note="", by=lead, at=AT)
    with pytest.raises(NotFound):
        routing.put_back(number=7, seen=1, reason="put_right", note="", by=lead, at=AT)


def test_another_process_follows_within_seconds_and_asks_once_until_then(put, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(recent.time, "monotonic", lambda: now[0])
    queries.in_use()
    put_elsewhere()

    with CaptureQueriesContext(connection) as soon:
        assert queries.in_use().version == 0
    now[0] += recent.SECONDS
    assert queries.in_use().version == 1
    with CaptureQueriesContext(connection) as then:
        assert queries.in_use().version == 1

    assert (len(soon), len(then)) == (0, 0)


def put_elsewhere():
    """As another process does: this one is not told."""
    by = make_actor("team_lead")
    draft = routing.write_rule(rule=a_rule(), is_new=True, by=by, at=AT)
    refused_put(by, seen=draft.version)


def test_looking_again_while_nothing_changed_costs_one_small_query(put, monkeypatch):
    put()
    now = [1000.0]
    monkeypatch.setattr(recent.time, "monotonic", lambda: now[0])
    queries.in_use()
    now[0] += recent.SECONDS

    with CaptureQueriesContext(connection) as asked:
        queries.in_use()

    assert len(asked) == 1
    assert "rules" not in asked[0]["sql"].split("FROM")[0]


def test_rules_that_changed_meanwhile_are_not_overwritten(lead, put):
    other = make_actor("team_lead")
    mine = routing.switch_rule(code="still-visible", is_on=False, by=other, at=AT)
    put()

    with pytest.raises(RulesChangedMeanwhile):
        refused_put(other, seen=mine.version)

    assert RoutingVersion.objects.count() == 1


def test_a_draft_that_changed_after_it_was_looked_at_is_not_put_into_use(lead):
    draft = routing.write_rule(rule=a_rule(), is_new=True, by=lead, at=AT)
    routing.switch_rule(code="still-visible", is_on=False, by=lead, at=AT)

    with pytest.raises(SomebodyElseWasFirst):
        refused_put(lead, seen=draft.version)


def test_a_draft_that_says_the_same_is_refused(lead):
    routing.switch_rule(code="still-visible", is_on=False, by=lead, at=AT)
    draft = routing.switch_rule(code="still-visible", is_on=True, by=lead, at=AT)

    with pytest.raises(DraftChangesNothing):
        refused_put(lead, seen=draft.version)


def test_without_a_reason_or_a_draft_nothing_is_put_into_use(lead):
    with pytest.raises(NoDraft):
        refused_put(lead, seen=1)
    draft = routing.write_rule(rule=a_rule(), is_new=True, by=lead, at=AT)
    with pytest.raises(UnknownChangeReason):
        refused_put(lead, seen=draft.version, reason="because")

    assert not RoutingVersion.objects.exists()


def test_words_and_notes_pass_the_guard(lead):
    with pytest.raises(ContentRefused):
        routing.write_rule(rule=a_rule(words="See https://files.example/picture"), is_new=True, by=lead, at=AT)
    draft = routing.write_rule(rule=a_rule(), is_new=True, by=lead, at=AT)
    with pytest.raises(ContentRefused):
        refused_put(lead, seen=draft.version, note="See https://files.example/picture")

    assert not RoutingVersion.objects.exists()


def test_a_refused_rule_leaves_no_draft_behind(lead):
    with pytest.raises(RuleCodeTaken):
        routing.write_rule(rule=a_rule(code="still-visible"), is_new=True, by=lead, at=AT)

    assert not RoutingDraft.objects.exists()


def test_the_rule_that_answers_danger_stays_on_and_as_it_is(lead):
    with pytest.raises(RuleIsFixed):
        routing.switch_rule(code="danger-now", is_on=False, by=lead, at=AT)
    with pytest.raises(RuleIsFixed):
        routing.write_rule(rule=a_rule(code="danger-now"), is_new=False, by=lead, at=AT)


def test_a_rule_of_the_file_that_is_changed_keeps_what_the_form_does_not_show(lead):
    was = next(rule for rule in rules.from_file(catalogue.routing().overrides) if rule.treat_as)
    routing.switch_rule(code=was.code, is_on=False, by=lead, at=AT)

    draft = routing.write_rule(rule=a_rule(code=was.code, when=was.when, queue=""), is_new=False, by=lead, at=AT)

    changed = next(rule for rule in queries.rules_of_draft(draft) if rule.code == was.code)
    assert (changed.treat_as, changed.is_on, changed.is_own) == (was.treat_as, False, True)


def test_every_step_is_in_the_trail(put):
    put()

    entries = AuditEntry.objects.filter(subject="routing").order_by("id")
    assert [(entry.event, entry.reason) for entry in entries] == [("routing.drafted", ""), ("routing.put_into_use", "new_harm")]


@pytest.mark.parametrize("role", [role for role in ROLES if role != "team_lead"])
def test_only_a_team_lead_changes_the_rules(role, db):
    by = make_actor(role)

    for refused in (
        lambda: routing.write_rule(rule=a_rule(), is_new=True, by=by, at=AT),
        lambda: routing.switch_rule(code="still-visible", is_on=False, by=by, at=AT),
        lambda: routing.place_rule(code="still-visible", earlier=True, by=by, at=AT),
        lambda: routing.throw_away(by=by, at=AT),
        lambda: refused_put(by, seen=1),
        lambda: routing.put_back(number=0, seen=0, reason="put_right", note="", by=by, at=AT),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_what_the_operators_file_drops_is_no_longer_asked_though_the_version_names_it(put, monkeypatch):
    put()
    whole = catalogue.routing()
    less = catalogue.RoutingFacts(whole.categories, tuple(one for one in whole.overrides if one.code != "still-visible"))
    monkeypatch.setattr(catalogue, "routing", lambda: less)

    assert "still-visible" not in codes()
    assert "hate-to-security" in codes()
