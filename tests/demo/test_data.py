"""`manage.py demo_data`: many cases at once, which everything else takes for cases like others."""

import json
from collections import Counter
from io import StringIO
from itertools import islice

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count

from reporting.cases.kinds import CaseState, Queue
from reporting.cases.models import Case, CaseEvent
from reporting.clocks.models import Clock
from reporting.demo.crowd import adding, storing
from reporting.incidents.models import Incident
from reporting.receipts.models import Receipt
from tests.makers import AT


def lives(cases):
    """What became of some cases, without their numbers and times."""
    told = []
    for case in cases.prefetch_related("events"):
        codes = [event.code for event in case.events.all()]
        told.append((case.queue, case.state, case.severity, case.close_reason, case.report.category, case.report.language, codes))
    return told


def add(**wanted):
    """All batches of it."""
    return sum(adding.add(now=AT, **wanted), Counter())


def test_it_prints_what_it_stored_and_the_trail_holds_beside_the_story(portal):
    portal.manage("demo_story")

    first = json.loads(portal.manage("demo_data", "--cases", "120", "--seed", "1"))
    second = json.loads(portal.manage("demo_data", "--cases", "80", "--seed", "2"))

    assert (first["cases"], second["cases"]) == (120, 80)
    assert first["receipts"] == first["mailboxes"] == first["leaves"] == first["reports"] == 120
    assert portal.manage("check_trail").startswith("Whole")


def test_every_text_receipt_mailbox_and_page_opens_for_who_may_open_it(portal):
    found = json.loads(portal.python("-m", "tests.demo.looking", "60"))

    assert found == {"mailboxes": 60, "wrong": []}
    assert portal.manage("check_trail").startswith("Whole")


def test_reports_are_taken_while_it_runs(portal):
    portal.manage("demo_data", "--cases", "1")
    adding_many = portal._process("demo-data", "manage.py", "demo_data", "--cases", "900")

    filed = json.loads(portal.python("-m", "tests.faults.writers", "2", "10"))

    assert filed["failed"] == []
    assert adding_many._running.wait() == 0
    assert portal.manage("check_trail").startswith("Whole")


@pytest.mark.django_db
def test_a_crowd_has_every_queue_and_nearly_every_state_over_a_year_and_a_half():
    counts = add(cases=600, seed=1)

    assert counts["cases"] == Case.objects.count() == Receipt.objects.count() == 600
    assert counts["case_events"] == CaseEvent.objects.count()
    assert counts["clocks"] == Clock.objects.count()
    assert counts["incidents"] == Incident.objects.count()
    assert set(Case.objects.values_list("queue", flat=True)) == set(Queue.values)
    assert set(Case.objects.values_list("state", flat=True)) >= set(CaseState.values) - {CaseState.REOPENED, CaseState.CONFIRMING}
    assert len(set(Case.objects.dates("opened_at", "month"))) >= 18
    assert Case.objects.latest("opened_at").opened_at <= AT


@pytest.mark.django_db
def test_the_same_seed_tells_the_same_lives_and_another_seed_others():
    add(cases=60, seed=5)
    before = Case.objects.latest("pk").pk
    add(cases=60, seed=5)
    between = Case.objects.latest("pk").pk
    add(cases=60, seed=6)

    first, second = lives(Case.objects.filter(pk__lte=before)), lives(Case.objects.filter(pk__gt=before, pk__lte=between))
    assert first == second
    assert first != lives(Case.objects.filter(pk__gt=between))


@pytest.mark.django_db
def test_a_stopped_run_goes_on_where_it_stood(monkeypatch):
    monkeypatch.setattr(adding, "BATCH", 20)
    list(islice(adding.add(cases=60, seed=5, now=AT), 1))
    assert Case.objects.count() == 20
    add(cases=60, seed=5, after=20)
    stopped = Case.objects.latest("pk").pk

    add(cases=60, seed=5)

    assert lives(Case.objects.filter(pk__lte=stopped)) == lives(Case.objects.filter(pk__gt=stopped))


@pytest.mark.django_db(transaction=True)
def test_a_batch_that_fails_leaves_nothing(monkeypatch):
    monkeypatch.setattr(storing, "_not_before_the_last", lambda at: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        add(cases=30, seed=1)

    assert not Case.objects.exists()
    assert not Clock.objects.exists()


@pytest.mark.django_db
def test_incidents_gather_cases_of_one_product_and_one_kind():
    add(cases=300, seed=1)

    several = Incident.objects.annotate(size=Count("links")).filter(size__gt=1)

    assert several.exists()
    for incident in several:
        kinds = {(link.case.report.product_id, link.case.report.category) for link in incident.links.all()}
        assert kinds == {(incident.product_id, incident.category)}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--cases", "0"], "--cases must be"),
        (["--cases", "-5"], "--cases must be"),
        (["--cases", "100000000000"], "--cases must be"),
        (["--cases", "many"], "invalid int value"),
        (["--cases", "5", "--seed", "x"], "invalid int value"),
        (["--cases", "5", "--after", "5"], "--after must be"),
        (["--cases", "5", "--after", "-1"], "--after must be"),
        ([], "--cases"),
    ],
)
def test_arguments_that_make_no_sense_are_refused_with_words(arguments, says):
    with pytest.raises(CommandError, match=says):
        call_command("demo_data", *arguments, stdout=StringIO())


def test_invented_cases_are_refused_outside_a_demonstration(settings):
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError, match="DEMONSTRATION=1"):
        call_command("demo_data", "--cases", "5")
