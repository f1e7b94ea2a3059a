"""The file a keyring lies in: only its owner may read it, and it is always whole, also after a power cut."""

import os
import tempfile
from pathlib import Path


def write_new(path: Path, text: str) -> None:
    """Create the file. FileExistsError rather than overwrite keys that may be the only ones to open a report."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    _write(handle, text)
    _settle(path)


def replace(path: Path, text: str) -> None:
    """Put a new text in the file's place in one step: a reader sees the old keyring or the new one, never a half."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        _write(handle, text)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    _settle(path)


def _write(handle: int, text: str) -> None:
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _settle(path: Path) -> None:
    """Make the name itself last: POSIX keeps it in the folder, which is synced on its own."""
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
