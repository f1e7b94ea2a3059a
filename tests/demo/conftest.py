"""The two databases a portal runs on."""

import pytest

from tests.faults.conftest import postgres as postgres
from tests.faults.conftest import postgres_template as postgres_template
from tests.faults.conftest import sqlite as sqlite
from tests.faults.installation import Installation


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def portal(request: pytest.FixtureRequest) -> Installation:
    """An empty portal of its own, on SQLite and on PostgreSQL."""
    found: Installation = request.getfixturevalue(request.param)
    return found
