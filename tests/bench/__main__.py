"""Runs everything in one go and prints the table: `make bench`, or `python -m tests.bench SECONDS`."""

import os
import sys
import tempfile

import django

os.environ.setdefault("PORTAL_TEST_FOLDER", tempfile.mkdtemp(prefix="portal-bench-"))
import tests.keys  # noqa: F401 - keys and folders before any setting is read

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

import asyncio  # noqa: E402
import json  # noqa: E402
from pathlib import Path  # noqa: E402

from reporting.sealing import case_keys  # noqa: E402
from tests.bench import guard, keys  # noqa: E402
from tests.bench.load import Act, Figures, Line, drive, fill_form  # noqa: E402
from tests.faults.installation import Installation, Server, postgres_database, postgres_with_tables  # noqa: E402
from tests.faults.reporters import account, body_of  # noqa: E402

SECONDS = float(sys.argv[1]) if sys.argv[1:] else 10.0
SERVER_CORE, LOAD_CORE = "0", {1}
CLIENTS = (1, 8, 32)
LINE = "{:<34}{:>8}{:>12}{:>10}{:>10}{:>12}   {}"


async def file_report(line: Line) -> None:
    body = json.dumps(body_of(case_keys.new_case_key(), account(0))).encode()
    status, text = await line.ask("POST", "/api/v1/reports", body, "application/json")
    assert status == 201, text


def cpu_seconds(pid: int) -> float:
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def measured(server: Server, clients: int, act: Act) -> tuple[Figures, float]:
    """The figures, and the server's milliseconds of processor a thing done."""
    before = cpu_seconds(server.pid)
    figures = asyncio.run(drive(server.port, clients, SECONDS, act))
    return figures, (cpu_seconds(server.pid) - before) * 1000 / figures.done


def show(what: str, clients: int, figures: Figures, cpu: float, beside: str = "") -> None:
    p50, p99 = f"{figures.percentile(0.5):.1f}", f"{figures.percentile(0.99):.1f}"
    print(LINE.format(what, clients, f"{figures.per_second:.0f}", p50, p99, f"{cpu:.2f}", beside), flush=True)


def serve(installation: Installation, settings: str = "portal.settings") -> Server:
    installation.environment["DJANGO_SETTINGS_MODULE"] = settings
    server = installation.serve(before=("taskset", "-c", SERVER_CORE)).wait()
    asyncio.run(drive(server.port, 8, 1.0, file_report))
    return server


def run(installation: Installation) -> None:
    print(LINE.format("what", "clients", "a second", "p50 ms", "p99 ms", "CPU ms", "bar"))
    raw = float(installation.python("-m", "tests.bench.raw", "8", str(SECONDS)))
    print(LINE.format("five rows by psycopg alone", 8, f"{raw:.0f}", "", "", "", ""), flush=True)
    bare = serve(installation, "tests.bench.bare_settings")
    floor = {}
    for clients in CLIENTS:
        floor[clients], cpu = measured(bare, clients, file_report)
        show("bare view, five ORM inserts", clients, floor[clients], cpu)
    bare.kill()
    portal = serve(installation)
    for clients in CLIENTS:
        figures, cpu = measured(portal, clients, file_report)
        share = figures.per_second / floor[clients].per_second
        bars = {8: f"{share:.0%} of the bare view (bar 45 %), bar 300/s", 32: "bar p99 150 ms"}
        show("POST /api/v1/reports", clients, figures, cpu, bars.get(clients, ""))
    for clients in CLIENTS:
        figures, cpu = measured(portal, clients, fill_form)
        show("the whole form, by page", clients, figures, cpu, {8: "bar 60/s, page p99 50 ms"}.get(clients, ""))


if __name__ == "__main__":
    os.sched_setaffinity(0, LOAD_CORE)
    guard.table()
    with (
        postgres_with_tables() as like,
        postgres_database(like=like) as url,
        tempfile.TemporaryDirectory() as folder,
        Installation(Path(folder), database_url=url) as installation,
    ):
        installation.platform()
        run(installation)
        keys.run(installation)
