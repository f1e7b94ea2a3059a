"""Web processes are killed while reports come in (R-01): what was acknowledged is there, once."""

import random

import pytest

from tests.faults.conftest import require_kept, size
from tests.faults.reporters import send_many

pytestmark = pytest.mark.faults


def test_no_acknowledged_report_is_lost_when_web_processes_are_killed(installation, oracle):
    reports, kills = size(300, 2_000), size(4, 20)
    servers = [installation.serve(), installation.serve()]
    for server in servers:
        server.wait()

    def kill_now_and_then():
        for kill in range(1, kills + 1):
            oracle.wait_for(kill * reports // (kills + 1))
            victim = random.choice(servers)
            victim.kill()
            victim.start()

    send_many([server.port for server in servers], reports, oracle, meanwhile=kill_now_and_then)

    assert len(oracle.promises) == reports
    require_kept(installation, oracle)


def test_everything_killed_at_once_keeps_its_promises(sqlite, oracle):
    reports = size(100, 1_000)
    servers = [sqlite.serve().wait(), sqlite.serve().wait()]
    everything = [*servers, sqlite.work()]

    def cut_the_power():
        oracle.wait_for(reports // 2)
        for process in everything:
            process.kill()
        for process in everything:
            process.start()

    send_many([server.port for server in servers], reports, oracle, meanwhile=cut_the_power)

    require_kept(sqlite, oracle)
