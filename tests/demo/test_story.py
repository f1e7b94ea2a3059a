"""The demonstration story: every queue, every state, every outcome, told once, at whatever hour `up` is started."""

from datetime import timedelta

import pytest
from django.db import transaction

from reporting import jobs
from reporting.access.models import Approval
from reporting.audit.models import AuditEntry
from reporting.audit.trail import first_break
from reporting.cases.kinds import CaseState, Queue
from reporting.cases.models import Case, CaseEvent
from reporting.clocks.kinds import ClockKind
from reporting.clocks.models import Clock
from reporting.demo import people, telling
from reporting.incidents.kinds import IncidentState
from reporting.incidents.models import Incident
from reporting.mailbox import queries as mailboxes
from reporting.mailbox.models import Message
from reporting.sealing import actions as sealing
from reporting.webhooks.kinds import DeliveryState
from reporting.webhooks.models import Attempt, Delivery, Endpoint
from tests.makers import AT

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def key(django_db_setup, django_db_blocker):
    """The story told once for the tests from here on, which only read it, and gone afterwards; its key for visitors."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield telling.tell(now=AT)
        transaction.set_rollback(True)


def missing_in_the_story():
    """Everything a tour should be able to show and cannot."""
    shown = {
        "queue": (Queue.values, Case.objects.values_list("queue", flat=True)),
        "state": (CaseState.values, Case.objects.values_list("state", flat=True)),
        "incident": (IncidentState.values, Incident.objects.values_list("state", flat=True)),
        "overdue": (ClockKind.values, Clock.objects.filter(state="breached").values_list("kind", flat=True)),
        "delivery": (set(DeliveryState.values) - {DeliveryState.DUE}, Delivery.objects.values_list("state", flat=True)),
        "conversation": (("en", "es", "de"), Message.objects.values_list("mailbox__case__report__language", flat=True)),
        "approval": (("asked", "approved"), Approval.objects.values_list("state", flat=True)),
        "privacy": (set(CaseState.values) - {CaseState.CONFIRMING}, Case.objects.filter(queue="privacy").values_list("state", flat=True)),
    }
    return {what: set(wanted) - set(found) for what, (wanted, found) in shown.items() if set(wanted) - set(found)}


@pytest.mark.parametrize("hour", [3, 22])
def test_the_story_shows_everything_at_any_hour(hour):
    telling.tell(now=AT.replace(hour=hour))

    assert missing_in_the_story() == {}
    assert first_break() == ""


def test_the_story_is_told_once_and_a_crowd_does_not_stand_for_it():
    people.welcome(now=AT)
    assert not telling.was_told()

    telling.tell(now=AT)

    assert telling.was_told()
    assert AuditEntry.objects.filter(event=telling.TOLD).count() == 1


def test_the_key_for_visitors_opens_a_mailbox_with_something_to_answer(key):
    box = mailboxes.opened_by(key)

    assert box.case.state == CaseState.CONFIRMING
    assert {message.sender for message in box.messages.all()} == {"staff", "reporter", "platform"}


def test_twelve_reports_within_an_hour_are_one_incident(key):
    surge = max(Incident.objects.all(), key=lambda incident: incident.links.count())
    filed = [link.case.opened_at for link in surge.links.all()]
    assert len(filed) == 12
    assert max(filed) - min(filed) <= timedelta(hours=1)


def test_nothing_of_the_story_is_ever_sent(key):
    tries = Attempt.objects.count()

    assert jobs.run("webhooks.deliver") == 0
    assert not Endpoint.objects.filter(state="active").exists()
    assert not Delivery.objects.filter(state=DeliveryState.DUE).exists()
    assert Attempt.objects.filter(status=None).exists()
    assert Attempt.objects.count() == tries


def test_people_work_by_day_and_several_do(key):
    by_staff = CaseEvent.objects.filter(by_kind="staff", at__lt=AT - timedelta(days=1))
    assert {event.at.hour for event in by_staff} <= set(range(8, 19))
    assert len(set(by_staff.values_list("by_ref", flat=True))) >= 7


def test_everybodys_words_open(key):
    desk = people.desk()

    for case in Case.objects.select_related("report__envelope", "mailbox").filter(report__envelope__destroyed_at=None):
        key = sealing.unlock_for_queue(envelope=case.report.envelope)
        assert all(line.text for line in mailboxes.lines(case.mailbox, key, for_reporter=False))
        assert desk[case.queue]
