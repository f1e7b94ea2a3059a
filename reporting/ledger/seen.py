"""The last checkpoint as kept outside the database, so that an older backup cannot be carried on unnoticed.

LOG_SEEN_FILE names the file; without it nothing is kept. The sequencer refuses to sign a tree that does not continue from it.
"""

from pathlib import Path

from django.conf import settings

from reporting.ledger.checkpoints import read_head
from reporting.ledger.kinds import Head
from reporting.ledger.notes import read_note


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
        fresh = path.with_suffix(".new")
        fresh.write_text(note)
        fresh.replace(path)


def _path() -> Path | None:
    name = getattr(settings, "LOG_SEEN_FILE", "")
    return Path(name) if name else None
