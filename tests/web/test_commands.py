"""Commands typed in a checkout: beside a running `up`, on a fresh clone, and outside the virtual environment."""

import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.bootstrap import ROOT
from portal.up import make_keys
from tests.receipts.small_log import SmallLog, receipt_in
from tests.web.test_start import OUTSIDE
from tests.webhooks.receivers import free_port

PRODUCTION_VALUES = {"SECRET_KEY": "k" * 49, "DATABASE_URL": "sqlite:////nowhere/portal.sqlite3", **OUTSIDE}


def in_folder(folder: Path, **settings: str) -> dict[str, str]:
    """What somebody's shell holds who set nothing for the portal."""
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "PORTAL_VAR": str(folder), **settings}


def typed(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=in_folder(folder, **settings), capture_output=True, text=True, check=False
    )


def is_one_sentence(told: subprocess.CompletedProcess[str]) -> bool:
    return told.returncode == 1 and len(told.stderr.splitlines()) == 1 and "Traceback" not in told.stderr


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder in which `up` runs, and all it printed until it was ready."""
    folder = tmp_path_factory.mktemp("running")
    (folder / "static").mkdir()
    up = subprocess.Popen(
        [sys.executable, "manage.py", "up"], cwd=ROOT, env=in_folder(folder, PORT=str(free_port())), stdout=subprocess.PIPE, text=True
    )
    assert up.stdout is not None
    printed = ""
    for line in up.stdout:
        printed += line
        if line.lstrip().startswith("curl"):
            break
    yield folder, printed
    up.send_signal(signal.SIGINT)
    up.communicate()


BESIDE = [
    ("check_trail",),
    ("drain",),
    ("demo_data", "--cases", "3"),
    ("create_platform", "--slug", "new-ai", "--name", "New AI", "--json"),
    ("create_staff", "--email", "mira@desk.example", "--roles", "triager", "--json"),
    ("keys", "list"),
    ("demo_links",),
]


@pytest.mark.parametrize("words", BESIDE, ids=lambda words: words[0])
def test_beside_a_running_up_a_command_works_without_any_setting(words, running):
    folder, _ = running

    told = typed(folder, *words)

    assert told.returncode == 0, told.stderr
    assert told.stdout


def test_the_links_printed_again_are_those_of_the_running_portal(running):
    folder, printed = running

    links = [line for line in typed(folder, "demo_links").stdout.splitlines() if "/demo/sign-in/" in line]

    assert links
    assert all(line in printed for line in links)


def test_the_line_that_up_prints_for_a_platform_works_as_it_is(running):
    _, printed = running
    words = shlex.split(next(line for line in printed.splitlines() if line.lstrip().startswith("curl")))

    answered = subprocess.run([*words, "--silent", "--fail"], capture_output=True, text=True, check=False)

    assert answered.returncode == 0, answered.stderr
    assert json.loads(answered.stdout)["items"]


@pytest.mark.parametrize("command", ["serve", "work"])
def test_what_serves_still_refuses_the_values_of_the_demonstration(command, running):
    folder, _ = running

    told = typed(folder, command, "--port", "0") if command == "serve" else typed(folder, command)

    assert is_one_sentence(told)
    assert "would come from var/keys/" in told.stderr


def test_wsgi_still_refuses_the_values_of_the_demonstration(running):
    folder, _ = running

    told = subprocess.run(
        [sys.executable, "-c", "import portal.wsgi"], cwd=ROOT, env=in_folder(folder), capture_output=True, text=True, check=False
    )

    assert told.returncode != 0
    assert "would come from var/keys/" in told.stderr


@pytest.mark.parametrize("name", PRODUCTION_VALUES)
def test_with_a_value_of_production_no_command_joins_the_demonstration(name, running):
    folder, _ = running

    told = typed(folder, "check_trail", **{name: PRODUCTION_VALUES[name]})

    assert is_one_sentence(told)


SPOILED = {
    "a file that is not there": ("SECRET_KEY_FILE", "/nowhere/key", "SECRET_KEY_FILE names /nowhere/key, which cannot be read"),
    "no database": ("DATABASE_URL", "words", "DATABASE_URL is not an address"),
    "no port": ("PORT", "words", "PORT must be a number"),
    "no keyring": ("SEALING_KEYS", "words", "SEALING_KEYS is not a keyring"),
}


@pytest.mark.parametrize(("name", "value", "sentence"), SPOILED.values(), ids=SPOILED)
def test_a_configuration_that_is_refused_says_one_sentence(name, value, sentence, tmp_path):
    make_keys(tmp_path)

    told = typed(tmp_path, "check_trail", DEMONSTRATION="1", **{name: value})

    assert is_one_sentence(told)
    assert sentence in told.stderr


def test_before_any_key_is_made_a_command_says_how_to_make_them(tmp_path):
    told = typed(tmp_path, "create_platform", "--slug", "new-ai", "--name", "New AI")

    assert is_one_sentence(told)
    assert "SECRET_KEY is not set" in told.stderr


def test_on_a_fresh_clone_texts_are_tried_on_the_guard_and_nothing_is_left_behind(tmp_path):
    (tmp_path / "texts.json").write_text('[{"id": 1, "field": "platform", "text": "Example"}]')

    told = typed(tmp_path / "var", "guard_check", "--json", str(tmp_path / "texts.json"))

    assert json.loads(told.stdout)["accepted"], told.stderr
    assert not (tmp_path / "var").exists()


def test_on_a_fresh_clone_a_receipt_is_checked_with_the_key_it_prints(tmp_path):
    log = SmallLog()
    (tmp_path / "receipt.txt").write_text(str(receipt_in(log)))

    told = typed(tmp_path / "var", "verify_receipt", str(tmp_path / "receipt.txt"))

    assert told.returncode == 0, told.stderr
    assert str(log.key.verify_key) in told.stdout


@pytest.mark.parametrize(("command", "setting", "inside"), [("check_trail", "", True), ("check_trail", "NO_BOOTSTRAP", False)])
def test_outside_the_virtual_environment_a_command_uses_one_that_is_there(command, setting, inside, tmp_path):
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho inside "$@"\n')
    python.chmod(0o755)
    code = f"import pathlib; from portal import bootstrap as b; b.ROOT = pathlib.Path('{tmp_path}'); b.prepare(['manage.py', '{command}'])"

    told = subprocess.run(
        [base_python(), "-c", code],
        cwd=ROOT,
        env=in_folder(tmp_path, **({setting: "1"} if setting else {})),
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == 0, told.stderr
    assert (told.stdout == f"inside manage.py {command}\n") is inside


def test_where_nothing_is_installed_a_command_says_what_to_do(tmp_path):
    told = subprocess.run(
        [
            base_python(),
            "-I",
            "-S",
            "-c",
            f"import sys; sys.path.insert(0, '{ROOT}'); sys.argv = ['manage.py', 'drain']; import manage; manage.main()",
        ],
        cwd=ROOT,
        env=in_folder(tmp_path, NO_BOOTSTRAP="1"),
        capture_output=True,
        text=True,
        check=False,
    )

    assert is_one_sentence(told)
    assert "is not installed here" in told.stderr


def base_python() -> str:
    """The Python that stands outside this virtual environment."""
    return str(Path(sys.base_prefix) / "bin" / "python3")
