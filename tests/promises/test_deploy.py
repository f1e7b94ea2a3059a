"""The samples in deploy/ are true: units that systemd reads, processes whose commands exist, and only settings that are documented."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from django.core.management import get_commands, load_command_class

from portal.celery import NO_BROKER, app
from portal.reference.settings import EVERY
from tests import keys
from tests.promises.source import ROOT, shown

UNITS = sorted((ROOT / "deploy/systemd").glob("*.service"))
COMPOSE = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())
OURS = {name: one for name, one in COMPOSE["services"].items() if one.get("image") == "portal"}
CONTAINERFILE = (ROOT / "deploy/Containerfile").read_text()
SETTINGS = {name for name, _, _ in EVERY}
OF_PYTHON = {"PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}
HOME, PROGRAMS = "/opt/portal", Path(sys.executable).parent
MANAGED = re.compile(r"manage\.py ([a-z_]+)")
WRITABLE = {"PORTAL_VAR": "/var/lib/portal", "STATIC_ROOT": "/var/lib/portal/static"}
HOW_TO = (ROOT / "docs/how-to/run-in-production.md").read_text()
# The role that each process has in the table of docs/how-to/run-in-production.md.
ROLES = {"intake": "intake", "desk": "desk", "worker": "worker", "beat": "worker"}


def require_exists(command: str, where: str) -> None:
    """A `manage.py` command of ours, or one of celery's over our app."""
    named = MANAGED.findall(command)
    assert set(named) <= get_commands().keys(), f"{where}: there is no command {named}."
    if "celery" in command:
        assert f"-A {app.main}.celery" in command, f"{where}: celery needs `-A {app.main}.celery`."
        assert re.search(r"\b(worker|beat)\b", command), f"{where}: say worker or beat."
    assert named or "celery" in command, f"{where} starts nothing of ours: {command}"


def require_settings(names: set[str], where: str) -> None:
    unknown = {name for name in names if not {name, name.removesuffix("_FILE")} & SETTINGS} - OF_PYTHON
    assert not unknown, f"{where}: {sorted(unknown)} are no settings of docs/reference/settings.md."


@pytest.mark.systemd
@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_understands_every_line_of_a_unit(unit, tmp_path):
    text = unit.read_text().replace(f"{HOME}/.venv/bin", str(PROGRAMS)).replace(HOME, str(ROOT))
    copy = tmp_path / unit.name.replace("@.", "@8000.")
    copy.write_text(text)

    told = subprocess.run(["systemd-analyze", "verify", "--man=no", copy], capture_output=True, text=True, check=False)

    assert (told.returncode, told.stdout + told.stderr) == (0, ""), f"Mend {shown(unit)}."


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_starts_what_exists_in_a_role_and_shut_in(unit):
    lines = [line.partition("=") for line in unit.read_text().splitlines() if "=" in line]
    said = {name: value for name, _, value in lines}
    set_here = dict(word.split("=", 1) for word in shlex.split(said["Environment"]))

    require_exists(said["ExecStart"], shown(unit))
    require_settings(set(set_here), shown(unit))
    assert set_here["PORTAL_ROLE"] in {*ROLES.values(), "all"}
    assert set_here.items() >= WRITABLE.items(), f"{shown(unit)}: all else is read-only under ProtectSystem=strict."
    assert said["StateDirectory"] == "portal"
    for shut in ("NoNewPrivileges=yes", "ProtectSystem=strict", "PrivateTmp=yes", "LimitCORE=0", "UMask=0077"):
        assert shut in unit.read_text(), f"{shown(unit)}: keep {shut}, so that no text is left in a dump, a core or a shared folder."


@pytest.mark.parametrize("name", OURS)
def test_a_service_of_compose_starts_what_exists_in_its_role(name):
    service = OURS[name]
    command = shlex.join(service["command"]) if "command" in service else CONTAINERFILE.partition("CMD ")[2].replace('", "', " ")

    require_exists(command, f"compose.yaml, {name}")
    require_settings(set(service.get("environment", {})), f"compose.yaml, {name}")
    assert service.get("environment", {}).get("PORTAL_ROLE") == ROLES.get(name)
    assert service["read_only"] and service["cap_drop"] == ["ALL"], f"compose.yaml, {name}: keep it shut in."


