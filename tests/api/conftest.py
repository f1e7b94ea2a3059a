"""A platform's program, a stranger's, and a case and incident to work on."""

import pytest

from reporting.incidents import actions as incidents
from tests.api.calling import Program, program_of
from tests.makers import AT, Reported, file_report, make_actor


@pytest.fixture
def anyone(db) -> Program:
    return Program()


@pytest.fixture
def lumen(db) -> Program:
    return program_of("lumen")


@pytest.fixture
def stranger(db) -> Program:
    return program_of("other-ai")


@pytest.fixture
def reported(db) -> Reported:
    return file_report(request_id="req-81", happened_at="2026-11-20T10:00+00:00", happened_precision="exact", model="Lumen 4")


@pytest.fixture
def lead(db):
    return make_actor("team_lead")


@pytest.fixture
def incident(reported, lead):
    opened = incidents.open_incident(case=reported.case, by=lead, at=AT)
    return incidents.notify(incident=opened, by=lead, at=AT)
