"""Keys rotate and data keys are sealed anew: resumable, safe under kill, and never a report that stops opening."""

import json
import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from portal.up import make_keys
from reporting.sealing import actions, key_making, keyring, queries
from reporting.sealing.key_making import KeyringValues
from reporting.sealing.kinds import QUEUES, DataKey
from reporting.sealing.models import Envelope
from reporting.sealing.refusals import CannotOpen, KeysNotHere

ROOT = Path(__file__).resolve().parent.parent.parent
LONG_AGO = datetime(2020, 5, 4, tzinfo=UTC)


def test_rotating_adds_one_current_key_to_each_queue_and_keeps_the_old(full: KeyringValues, rotated: KeyringValues) -> None:
    before, after = keyring.read(json.dumps(full), role="all"), keyring.read(json.dumps(rotated), role="all")

    for queue in QUEUES:
        assert before.queues[queue].current.name in after.queues[queue].by_name
        assert before.queues[queue].current.name != after.queues[queue].current.name


def test_the_public_part_holds_current_public_keys_and_the_pepper_only(rotated: KeyringValues) -> None:
    public = key_making.public_part(rotated)

    assert set(public) == {"version", "pepper", "queues"}
    for pairs in public["queues"].values():
        assert [set(pair) for pair in pairs] == [{"name", "public", "current"}]


@pytest.mark.django_db
def test_rewrap_moves_every_envelope_to_the_current_key_and_each_opens_as_before(settings: Settings, rotated: KeyringValues) -> None:
    keys = {envelope.name: key for envelope, key in stored(3)}
    settings.SEALING_KEYS = json.dumps(rotated)

    said = rewrap("--batch", "2")

    assert said == {"rewrapped": 15, "by_queue": dict.fromkeys(QUEUES, 3), "left": 0}
    for envelope in Envelope.objects.all():
        assert envelope.queue_key == keyring.current().queues[envelope.queue].current.name
        assert actions.unlock_for_queue(envelope=envelope) == keys[envelope.name]


@pytest.mark.django_db
def test_rewrap_again_finds_nothing_to_do(settings: Settings, rotated: KeyringValues) -> None:
    stored(1)
    settings.SEALING_KEYS = json.dumps(rotated)
    rewrap()

    assert rewrap()["rewrapped"] == 0


@pytest.mark.django_db
def test_rewrap_of_one_queue_leaves_the_others(settings: Settings, rotated: KeyringValues) -> None:
    stored(1)
    settings.SEALING_KEYS = json.dumps(rotated)

    assert rewrap("--queue", "legal")["by_queue"] == {"legal": 1}
    assert queries.under_earlier_keys("trust").count() == 1


@pytest.mark.django_db
def test_what_was_destroyed_is_not_rewrapped(settings: Settings, rotated: KeyringValues) -> None:
    [(envelope, _), *_] = stored(1)
    actions.destroy(envelope=envelope)
    settings.SEALING_KEYS = json.dumps(rotated)

    assert rewrap()["rewrapped"] == 4
    assert Envelope.objects.get(name=envelope.name).is_destroyed


@pytest.mark.django_db
def test_what_we_hold_no_key_for_is_counted_as_left(settings: Settings, rotated: KeyringValues) -> None:
    stored(1)
    settings.SEALING_KEYS = json.dumps(rotated | {"queues": {queue: pairs[-1:] for queue, pairs in rotated["queues"].items()}})

    assert rewrap() == {"rewrapped": 0, "by_queue": dict.fromkeys(QUEUES, 0), "left": 5}


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["rewrap", "rotate", "public", "retire"])
def test_intake_cannot_be_asked_to(verb: str, intake: None) -> None:
    with pytest.raises(CommandError, match="console host"):
        call_command("keys", verb)


@pytest.mark.django_db
def test_only_keys_long_replaced_and_no_longer_used_are_retired(settings: Settings, full: KeyringValues) -> None:
    stored(1)
    settings.SEALING_KEYS = json.dumps(key_making.rotated(full, at=LONG_AGO))

    assert retire() == []

    rewrap()
    assert retire("--days", "10000") == []
    assert retire() == sorted(f"{queue}/{pairs[0]['name']}" for queue, pairs in full["queues"].items())


