"""Servers of a test's own that keep and log as much as they can: PostgreSQL with every statement, Redis with both of its dumps."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.faults.installation import Process, Redis, listens, wait_until
from tests.services import postgres_programs
from tests.webhooks.receivers import free_port

SAYS_ALL = {
    "log_statement": "all",
    "log_min_error_statement": "debug5",
    "log_min_messages": "debug1",
    "log_min_duration_statement": "0",
    "log_error_verbosity": "verbose",
    "log_parameter_max_length": "-1",
    "log_parameter_max_length_on_error": "-1",
    "log_connections": "on",
    "wal_level": "logical",
    "fsync": "off",
    "unix_socket_directories": "",
}


class KeepingRedis(Redis):
    """Writes its snapshot and its log of commands to disk."""

    keeps = ("--save", "1 1", "--appendonly", "yes", "--appendfsync", "always", "--loglevel", "debug")


@contextmanager
def talkative_postgres() -> Iterator[tuple[str, Path]]:
    """The URL of an empty database, and the folder with all that its server writes."""
    folder = Path(tempfile.mkdtemp(prefix="portal-postgres-"))
    as_owner = _owner_of(folder)
    subprocess.run(
        [*as_owner, postgres_programs() / "initdb", "-U", "portal", "-A", "trust", folder / "kept"], check=True, capture_output=True
    )
    port, settings = free_port(), [word for name, value in SAYS_ALL.items() for word in ("-c", f"{name}={value}")]
    command = [*as_owner, postgres_programs() / "postgres", "-D", folder / "kept", "-h", "127.0.0.1", "-p", str(port), *settings]
    server = Process([str(word) for word in command], os.environ, folder / "server.log")
    try:
        wait_until(lambda: answers(port), why=f"PostgreSQL did not start; see {folder}/server.log")
        yield f"postgres://portal@127.0.0.1:{port}/postgres", folder
    finally:
        server.kill()
        shutil.rmtree(folder)


def answers(port: int) -> bool:
    if not listens(port):
        return False
    try:
        psycopg.connect(host="127.0.0.1", port=port, user="portal", dbname="postgres").close()
    except psycopg.OperationalError:
        return False
    return True


def _owner_of(folder: Path) -> tuple[str, ...]:
    """PostgreSQL does not run as root: what goes before its commands, the folder being given to its user."""
    if os.geteuid():
        return ()
    shutil.chown(folder, "postgres", "postgres")
    return ("runuser", "-u", "postgres", "--")
