"""Two processes at once, on a database of their own, make one chain and one log."""

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.audit.rival import ENTRIES, ROUNDS

ROOT = Path(__file__).parents[2]
POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
RIVALS = 2


@pytest.fixture
def postgres_url():
    """A database of its own, gone afterwards."""
    name = f"rivals_{secrets.token_hex(4)}"
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield POSTGRES.rpartition("/")[0] + f"/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def start(command, url):
    environment = os.environ | {"DATABASE_URL": url}
    return subprocess.Popen([sys.executable, "-m", "tests.audit.rival", command], cwd=ROOT, env=environment, stdout=subprocess.PIPE)


def run(commands, url):
    processes = [start(command, url) for command in commands]
    outputs = [process.communicate()[0] for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes)
    return outputs


def compete(url):
    run(["prepare"], url)
    run(["work"] * RIVALS, url)
    return json.loads(run(["finish"], url)[0])


EXPECTED = {"break": "", "entries": RIVALS * ROUNDS * ENTRIES, "waiting": 0}


def test_on_sqlite(tmp_path):
    assert compete(f"sqlite:///{tmp_path / 'rivals.sqlite3'}") == EXPECTED


@pytest.mark.postgres
def test_on_postgresql(postgres_url):
    assert compete(postgres_url) == EXPECTED
