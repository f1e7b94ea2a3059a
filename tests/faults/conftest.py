"""Installations to break, and the one question afterwards: was every promise kept?"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.faults.installation import Installation, on_sqlite, postgres_database, postgres_with_tables
from tests.faults.marks import IS_WHOLE
from tests.faults.reporters import Oracle


def size(small: int, whole: int) -> int:
    """The small number in the suite, the whole one in `make faults`."""
    return whole if IS_WHOLE else small


def require_kept(installation: Installation, oracle: Oracle, *, drains: bool = True) -> None:
    """Every acknowledged report is there, once, opens, and its receipt verifies; trail and log are whole."""
    asked = json.dumps({"promises": [asdict(one) for one in oracle.promises], "drains": drains})

    assert json.loads(installation.python("-m", "tests.faults.invariants", text=asked)) == []


@pytest.fixture
def oracle() -> Oracle:
    return Oracle()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Installation]:
    with on_sqlite(tmp_path) as installation:
        yield installation


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    with postgres_with_tables() as name:
        yield name


@pytest.fixture
def postgres(tmp_path: Path, postgres_template: str) -> Iterator[Installation]:
    with postgres_database(like=postgres_template) as url, Installation(tmp_path, database_url=url) as installation:
        yield installation


@pytest.fixture(params=[*(["sqlite"] if IS_WHOLE else []), pytest.param("postgres", marks=pytest.mark.postgres)])
def installation(request: pytest.FixtureRequest) -> Installation:
    """PostgreSQL; in `make faults` the embedded default too."""
    found: Installation = request.getfixturevalue(request.param)
    return found
