"""C-04: marked words are typed in every field and every layer is made to fail; then nothing an operator keeps may hold one of them in clear."""

import base64
import json
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest

from reporting.guard.kinds import FIELDS
from tests.faults import typists
from tests.faults.installation import Installation, on_sqlite, wait_until
from tests.faults.marks import Marks, require_unseen
from tests.faults.stores import KeepingRedis, talkative_postgres
from tests.faults.typists import DEFECT, Person, Scene
from tests.mailbox.post_office import post_office

pytestmark = pytest.mark.faults
LAYERS_OF_THE_WEB = ("view", "sealing", "template")
TYPED_BESIDES = {"question", "position", "cause", "fix", "verification", "email"}


@dataclass
class Stage:
    """An installation whose layers fail when told to, with a mail server that refuses when told to."""

    installation: Installation
    letters: list[Message]
    breaks: Path
    refuses: list[bool]

    @contextmanager
    def broken(self, layer: str) -> Iterator[None]:
        self.breaks.write_text(layer)
        yield
        self.breaks.write_text("")


@contextmanager
def mail_server() -> Iterator[tuple[int, list[Message], list[bool]]]:
    refuses: list[bool] = []
    with post_office(lambda: bool(refuses)) as (port, letters):
        yield port, letters, refuses


def settings_for(folder: Path, mail_port: int) -> dict[str, str]:
    """The portal's own settings, which nobody made chatty."""
    (folder / "breaks").write_text("")
    return {
        "DJANGO_SETTINGS_MODULE": "tests.faults.broken_settings",
        "BREAKS_HERE": str(folder / "breaks"),
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
    }


@contextmanager
def stage_on_sqlite(folder: Path) -> Iterator[Stage]:
    with mail_server() as (port, letters, refuses), on_sqlite(folder, settings=settings_for(folder, port)) as installation:
        yield Stage(installation, letters, folder / "breaks", refuses)


@contextmanager
def stage_on(folder: Path, database: str, broker: str) -> Iterator[Stage]:
    with mail_server() as (port, letters, refuses):
        settings = settings_for(folder, port)
        with Installation(folder, database_url=database, redis_url=broker, settings=settings) as installation:
            installation.manage("migrate", "--no-input", "--verbosity", "0")
            yield Stage(installation, letters, folder / "breaks", refuses)


def play(stage: Stage) -> Scene:
    """Everybody types everything, with each layer failing on the way. Answers what they saw."""
    installation = stage.installation
    assert "False" in installation.python("-c", "from portal.settings import DEBUG; print(DEBUG)")
    token = installation.platform("--endpoint", "http://127.0.0.1:9/in")["token"]
    made = json.loads(installation.manage("create_staff", "--email", "lead@desk.example", "--roles", "team_lead", "--json"))
    server = installation.serve().wait()
    scene = Scene(server.port, token, Marks())

    stage.refuses.append(True)
    typists.reporter_types(scene)
    staff = typists.staff_of(scene, made)
    typists.staff_types(scene, staff)
    typists.platform_types(scene)
    typists.staff_passes_on(scene, staff)
    typists.reporter_writes(scene)
    for layer in LAYERS_OF_THE_WEB:
        with stage.broken(layer):
            fail_in_the_web(scene, staff, layer)
    fail_in_the_database(installation, scene, server.pid)
    fail_in_the_mail(stage)
    typists.staff_checks(scene, staff)
    installation.manage("drain")
    return scene


def fail_in_the_web(scene: Scene, staff: Person, layer: str) -> None:
    """Everything that holds a text is asked for while this layer fails: a page of ours that says so, or the server's own."""
    marks, case = scene.marks, f"/desk/cases/{scene.number}/"
    token = {"csrfmiddlewaretoken": staff.token}
    asked = [
        scene.report(text=marks.sentence()),
        scene.as_reporter("case/messages", {"text": marks.sentence()}),
        scene.as_platform(f"cases/{scene.number}/questions", {"text": marks.sentence()}),
        scene.as_platform(f"incidents/{scene.incident}/statement", {"text": marks.sentence()}),
        staff.ask({**token, "text": marks.sentence()}, f"{case}note/"),
        staff.ask({**token, "text": marks.sentence(), "kind": "message"}, f"{case}message/"),
    ]
    if layer == "template":
        asked = [staff.ask({**token, "reason": "triage"}, f"{case}text/"), staff.ask({**token, "text": marks.new() * 400}, f"{case}note/")]
    assert {answer.status for answer in asked} <= set(DEFECT), [answer.status for answer in asked]


