"""Honest texts that look like something else: informal, technical, in many languages. Every one must be accepted."""

from pathlib import Path
from typing import Final

import yaml

_LISTED = yaml.safe_load(Path(__file__).with_name("honest.yaml").read_text(encoding="utf-8"))
TEXTS: Final[list[tuple[str, str]]] = [(row["lang"], row["text"]) for row in _LISTED["texts"]]
FIELDS: Final[list[tuple[str, str]]] = [(row["field"], row["text"]) for row in _LISTED["fields"]]
OTHERS: Final = [row for row in TEXTS if row[0] != "en"]
