"""Who may take a case: anybody of its queue while nobody has it; from a colleague, only who gives cases to people."""

import pytest

from reporting.access import actions as access
from reporting.access import queries as members
from reporting.cases import actions as cases
from reporting.cases.offers import offers
from reporting.cases.refusals import HeldByAColleague, QueueNeeded, ReasonNeeded
from tests.makers import AT, HOUSE, file_report, fresh, make_actor, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    noor = make_member("triager", name="Noor")
    return cases.claim(case=file_report().case, by=members.actor_for(noor), at=AT)


@pytest.mark.parametrize(("role", "may"), [("triager", False), ("safety_officer", False), ("team_lead", True)])
def test_who_may_take_a_case_from_a_colleague(held, role, may):
    by = make_actor(role)
    offered = offers(fresh(held), by=by, at=AT)["claim"]

    if may:
        assert offered is None
        assert str(cases.claim(case=fresh(held), by=by, at=AT).assignee_id) == by.ref
    else:
        with pytest.raises(HeldByAColleague) as refused:
            cases.claim(case=fresh(held), by=by, at=AT)
        assert "Noor" in str(refused.value.words) and offered is not None and offered.words == refused.value.words
        assert fresh(held).assignee.display_name == "Noor"


def test_what_somebody_who_left_still_holds_may_be_taken(held):
    access.deactivate(member=held.assignee, by=HOUSE, at=AT)
    by = make_actor("triager")

    assert str(cases.claim(case=fresh(held), by=by, at=AT).assignee_id) == by.ref


def test_moving_without_a_queue_and_without_a_reason_names_the_field_that_is_missing():
    case, by = file_report().case, make_actor("triager")

    with pytest.raises(QueueNeeded) as no_queue:
        cases.move(case=case, queue="", reason="danger", by=by, at=AT)
    with pytest.raises(ReasonNeeded) as no_reason:
        cases.move(case=case, queue="legal", reason="", by=by, at=AT)

    assert (no_queue.value.field, no_reason.value.field) == ("queue", "reason")
    assert fresh(case).queue == "trust"
