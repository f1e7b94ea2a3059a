"""The portal as a process of its own on a free port, with its own database, temporary folder and log."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path

from django.conf import settings

from portal.up import make_keys, stop


@dataclass(frozen=True, slots=True)
class Server:
    """Where it listens, and what it left behind."""

    port: int
    folder: Path

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()

    @property
    def temporary(self) -> list[str]:
        return sorted(str(path) for path in (self.folder / "tmp").rglob("*"))

    def answer(self, raw: bytes) -> tuple[int, str, str]:
        """Send these bytes on a connection of their own; status, media type and body of the answer."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as line:
            with suppress(ConnectionError):  # it may answer and hang up before everything was sent
                line.sendall(raw)
            answered = HTTPResponse(line)
            answered.begin()
            return answered.status, answered.headers.get_content_type(), answered.read().decode()


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Migrate and serve until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "tmp").mkdir()
    make_keys(folder)
    database = f"sqlite:///{folder / 'portal.sqlite3'}"
    environment = {
        **os.environ,
        "PORTAL_VAR": str(folder),
        "SEALING_KEYS_FILE": str(folder / "keys" / "sealing_keys"),
        "DATABASE_URL": database,
    }
    environment |= {"TMPDIR": str(folder / "tmp"), "PORT": str(port), "DEMONSTRATION": "1"}
    manage = [sys.executable, str(Path(settings.ROOT) / "manage.py")]
    subprocess.run([*manage, "migrate", "--verbosity", "0"], env=environment, check=True)
    with (folder / "log").open("w") as log:
        child = subprocess.Popen([*manage, "serve"], env=environment, stdout=log, stderr=log)
        try:
            _wait_for(port, child)
            yield Server(port, folder)
        finally:
            stop([child])


def _wait_for(port: int, child: subprocess.Popen) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and child.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            continue
    raise AssertionError("The server did not start.")
