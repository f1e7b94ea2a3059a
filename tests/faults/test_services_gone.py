"""The disk is full, or the database is gone (R-13, R-03): "not received", never half a case, and all is well again by itself."""

import resource
import signal

import psycopg
import pytest

from reporting.sealing import case_keys
from tests.faults.browser import Browser
from tests.faults.conftest import require_kept, size
from tests.faults.form import TOKEN
from tests.faults.installation import POSTGRES
from tests.faults.reporters import account, body_of, post, send, send_many

pytestmark = pytest.mark.faults


def limit_files(pid: int, most: int) -> None:
    """No file of this process may grow beyond so many bytes: to it the disk is full."""
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


def require_not_received(port: int) -> None:
    answer = post(port, body_of(case_keys.new_case_key(), account(0)))

    assert answer.status == 503
    assert b"not received" in answer.body.lower() or b"was not" in answer.body.lower()
    assert b"case_number" not in answer.body


def test_a_full_disk_says_not_received_and_mends_itself(sqlite, oracle):
    sqlite.platform()
    server = sqlite.serve().wait()
    send_many([server.port], 10, oracle)
    browser = Browser(server.port)
    page = browser.until_check()

    limit_files(server.pid, 4096)
    for _ in range(5):
        require_not_received(server.port)
    assert browser.ask({"do": "send", "csrfmiddlewaretoken": TOKEN.search(page)[1]}).status == 503
    limit_files(server.pid, resource.RLIM_INFINITY)

    send_many([server.port], 10, oracle)
    require_kept(sqlite, oracle)


@pytest.mark.postgres
def test_a_lost_database_says_not_received_and_mends_itself(postgres, oracle):
    server = postgres.serve().wait()
    send_many([server.port], 10, oracle)

    with database_closed(postgres):
        for _ in range(5):
            require_not_received(server.port)

    send_many([server.port], 10, oracle)
    require_kept(postgres, oracle)


@pytest.mark.postgres
def test_connections_cut_while_reports_come_in_lose_nothing(postgres, oracle):
    reports, cuts = size(200, 2_000), size(10, 100)
    servers = [postgres.serve().wait()]

    def cut_now_and_then():
        for cut in range(1, cuts + 1):
            oracle.wait_for(cut * reports // (cuts + 1))
            end_connections(postgres)

    send_many([server.port for server in servers], reports, oracle, meanwhile=cut_now_and_then)

    require_kept(postgres, oracle)


def test_a_server_that_is_asked_to_stop_breaks_no_promise(sqlite, oracle):
    servers = [sqlite.serve().wait(), sqlite.serve().wait()]

    def stop_one():
        oracle.wait_for(30)
        servers[0].send(signal.SIGTERM)

    send_many([server.port for server in servers], 80, oracle, meanwhile=stop_one)

    assert len({promise.key for promise in oracle.promises}) == 80
    send([servers[1].port], account(81), oracle)
    require_kept(sqlite, oracle)


def end_connections(installation) -> None:
    """Cut every line to this database, in the middle of whatever it does."""
    name = installation.database_url.rpartition("/")[2]
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])


class database_closed:
    """Nobody may connect, and whoever was connected no longer is."""

    def __init__(self, installation) -> None:
        self.installation = installation
        self.name = installation.database_url.rpartition("/")[2]

    def __enter__(self) -> None:
        self._allow(False)
        end_connections(self.installation)

    def __exit__(self, *_: object) -> None:
        self._allow(True)

    def _allow(self, may: bool) -> None:
        with psycopg.connect(POSTGRES, autocommit=True) as server:
            server.execute(f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS {may}")