def test_what_a_service_of_compose_mounts_and_waits_for_is_declared():
    for name, service in COMPOSE["services"].items():
        named = {volume.partition(":")[0] for volume in service.get("volumes", []) if not volume.startswith(".")}

        assert named <= COMPOSE["volumes"].keys(), f"compose.yaml, {name}: declare {named}."
        assert set(service.get("depends_on", ())) <= COMPOSE["services"].keys()
        for awaited, how in dict(service.get("depends_on", {})).items():
            needed = "service_completed_successfully" if COMPOSE["services"][awaited].get("restart") == "no" else "service_healthy"
            assert how["condition"] == needed, f"compose.yaml, {name}: a start alone of {awaited} is too early."
            assert needed != "service_healthy" or COMPOSE["services"][awaited]["healthcheck"]["test"]
        assert set(service.get("secrets", ())) <= COMPOSE["secrets"].keys()


def test_intake_is_given_no_key_that_opens():
    mounted = [volume.partition(":")[0] for volume in OURS["intake"]["volumes"]]

    assert sorted(mounted) == ["./secrets/log_signing_key", "./secrets/public.json", "./secrets/secret_key", "static"]


def test_services_are_reached_from_this_machine_alone():
    for name, service in COMPOSE["services"].items():
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ())), f"compose.yaml, {name}: the web server is in front."


def test_the_stores_that_the_how_to_names_for_compose_are_its_services():
    hosts = {
        urlsplit(address).hostname: urlsplit(address).username
        for address in re.findall(r"_URL=(\S+@database/\S+|redis://broker\S*)", HOW_TO)
    }

    assert hosts == {"database": COMPOSE["services"]["database"]["environment"]["POSTGRES_USER"], "broker": None}
    assert hosts.keys() <= COMPOSE["services"].keys()


@pytest.mark.parametrize("words", [("worker",), ("beat",)], ids=" ".join)
def test_celery_without_a_broker_does_not_start_and_says_what_does_the_work(words):
    environment = os.environ | {"REDIS_URL": "", "PORTAL_VAR": str(keys.FOLDER), "DEMONSTRATION": "1"}
    told = subprocess.run(
        [sys.executable, "-m", "celery", "-A", "portal.celery", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode != 0
    assert NO_BROKER in told.stderr


def test_a_worker_has_a_place_besides_the_one_that_sending_webhooks_keeps():
    celery = [unit.read_text() for unit in UNITS if "celery" in unit.read_text()] + [(ROOT / "deploy/compose.yaml").read_text()]

    assert app.conf.worker_concurrency >= 2
    assert not any("--concurrency" in text for text in celery), "Leave it to portal/celery.py, which never has fewer than two."


def test_the_broker_of_compose_keeps_nothing_on_disk():
    assert COMPOSE["services"]["broker"]["command"][1:5] == ["--save", "", "--appendonly", "no"]


def test_what_the_image_sets_is_a_setting_and_what_it_copies_exists():
    sets = re.findall(r"([A-Z_]+)=", " ".join(re.findall(r"^ENV (.+)$", CONTAINERFILE, re.MULTILINE)))
    copied = [word for line in re.findall(r"^COPY (.+)$", CONTAINERFILE, re.MULTILINE) for word in line.split()[:-1]]

    require_settings(set(sets), "Containerfile")
    assert all((ROOT / name).exists() for name in copied), f"Containerfile: one of {copied} is not here."


def test_the_settings_of_the_how_to_are_documented():
    require_settings({line.partition("=")[0] for line in example_settings().splitlines()}, "run-in-production.md")


def test_the_settings_of_the_how_to_can_be_sourced_by_a_shell(tmp_path):
    (tmp_path / "portal.env").write_text(example_settings())
    printed = [sys.executable, "-c", "import json, os; print(json.dumps(dict(os.environ)))"]
    told = subprocess.run(
        ["sh", "-ec", f"set -a; . ./portal.env; set +a; exec {shlex.join(printed)}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (told.returncode, told.stderr) == (0, "")
    assert json.loads(told.stdout).items() >= {"OPERATOR_NAME": "Example Office", **WRITABLE}.items()


def test_the_commands_of_the_how_to_exist_with_every_option_they_are_given():
    commands = re.findall(r"^\.venv/bin/python manage\.py ([a-z_]+)(.*)$", HOW_TO, re.MULTILINE)

    assert {"migrate", "collectstatic", "keys", "create_staff", "create_platform"} <= {name for name, _ in commands}
    for name, words in commands:
        load_command_class(get_commands()[name], name).create_parser("manage.py", name).parse_args(shlex.split(words))


def example_settings() -> str:
    (example,) = [block for block in re.findall(r"```\n(.*?)```", HOW_TO, re.DOTALL) if "PUBLIC_URL=" in block]
    return str(example)
