"""C-02: the whole requests of the guard's cases against nginx as the sample sets it, before real web processes in production mode."""

import http.client
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path

import pytest

from reporting.sealing import case_keys
from tests.api.test_requests import ASKED_OF_THE_FORM, CASES, NOISE, body_of, reasons_in, request_of
from tests.deploy.watch import Watch
from tests.deploy.web_server import HOST, WebServer
from tests.faults.installation import Installation, on_sqlite
from tests.faults.reporters import CLIENT_SECONDS, account
from tests.faults.reporters import body_of as report_of

pytestmark = [pytest.mark.nginx]
ADDRESS = "127.0.0.1"
SPILLS = {"client_body_buffer_size 64k;": "client_body_buffer_size 1k;"}


@dataclass(frozen=True)
class Site:
    """Web server and web processes of one installation."""

    installation: Installation
    front: WebServer
    folders: tuple[Path, ...]

    def answer(self, raw: bytes) -> tuple[int, str, str]:
        """Send these bytes over TLS; status, media type and body of the answer."""
        plain = socket.create_connection((ADDRESS, self.front.port), timeout=CLIENT_SECONDS)
        with plain, self.front.trust.wrap_socket(plain, server_hostname=HOST) as line:
            with suppress(ConnectionError):  # it may answer and hang up before everything was sent
                line.sendall(raw)
            answered = HTTPResponse(line)
            answered.begin()
            return answered.status, answered.headers.get_content_type(), answered.read().decode()

    @property
    def logs(self) -> str:
        return self.installation.logs() + self.front.log.read_text()


def _for_address(site: Site):
    """As `trust`, for a client that only knows the address."""
    trust = site.front.trust
    trust.check_hostname = False
    return trust


def in_production(folder: Path) -> dict[str, str]:
    """Settings as docs/how-to/run-in-production.md gives them."""
    keys = {f"{name.upper()}_FILE": str(folder / "keys" / name) for name in ("secret_key", "log_signing_key", "sealing_keys")}
    return {**keys, "DEMONSTRATION": "0", "ALLOWED_HOSTS": HOST, "PUBLIC_URL": f"https://{HOST}", "BEHIND_PROXY": "1"}


@contextmanager
def site_in(folder: Path, **changes: str) -> Iterator[Site]:
    with on_sqlite(folder, settings=in_production(folder)) as installation:
        web = (installation.serve().wait(), installation.serve().wait())
        front = WebServer(folder / "nginx", (web[0].port, web[1].port), **changes)
        installation.processes.append(front)
        yield Site(installation, front, (folder / "tmp", folder / "nginx" / "bodies", folder / "nginx" / "answers"))


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Site]:
    with site_in(tmp_path_factory.mktemp("site")) as started:
        yield started


def asked_of(site: Site, raw: bytes) -> tuple[tuple[int, str, str], list[str]]:
    """The answer, and every file that was made meanwhile."""
    with Watch(*site.folders) as watch:
        return site.answer(raw.replace(b"Host: 127.0.0.1", f"Host: {HOST}".encode())), watch.seen()


@pytest.mark.parametrize("case", [case for case in CASES if case["id"] not in ASKED_OF_THE_FORM], ids=lambda case: case["id"])
def test_a_whole_request_is_refused_behind_the_web_server_too_and_touches_no_disk(site, case):
    (status, media_type, body), made = asked_of(site, request_of(case))

    assert status in case["expect_status"]
    assert case["reason"] in reasons_in(media_type, body) or media_type != "application/problem+json"
    assert made == []
    for trace in (body_of(case)[:40].decode("latin-1"), NOISE[:40], "Traceback", "RecursionError"):
        assert trace not in site.logs


def test_the_same_form_field_twice_is_refused_behind_the_web_server_too(site):
    (case,) = [case for case in CASES if case["id"] in ASKED_OF_THE_FORM]

    (status, _, _), made = asked_of(site, request_of(case))

    assert status in case["expect_status"]
    assert made == []


def report(**more: object) -> bytes:
    body = json.dumps(report_of(case_keys.new_case_key(), account(1), **more)).encode()
    head = f"POST /api/v1/reports HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def test_an_honest_report_comes_through_and_touches_no_disk_but_the_databases(site):
    (status, _, body), made = asked_of(site, report())

    assert status == 201, body
    assert made == []


def test_the_largest_body_that_is_read_touches_no_disk(site):
    (status, _, _), made = asked_of(site, report(expected="x" * 60_000))

    assert status == 422
    assert made == []


def test_with_a_smaller_buffer_the_watch_sees_the_body_on_disk(tmp_path):
    with site_in(tmp_path, **SPILLS) as site:
        _, made = asked_of(site, report(expected="x" * 60_000))

    assert made


def test_pages_are_only_given_over_tls_and_say_so(site):
    line = http.client.HTTPSConnection(ADDRESS, site.front.port, timeout=CLIENT_SECONDS, context=_for_address(site))
    line.request("GET", "/", headers={"Host": HOST})
    answer = line.getresponse()

    assert answer.status == 200
    assert "max-age=" in answer.headers["Strict-Transport-Security"]
    assert "nginx/" not in (answer.headers["Server"] or "")
    assert "Secure" in answer.headers.get("Set-Cookie", "Secure")


def test_no_log_of_web_server_or_portal_holds_an_address(site):
    for path in ("/", "/no-such-page", "/case/", f"/?x={NOISE}"):
        site.answer(f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
    site.answer(b"nonsense\r\n\r\n")

    assert '"request"' in site.logs
    assert ADDRESS not in site.logs
    assert NOISE[:40] not in site.logs
    assert (site.front.folder / "log").read_text() == ""
