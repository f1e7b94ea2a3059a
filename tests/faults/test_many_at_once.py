"""Many writers on SQLite, none told "locked" (R-16), and slow clients that hold nobody up (R-17)."""

import json

import pytest

from reporting.sealing import case_keys
from tests.faults.conftest import require_kept, size
from tests.faults.raw_clients import send_half
from tests.faults.reporters import account, body_of, send_many

pytestmark = pytest.mark.faults
HALF_SENT = 500


def test_thirty_two_writers_on_sqlite_are_never_locked_out(sqlite):
    each = size(8, 40)

    told = json.loads(sqlite.python("-m", "tests.faults.writers", "32", str(each)))

    assert told == {"filed": 32 * each, "failed": []}


def test_five_hundred_half_sent_reports_hold_nobody_up(sqlite, oracle):
    server = sqlite.serve().wait()
    lines = [send_half(server.port, body_of(case_keys.new_case_key(), account(0))) for _ in range(HALF_SENT)]

    send_many([server.port], 100, oracle)

    assert len(oracle.promises) == 100
    assert not oracle.refused
    for line in lines:
        line.close()
    require_kept(sqlite, oracle)