def test_make_writes_a_keyring_that_is_listed_by_name(tmp_path: Path) -> None:
    path = tmp_path / "keyring.json"

    call_command("keys", "make", "--out", str(path))

    assert keyring.read(path.read_text(), role="all").opens
    with pytest.raises(CommandError, match="exists"):
        call_command("keys", "make", "--out", str(path))


@pytest.mark.django_db
def test_the_list_shows_names_and_counts_and_no_key(full: KeyringValues) -> None:
    stored(2)
    said = StringIO()

    call_command("keys", "list", stdout=said)

    rows = [json.loads(line) for line in said.getvalue().splitlines()]
    assert [row["queue"] for row in rows] == list(QUEUES)
    assert all(row["current"] and row["opens"] and row["cases"] == 2 for row in rows)
    assert full["queues"]["legal"][0]["public"] not in said.getvalue()


class Portal:
    """A portal of its own, with a keyring file and a database, whose commands run as real processes."""

    def __init__(self, folder: Path) -> None:
        self.database, self.keys = folder / "portal.sqlite3", folder / "keyring.json"
        inherited = {name: value for name, value in os.environ.items() if name != "SEALING_KEYS"}
        self.env = inherited | {"SEALING_KEYS_FILE": str(self.keys), "DATABASE_URL": f"sqlite:///{self.database}", "PORTAL_ROLE": "all"}

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.env,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, *arguments: str) -> str:
        process = self.start(*arguments)
        said, complained = process.communicate()
        assert process.returncode == 0, complained
        return said

    def beside(self, code: str) -> str:
        return self.run("manage.py", "shell", "--no-imports", "-c", f"from tests.sealing import filled; {code}")

    def under(self, name: str) -> int:
        with sqlite3.connect(self.database) as connection:
            return int(connection.execute("SELECT count(*) FROM reporting_envelope WHERE queue_key = ?", [name]).fetchone()[0])

    def current(self) -> str:
        return keyring.read(self.keys.read_text(), role="all").queues["trust"].current.name


def test_a_rewrap_killed_midway_is_finished_by_the_next_and_everything_opens(tmp_path: Path, full: KeyringValues) -> None:
    portal = Portal(tmp_path)
    portal.keys.write_text(json.dumps(full))
    portal.keys.chmod(0o600)
    first = portal.current()
    portal.beside("filled.fill(300)")

    portal.run("manage.py", "keys", "rotate")
    killed = portal.start("manage.py", "keys", "rewrap", "--batch", "5")
    assert killed.stderr is not None
    killed.stderr.readline()
    killed.kill()
    killed.communicate()

    assert portal.under(first) + portal.under(portal.current()) == 300
    assert 0 < portal.under(portal.current()) < 300
    said = json.loads(portal.run("manage.py", "keys", "rewrap"))
    assert said["left"] == 0
    assert portal.under(portal.current()) == 300
    assert portal.beside("print(filled.open_all())").strip() == "300"


@pytest.mark.parametrize("verb", ["rotate", "retire"])
def test_without_a_file_nothing_is_changed_or_shown_unless_asked_for(verb: str, full: KeyringValues) -> None:
    shown = StringIO()

    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("keys", verb, stdout=shown, stderr=shown)

    assert not shown.getvalue()


def test_asked_to_print_rotate_shows_the_new_keyring_and_says_it_is_kept_nowhere(full: KeyringValues) -> None:
    shown, said = StringIO(), StringIO()

    call_command("keys", "rotate", "--print", stdout=shown, stderr=said)

    assert len(json.loads(shown.getvalue())["queues"]["legal"]) == 2
    assert "kept nowhere" in said.getvalue()


