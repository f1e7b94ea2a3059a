"""A portal of its own for one test: keys, a database, web servers, workers and a broker, each a real process that may be killed."""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg

from portal.up import make_keys
from tests.webhooks.receivers import free_port

ROOT = Path(__file__).parents[2]
POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
START_SECONDS = 90
PAUSE = 0.05
OURS = ("DATABASE", "REDIS", "PORTAL", "SEALING", "LOG_SIGNING", "DEMO", "DEBUG", "SECRET", "PUBLIC", "EMAIL", "FACTS", "DJANGO", "PYTEST")


def wait_until(is_so: Callable[[], object], *, seconds: float = START_SECONDS, why: str = "") -> None:
    """Look again and again until it is so; only a generous limit, never a measured time."""
    pause = threading.Event()
    for _ in range(int(seconds / PAUSE)):
        if is_so():
            return
        pause.wait(PAUSE)
    raise AssertionError(why or "it did not come to pass")


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Process:
    """One process in a group of its own, whose output goes to a file."""

    def __init__(self, command: list[str], environment: Mapping[str, str], log: Path) -> None:
        self.command, self.environment, self.log = command, environment, log
        self.start()

    def start(self) -> None:
        with self.log.open("ab") as output:
            self._running = subprocess.Popen(
                self.command, cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
            )

    @property
    def pid(self) -> int:
        return self._running.pid

    def send(self, number: int) -> None:
        """To the whole group, so that a worker's children get it too."""
        if self._running.poll() is None:
            os.killpg(self.pid, number)

    def kill(self) -> None:
        """As when the power fails: no warning, nothing is tidied."""
        self.send(signal.SIGCONT)
        self.send(signal.SIGKILL)
        self._running.wait()

    def freeze(self) -> None:
        self.send(signal.SIGSTOP)

    def thaw(self) -> None:
        self.send(signal.SIGCONT)


class Server(Process):
    """A web process."""

    def __init__(self, port: int, environment: Mapping[str, str], log: Path, before: tuple[str, ...] = ()) -> None:
        self.port = port
        super().__init__([*before, sys.executable, "manage.py", "serve", "--port", str(port)], environment, log)

    def wait(self) -> "Server":
        wait_until(lambda: listens(self.port), why=f"the web process did not start; see {self.log}")
        return self


class Redis(Process):
    """A broker of the test's own."""

    keeps: tuple[str, ...] = ("--save", "", "--appendonly", "no")

    def __init__(self, folder: Path) -> None:
        self.port, self.folder = free_port(), folder
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(folder), *self.keeps]
        super().__init__(["redis-server", *options], os.environ, folder / "redis.log")
        wait_until(lambda: listens(self.port), why="Redis did not start")

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"


class Installation:
    """Everything one operator would run, in one folder. Leaves nothing running behind."""

    def __init__(self, folder: Path, *, database_url: str = "", redis_url: str = "", settings: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.database_url = database_url or f"sqlite:///{folder / 'portal.sqlite3'}"
        self.processes: list[Process] = []
        (folder / "logs").mkdir(parents=True, exist_ok=True)
        (folder / "tmp").mkdir(exist_ok=True)
        make_keys(folder)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        self.environment = kept | {
            "PORTAL_VAR": str(folder),
            "DEMONSTRATION": "1",
            "SEALING_KEYS_FILE": str(folder / "keys" / "sealing_keys"),
            "DATABASE_URL": self.database_url,
            "REDIS_URL": redis_url,
            "REDIS_PREFIX": f"t{secrets.token_hex(4)}",
            "STATIC_ROOT": str(statics()),
            "TMPDIR": str(folder / "tmp"),
            "PYTHONUNBUFFERED": "1",
            **(settings or {}),
        }

    def __enter__(self) -> "Installation":
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.processes:
            process.kill()

    def manage(self, *words: str) -> str:
        return self.python("manage.py", *words)

    def python(self, *words: str, text: str | None = None) -> str:
        """Run Python inside this installation and answer what it printed."""
        done = subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=self.environment, input=text, text=True, capture_output=True, check=False
        )
        with (self.folder / "logs" / "commands.log").open("a") as log:
            log.write(done.stderr)
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout

    def wake(self, job: str) -> None:
        """Have a Celery worker do this job now, as a nudge does."""
        self.python("-c", f"import django; django.setup(); from portal.celery import send; send({job!r})")

    def serve(self, *, before: tuple[str, ...] = ()) -> Server:
        """A web process, not yet answering: call its `wait()`."""
        server = Server(free_port(), self.environment, self._log("web"), before)
        self.processes.append(server)
        return server

    def work(self) -> Process:
        return self._process("work", "manage.py", "work")

    def celery_worker(self, *, loglevel: str = "warning") -> Process:
        words = ("-m", "celery", "-A", "portal.celery", "worker", "--pool", "threads", "--concurrency", "2", "--loglevel", loglevel)
        return self._process("celery-worker", *words, "--without-mingle", "--without-gossip")

    def celery_beat(self) -> Process:
        return self._process("celery-beat", "-m", "celery", "-A", "portal.celery", "beat", "--loglevel", "warning")

    def platform(self, *words: str) -> dict[str, str]:
        """Add a platform with one product, `Example Chat`, and answer its secrets."""
        asked = ("--slug", "example", "--name", "Example", "--product", "Example Chat", "--json", *words)
        return dict(json.loads(self.manage("create_platform", *asked)))

    def logs(self) -> str:
        return "".join(path.read_text(errors="replace") for path in sorted((self.folder / "logs").iterdir()))

    def _process(self, name: str, *words: str) -> Process:
        process = Process([sys.executable, *words], self.environment, self._log(name))
        self.processes.append(process)
        return process

    def _log(self, name: str) -> Path:
        return self.folder / "logs" / f"{name}-{len(self.processes)}.log"


def shared() -> Path:
    """What every installation of this test run may copy, made once however many test processes there are."""
    folder = Path(os.environ["PORTAL_TEST_FOLDER"]) / "faults"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def statics() -> Path:
    return made_once("static", lambda path: _bare("collectstatic", "--no-input", "--verbosity", "0", STATIC_ROOT=str(path)))


def sqlite_with_tables() -> Path:
    """An empty database file with every table."""
    return made_once("empty.sqlite3", lambda path: _bare("migrate", "--no-input", "--verbosity", "0", DATABASE_URL=f"sqlite:///{path}"))


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """The file or folder of this name, finished before anybody sees it."""
    path = shared() / name
    if not path.exists():
        draft = shared() / f"{os.getpid()}-{name}"
        make(draft)
        if path.exists():
            shutil.rmtree(draft, ignore_errors=True)
        else:
            draft.rename(path)
    return path


def _bare(*words: str, **settings: str) -> None:
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=os.environ | settings, check=True, capture_output=True)


def on_sqlite(folder: Path, **choices: object) -> Installation:
    """The embedded default, with tables."""
    shutil.copy(sqlite_with_tables(), folder / "portal.sqlite3")
    return Installation(folder, **choices)  # type: ignore[arg-type]


@contextmanager
def postgres_database(like: str = "template1") -> Iterator[str]:
    """The URL of a database of the test's own, copied from another, gone afterwards."""
    name = f"faults_{secrets.token_hex(4)}"
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
        try:
            yield POSTGRES.rpartition("/")[0] + f"/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def postgres_with_tables() -> Iterator[str]:
    """The name of an empty database with every table, from which others are copied."""
    with postgres_database() as url:
        _bare("migrate", "--no-input", "--verbosity", "0", DATABASE_URL=url)
        yield url.rpartition("/")[2]
