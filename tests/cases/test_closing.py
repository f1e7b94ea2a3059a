"""How a case ends: what its reporter reads then is true."""

import pytest

from reporting.cases import actions as cases
from reporting.cases.kinds import CloseReason
from reporting.cases.refusals import FixedWithItsIncident
from tests.makers import AT, HOUSE, file_report, fresh, make_actor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["team_lead", "safety_officer"])
def test_staff_cannot_say_that_it_was_fixed_without_an_incident(role):
    case = file_report().case

    with pytest.raises(FixedWithItsIncident) as refused:
        cases.close(case=case, reason="fixed", by=make_actor(role), at=AT)

    assert refused.value.field == "reason"
    assert (fresh(case).state, fresh(case).close_reason) == ("received", "")


def test_no_job_but_the_closing_of_an_incident_says_so_either():
    case = file_report().case

    with pytest.raises(FixedWithItsIncident):
        cases.close(case=case, reason="fixed", by=HOUSE, at=AT)

    assert fresh(case).state == "received"


@pytest.mark.parametrize("reason", [reason for reason in CloseReason.values if reason != "fixed"])
def test_every_other_reason_closes_a_case(reason):
    case = cases.close(case=file_report().case, reason=reason, by=make_actor("team_lead"), at=AT)

    assert (fresh(case).state, fresh(case).close_reason) == ("closed", reason)