def test_in_a_demonstration_the_kept_keyring_is_rotated_and_no_key_is_shown(tmp_path: Path) -> None:
    make_keys(tmp_path)
    kept = tmp_path / "keys" / "sealing_keys"
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SEALING_KEYS")}

    told = subprocess.run(
        [sys.executable, "manage.py", "keys", "rotate"],
        cwd=ROOT,
        env=inherited | {"PORTAL_VAR": str(tmp_path), "DEMONSTRATION": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (told.returncode, told.stdout) == (0, ""), told.stderr
    assert [pair["current"] for pair in json.loads(kept.read_text())["queues"]["legal"]] == [False, True]
    assert not any(pair["private"] in told.stderr for pairs in json.loads(kept.read_text())["queues"].values() for pair in pairs)


@pytest.mark.django_db
def test_a_process_from_before_a_rotation_opens_what_was_sealed_after_it(
    settings: Settings, full: KeyringValues, rotated: KeyringValues, tmp_path: Path
) -> None:
    settings.SEALING_KEYS_FILE = str(tmp_path / "keyring.json")
    Path(settings.SEALING_KEYS_FILE).write_text(json.dumps(rotated))
    envelope, key = sealed_elsewhere(settings, full, rotated)

    assert actions.unlock_for_queue(envelope=envelope) == key
    assert keyring.current().queues["trust"].current.name == rotated["queues"]["trust"][-1]["name"]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "{}", "half a keyr"], ids=["empty", "no keyring", "cut"])
def test_a_file_that_is_no_keyring_leaves_a_process_with_the_one_it_has(
    text: str, settings: Settings, full: KeyringValues, rotated: KeyringValues, tmp_path: Path
) -> None:
    settings.SEALING_KEYS_FILE = str(tmp_path / "keyring.json")
    Path(settings.SEALING_KEYS_FILE).write_text(text)
    envelope, _ = sealed_elsewhere(settings, full, rotated)
    [(ours, key), *_] = stored(1)

    with pytest.raises(CannotOpen):
        actions.unlock_for_queue(envelope=envelope)

    assert actions.unlock_for_queue(envelope=ours) == key


@pytest.mark.django_db
def test_an_intake_process_takes_no_key_from_a_file_that_opens_reports(
    settings: Settings, full: KeyringValues, rotated: KeyringValues, tmp_path: Path
) -> None:
    envelope, _ = sealed_elsewhere(settings, full, rotated)
    settings.SEALING_KEYS_FILE = str(tmp_path / "keyring.json")
    Path(settings.SEALING_KEYS_FILE).write_text(json.dumps(rotated))
    settings.SEALING_KEYS, settings.PORTAL_ROLE = json.dumps(key_making.public_part(full)), "intake"

    with pytest.raises(KeysNotHere):
        actions.unlock_for_queue(envelope=envelope)

    assert keyring.pair_named("trust", envelope.queue_key) is None
    assert not keyring.current().opens


def test_a_process_that_runs_while_keys_are_rotated_and_rewrapped_opens_every_case(tmp_path: Path, full: KeyringValues) -> None:
    portal = Portal(tmp_path)
    portal.keys.write_text(json.dumps(full))
    portal.keys.chmod(0o600)
    portal.beside("filled.fill(20)")
    code = "from tests.sealing import filled; print(filled.open_all(), flush=True); input(); print(filled.open_all())"
    running = portal.start("manage.py", "shell", "--no-imports", "-c", code)
    assert running.stdout is not None
    assert running.stdout.readline().strip() == "20"

    portal.run("manage.py", "keys", "rotate")
    portal.run("manage.py", "keys", "rewrap")
    said, complained = running.communicate("\n")

    assert said.strip() == "20", complained
    assert portal.under(portal.current()) == 20


def sealed_elsewhere(settings: Settings, full: KeyringValues, rotated: KeyringValues) -> tuple[Envelope, DataKey]:
    """What another process, which holds the rotated keyring, sealed for the queue trust; then we hold the earlier keyring again."""
    settings.SEALING_KEYS = json.dumps(rotated)
    made = actions.draw_envelope(queue="trust", reporter_public=None)
    settings.SEALING_KEYS = json.dumps(full)
    return made


def stored(each: int) -> list[tuple[Envelope, DataKey]]:
    return [actions.new_envelope(queue=queue, reporter_public=None) for queue in QUEUES for _ in range(each)]


def rewrap(*arguments: str) -> dict[str, object]:
    said = StringIO()
    call_command("keys", "rewrap", *arguments, stdout=said, stderr=StringIO())
    return dict(json.loads(said.getvalue()))


def retire(*arguments: str) -> list[str]:
    said = StringIO()
    call_command("keys", "retire", "--print", *arguments, stdout=StringIO(), stderr=said)
    return list(json.loads(said.getvalue())["retired"])
