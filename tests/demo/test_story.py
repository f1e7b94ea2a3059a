"""The demonstration story: every queue, every state, everything in it opens, told once."""

import pytest

from reporting import clock, jobs
from reporting.cases.kinds import CaseState, Queue
from reporting.cases.models import Case
from reporting.demo import telling
from reporting.incidents.kinds import IncidentState
from reporting.incidents.models import Incident
from reporting.mailbox import queries as mailboxes

pytestmark = pytest.mark.django_db


def test_the_story_has_every_queue_and_every_state_and_its_key_opens_a_case():
    key = telling.tell(now=clock.now())
    jobs.run("incidents.tell")

    assert set(Case.objects.values_list("queue", flat=True)) == set(Queue.values)
    assert set(Case.objects.values_list("state", flat=True)) == set(CaseState.values)
    assert set(Incident.objects.values_list("state", flat=True)) >= set(IncidentState.values) - {IncidentState.OPEN}
    assert mailboxes.opened_by(key).case.state == CaseState.CONFIRMING
    assert telling.was_told()