def fail_in_the_database(installation: Installation, scene: Scene, pid: int) -> None:
    """A constraint is broken in the middle of filing, a column is missing, the disk is full."""
    for harm in ("constraint", "error"):
        installation.python("-m", "tests.faults.sabotage", harm)
        assert scene.report(text=scene.marks.sentence()).status in DEFECT
        installation.python("-m", "tests.faults.sabotage", "mend")
    if "sqlite" in installation.database_url:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
        assert scene.report(text=scene.marks.sentence()).status == 503
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def fail_in_the_mail(stage: Stage) -> None:
    """The mail server does not take the address, and says so with it; the job that writes breaks down; then the letter goes out."""
    notify_until(stage, lambda: "notice not sent" in stage.installation.logs())
    with stage.broken("job"):
        notify_until(stage, lambda: "job failed" in stage.installation.logs())
    stage.refuses.clear()
    notify_until(stage, lambda: stage.letters)


def notify_until(stage: Stage, is_so: Callable[[], object]) -> None:
    """Have notices sent by the worker that this installation has."""
    if stage.installation.environment["REDIS_URL"]:
        stage.installation.wake("mailbox.notify")
    else:
        stage.installation.manage("drain")
    wait_until(is_so)


def files_of(*folders: Path) -> dict[str, bytes]:
    """Databases, journals, logs, temporary files, dumps of the broker: everything but the keys."""
    every = [path for folder in folders for path in folder.rglob("*")]
    return {str(path): path.read_bytes() for path in every if path.is_file() and path.parent.name != "keys"}


def require_nothing_seen(scene: Scene, stage: Stage, kept: dict[str, bytes]) -> None:
    """Neither kept, nor shown with a "no", nor written in a letter but as the address it goes to."""
    letters = {f"letter {number}": letter_without_address(letter) for number, letter in enumerate(stage.letters)}
    require_unseen(scene.marks, {**kept, **scene.told, **letters})
    require_unseen(scene.marks, scene.shown_again, besides=scene.marks.taken)
    assert scene.marks.accepted >= FIELDS.keys() | TYPED_BESIDES
    assert scene.marks.refused >= FIELDS.keys() | TYPED_BESIDES


def letter_without_address(letter: Message) -> bytes:
    del letter["To"]
    return letter.as_bytes()


def test_no_marked_word_is_kept_in_clear_by_the_embedded_default(tmp_path):
    with stage_on_sqlite(tmp_path) as stage:
        stage.installation.work()
        scene = play(stage)

        require_nothing_seen(scene, stage, files_of(tmp_path))


@pytest.mark.postgres_server
@pytest.mark.redis_server
def test_no_marked_word_is_kept_in_clear_by_postgresql_and_redis_that_log_all_they_can(tmp_path):
    redis = KeepingRedis(tmp_path)
    with talkative_postgres() as (url, written), stage_on(tmp_path, url, redis.url) as stage:
        stage.installation.celery_worker(loglevel="debug")
        stage.installation.celery_beat()
        scene = play(stage)
        subprocess.run(["redis-cli", "-p", str(redis.port), "SAVE"], check=True, capture_output=True)
        dump = subprocess.run(["pg_dump", url], check=True, capture_output=True).stdout

        kept = files_of(tmp_path, written)
        assert b"reporting_message" in kept[str(written / "server.log")]
        assert any(name.endswith("dump.rdb") for name in kept) and any("appendonly" in name for name in kept)
        require_nothing_seen(scene, stage, {**kept, "pg_dump": dump})
    redis.kill()


def test_the_search_itself_finds_what_is_there():
    marks = Marks()
    word = marks.new()

    assert marks.found_in(f"INSERT ('{word.upper()}')".encode())
    assert marks.found_in(word.encode().hex().encode())
    assert marks.found_in(base64.b64encode(b"ab" + word.encode() + b" rude"))
    assert not marks.found_in(b"nothing of it")
