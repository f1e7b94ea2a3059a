"""The last checkpoint and the audit chain's head as kept outside the database, so that an older backup cannot be carried on unnoticed.

LOG_SEEN_FILE names the checkpoint's file, `.audit` beside it is the chain's; set to nothing, neither is kept. The sequencer refuses to
sign a tree that does not continue from it; `check_trail` compares both.
"""

import logging
import os
from pathlib import Path

from django.conf import settings

from reporting.ledger.checkpoints import read_head
from reporting.ledger.kinds import Head, from_base64, to_base64, to_number
from reporting.ledger.notes import read_note

logger = logging.getLogger("reporting.ledger")


def last() -> Head | None:
    """The head that was kept last, or None. Raises NotProven when the file is damaged."""
    path = _path()
    if path is None or not path.exists():
        return None
    return read_head(read_note(path.read_text()).text)


def keep(note: str) -> None:
    """Replace what is kept by this checkpoint, whole or not at all."""
    path = _path()
    if path is not None:
        _write(path, note)


def is_on() -> bool:
    return bool(settings.LOG_SEEN_FILE)


def is_kept() -> bool:
    """True when a checkpoint or a chain's head of an earlier moment is there to compare with."""
    return any(path is not None and path.exists() for path in (_path(), _chain_path()))


def last_chain() -> tuple[int, bytes] | None:
    """The audit chain's length and head that were kept last, or None. Raises NotProven when the file is damaged."""
    path = _chain_path()
    if path is None or not path.exists():
        return None
    length, _, head = path.read_text().strip().partition(" ")
    return to_number(length), from_base64(head, length=32)


def keep_chain(length: int, head: bytes) -> None:
    path = _chain_path()
    if path is not None:
        _write(path, f"{length} {to_base64(head)}\n")


def _write(path: Path, text: str) -> None:
    """Called after a commit: a folder that takes nothing is told and stops no work; `check_trail` says when nothing is kept."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(text)
        fresh.replace(path)
    except OSError as error:
        logger.error("LOG_SEEN_FILE cannot be written", extra={"error": type(error).__name__})


def _path() -> Path | None:
    return Path(settings.LOG_SEEN_FILE) if settings.LOG_SEEN_FILE else None


def _chain_path() -> Path | None:
    return Path(f"{settings.LOG_SEEN_FILE}.audit") if settings.LOG_SEEN_FILE else None
