"""Makes `.venv` from the locked requirements for `up` and `test`, and runs every command in it. Standard library only."""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"up": "requirements.txt", "test": "requirements-test.txt"}


def prepare(argv: list[str]) -> None:
    """Re-execute inside `.venv` when we stand outside a virtual environment. `up` and `test` make it; other commands use one that is there.

    `NO_BOOTSTRAP=1` turns it off. The installed lock's hash is kept in `.venv/lock-<command>`, so a second start installs nothing.
    """
    command = argv[1] if len(argv) > 1 else ""
    if os.environ.get("NO_BOOTSTRAP") or sys.prefix != sys.base_prefix:
        return
    if sys.version_info < (3, 11):  # noqa: UP036 - this file also runs before any requirement is checked
        sys.exit("Python 3.11 or newer is needed. Start this command with a newer python3.")
    if command in LOCKS:
        python = _environment()
        _install(python, command)
    elif not (python := _python()).exists():
        return
    os.execv(python, [str(python), *argv])


def _python() -> Path:
    return ROOT / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _environment() -> Path:
    folder, python = ROOT / ".venv", _python()
    if not python.exists():
        print("Making .venv ...", flush=True)
        venv.create(folder, with_pip=True, clear=folder.exists())
    return python


def _install(python: Path, command: str) -> None:
    lock = ROOT / LOCKS[command]
    stamp = ROOT / ".venv" / f"lock-{command}"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Installing what {lock.name} lists ...", flush=True)
    uv = shutil.which("uv")
    installer = [uv, "pip", "install", "--python", str(python)] if uv else [str(python), "-m", "pip", "install"]
    done = subprocess.run([*installer, "--quiet", "--quiet", "--require-hashes", "-r", str(lock)], check=False)
    if done.returncode:
        sys.exit(f"Installing {lock.name} failed; the lines above say why. Mend that and run the same command again.")
    stamp.write_text(wanted)
