"""Several processes at once. A delivering one is killed again and again: every message arrives, duplicates under the same id (R-09)."""

import json
import os
import secrets
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psycopg
import pytest

from tests.webhooks.receivers import Receiver

ROOT = Path(__file__).parents[2]
POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
MESSAGES, KILLS = 200, 3


@pytest.fixture
def postgres_url():
    """A database of its own, gone afterwards."""
    name = f"kills_{secrets.token_hex(4)}"
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield POSTGRES.rpartition("/")[0] + f"/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Counting(Receiver):
    """A receiver that says when so many requests have come."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted, self._reached = 0, threading.Event()

    def wait_for(self, more: int) -> None:
        self._wanted = len(self.arrivals) + more
        self._reached.clear()
        assert self._reached.wait(60)

    async def _receive(self, request):
        answer = await super()._receive(request)
        if len(self.arrivals) >= self._wanted:
            self._reached.set()
        return answer


def start(url, *command):
    environment = os.environ | {"DATABASE_URL": url}
    command = [sys.executable, "-m", "tests.webhooks.delivering", *command]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)


def finish(process):
    output = process.communicate(b"go\n", timeout=120)[0]
    assert process.returncode == 0
    return json.loads(output)


def deliver_under_fire(url):
    with Counting() as receiver:
        preparing = start(url, "prepare", receiver.url, str(MESSAGES))
        *doomed, last = [start(url, "deliver") for _ in range(KILLS + 1)]
        ids = finish(preparing)
        for process in doomed:
            process.stdin.write(b"go\n")
            receiver.wait_for(MESSAGES // (KILLS + 3))
            process.send_signal(signal.SIGKILL)
            process.communicate()
        states = finish(last)

    assert set(receiver.ids) == set(ids)
    assert len(receiver.arrivals) - MESSAGES <= KILLS * 80
    assert len({arrival.body for arrival in receiver.arrivals}) == MESSAGES
    assert states == {"done": MESSAGES}


@pytest.mark.faults
def test_no_message_is_lost_on_sqlite(tmp_path):
    deliver_under_fire(f"sqlite:///{tmp_path / 'kills.sqlite3'}")


@pytest.mark.faults
@pytest.mark.postgres
def test_no_message_is_lost_on_postgresql(postgres_url):
    deliver_under_fire(postgres_url)


@pytest.mark.postgres
def test_two_processes_that_tell_of_one_case_share_its_sequence(postgres_url):
    finish(start(postgres_url, "prepare", "http://127.0.0.1:9/in", "0"))
    rivals = [start(postgres_url, "tell", "100") for _ in range(2)]
    for rival in rivals:
        rival.stdin.write(b"go\n")

    sequences = [number for rival in rivals for number in finish(rival)]

    assert sorted(sequences) == list(range(1, 201))
