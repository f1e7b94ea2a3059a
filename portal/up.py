"""Everything from nothing to a running portal with demonstration data, in one go, on this machine alone. Ctrl-C stops it."""

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from portal.bootstrap import ROOT
from portal.env import var_folder
from reporting.ledger.signing import make_signing_key
from reporting.sealing.key_making import new_keyring, to_text

WAIT_SECONDS = 5
MARK = "demonstration"
MARKED = ("DATABASE_URL", "REDIS_URL", "REDIS_PREFIX", "PORT", "PUBLIC_URL", "FACTS_DIR", "STATIC_ROOT", "OPERATOR_NAME")
Child = subprocess.Popen[bytes]
MAKERS: Mapping[str, Callable[[], str]] = {
    "secret_key": lambda: secrets.token_urlsafe(64),
    "sealing_keys": lambda: to_text(new_keyring(at=datetime.now(UTC))),
    "log_signing_key": lambda: make_signing_key("127.0.0.1/receipts"),
}


def up() -> None:
    """Keys and database are made in `var/` once; each later start uses what is there."""
    make_keys(var_folder())
    environment = demonstration_environment()
    leave_mark(var_folder(), environment)
    _run(environment, "make_ready")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    children = [_start(environment, "serve"), _start(environment, "work")]
    try:
        _run(environment, "demo_links", "--wait")
        _watch(children)
    except KeyboardInterrupt:
        print("\nStopping ...", flush=True)
    finally:
        stop(children)


def make_keys(folder: Path) -> None:
    """Random keys of this installation, readable by its owner alone; keys that are there stay."""
    os.umask(0o077)
    keys = folder / "keys"
    keys.mkdir(parents=True, exist_ok=True)
    for name, make in MAKERS.items():
        if not (keys / name).exists():
            (keys / name).write_text(make())


def demonstration_environment() -> dict[str, str]:
    """The environment of the embedded default: demonstration mode, this machine only."""
    key_file = str(var_folder() / "keys" / "sealing_keys")
    return {**os.environ, "DEMONSTRATION": "1", "DEMO_TOKEN": secrets.token_urlsafe(16), "SEALING_KEYS_FILE": key_file}


def leave_mark(folder: Path, environment: Mapping[str, str]) -> None:
    """Say that this folder is a demonstration on this machine, and with which settings, so that commands typed beside it join it."""
    given = (name for setting in MARKED for name in (setting, f"{setting}_FILE") if name in environment)
    names = ("DEMONSTRATION", "DEMO_TOKEN", "SEALING_KEYS_FILE", *given)
    (folder / MARK).write_text(json.dumps({name: environment[name] for name in names}, indent=1) + "\n")


def _run(environment: Mapping[str, str], *command: str) -> None:
    done = subprocess.run([sys.executable, str(ROOT / "manage.py"), *command], env=environment, check=False)
    if done.returncode:
        sys.exit(f"`manage.py {command[0]}` did not succeed; the lines above say why. Mend that and run `python3 manage.py up` again.")


def _start(environment: Mapping[str, str], command: str) -> Child:
    return subprocess.Popen([sys.executable, str(ROOT / "manage.py"), command], env=environment, start_new_session=True)


def _watch(children: list[Child]) -> None:
    while all(child.poll() is None for child in children):
        time.sleep(0.5)
    sys.exit("A process ended by itself; the lines above say why.")


def stop(children: list[Child]) -> None:
    """Ask each child to end, then insist."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(WAIT_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
