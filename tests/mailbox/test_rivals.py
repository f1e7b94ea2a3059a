"""However many write at one moment, on PostgreSQL: the guard reads all together, the limits hold, one answer counts, erased is erased."""

import json

import pytest

from tests.faults.conftest import postgres as postgres
from tests.faults.conftest import postgres_template as postgres_template
from tests.mailbox.rival import ANSWERS, PIECES, SHORT


@pytest.mark.postgres
def test_what_is_written_at_one_moment_is_taken_one_after_another(postgres):
    told = json.loads(postgres.python("-m", "tests.mailbox.rival"))

    assert told["cut"] == {"taken": 1, "content_refused": PIECES - 1}
    assert told["many"] == {"taken": 20, "too_much_written": SHORT - 20}
    assert told["answers"] == {"taken": 1, "nothing_to_answer": ANSWERS - 1}
    assert set(told["erased"]) <= {"taken", "no_such_case_key"}
    assert told["erased state"] == {"closed": 1}
