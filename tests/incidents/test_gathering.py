"""Which cases an incident gathers: each once, as it was read, open, and for a reason of the list."""

import pytest

from reporting.cases import actions as cases
from reporting.cases.refusals import CaseIsClosed, NotInYourQueues
from reporting.incidents import actions as incidents
from reporting.incidents.models import Incident, IncidentCase
from reporting.incidents.offers import for_case
from reporting.incidents.refusals import HasAnOpenIncident, IncidentIsClosed, UnknownChoice
from reporting.refusals import SomebodyElseWasFirst
from tests.makers import AT, file_report, fresh, make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return make_actor("team_lead")


def test_of_two_who_open_an_incident_for_a_case_at_once_one_is_told_so(lead):
    case = file_report().case
    first, second = fresh(case), fresh(case)

    incidents.open_incident(case=first, by=lead, at=AT)
    with pytest.raises((SomebodyElseWasFirst, HasAnOpenIncident)):
        incidents.open_incident(case=second, by=make_actor("triager"), at=AT)

    assert Incident.objects.count() == IncidentCase.objects.count() == 1


def test_who_read_the_case_before_it_joined_is_told_that_somebody_was_first(lead):
    incident = incidents.open_incident(case=file_report().case, by=lead, at=AT)
    other = incidents.open_incident(case=file_report().case, by=lead, at=AT)
    case = file_report().case
    first, second = fresh(case), fresh(case)
    incidents.add_case(incident=incident, case=first, because="same_cause", by=lead, at=AT)

    with pytest.raises(SomebodyElseWasFirst):
        incidents.add_case(incident=other, case=second, because="same_cause", by=lead, at=AT)

    assert case.incident_links.count() == 1


def test_a_second_incident_for_a_case_is_refused_with_the_number_of_the_first(lead):
    case = file_report().case
    incident = incidents.open_incident(case=case, by=lead, at=AT)

    offered = for_case(fresh(case), by=lead)["open_incident"]
    with pytest.raises(HasAnOpenIncident) as refused:
        incidents.open_incident(case=fresh(case), by=lead, at=AT)

    assert incident.number in str(refused.value.words)
    assert offered is not None and offered.words == refused.value.words
    assert Incident.objects.count() == 1


def test_when_its_incident_is_closed_a_case_that_was_opened_again_gets_a_new_one(lead):
    case = file_report().case
    incidents.close(incident=incidents.open_incident(case=case, by=lead, at=AT), reason="not_ours", by=lead, at=AT)
    case = cases.reopen(case=fresh(case), because="staff", by=lead, at=AT)

    made = incidents.open_incident(case=case, by=lead, at=AT)

    assert made.state == "open"


def test_a_closed_case_neither_opens_nor_joins_an_incident(lead):
    incident = incidents.open_incident(case=file_report().case, by=lead, at=AT)
    case = cases.close(case=file_report().case, reason="not_harmful", by=lead, at=AT)

    with pytest.raises(CaseIsClosed):
        incidents.open_incident(case=case, by=lead, at=AT)
    with pytest.raises(CaseIsClosed):
        incidents.add_case(incident=incident, case=case, because="same_cause", by=lead, at=AT)

    assert isinstance(for_case(case, by=lead)["open_incident"], CaseIsClosed)
    assert isinstance(for_case(case, by=lead)["join"], CaseIsClosed)
    assert not case.incident_links.exists()


def test_nothing_joins_a_closed_incident(lead):
    incident = incidents.open_incident(case=file_report().case, by=lead, at=AT)
    incidents.close(incident=incident, reason="not_ours", by=lead, at=AT)
    case = file_report().case

    with pytest.raises(IncidentIsClosed):
        incidents.add_case(incident=incident, case=case, because="same_cause", by=lead, at=AT)

    assert not case.incident_links.exists()


@pytest.mark.parametrize("because", ["first", "", "the weather"])
def test_a_case_joins_for_a_reason_of_the_list_and_never_as_the_first(lead, because):
    incident = incidents.open_incident(case=file_report().case, by=lead, at=AT)
    case = file_report().case

    with pytest.raises(UnknownChoice) as refused:
        incidents.add_case(incident=incident, case=case, because=because, by=lead, at=AT)

    assert refused.value.field == "because"
    assert not case.incident_links.exists()


def test_whose_queue_it_is_not_opens_no_incident_for_a_case():
    case = file_report(category="child-sexual", subcategory="image-video").case

    with pytest.raises(NotInYourQueues):
        incidents.open_incident(case=case, by=make_actor("triager"), at=AT)

    assert not Incident.objects.exists()
