"""Which reference pages there are, and which of them are not as the code is."""

from collections.abc import Callable, Mapping
from pathlib import Path

from django.utils import translation

from portal.env import ROOT
from portal.reference import commands, events, inventory, jobs, permissions, refusals, settings, states, webhooks

FOLDER = ROOT / "docs" / "reference"
PAGES: Mapping[str, Callable[[], str]] = {
    "commands.md": commands.text,
    "data-inventory.md": inventory.text,
    "events.md": events.text,
    "jobs.md": jobs.text,
    "permissions.md": permissions.text,
    "refusals.md": refusals.text,
    "settings.md": settings.text,
    "states.md": states.text,
    "webhooks.md": webhooks.text,
}


def made() -> dict[Path, str]:
    """Every page as the code is now, in English."""
    with translation.override("en"):
        return {FOLDER / name: text() for name, text in PAGES.items()}


def stale() -> list[Path]:
    """The pages that are missing or not as the code is."""
    return [path for path, text in made().items() if not path.exists() or path.read_text() != text]


def write() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path, text in made().items():
        path.write_text(text)
