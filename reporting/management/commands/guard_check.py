"""Try texts on the guard: one JSON line each says whether it is accepted and, if not, why. Nothing is stored."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError

from reporting.guard import rules
from reporting.guard.kinds import LONGEST_CASE, ReasonCode


class Command(BaseCommand):
    help = "Reads a YAML or JSON list of {id, field, text} and prints {id, accepted, reason, field} for each. Always ends with 0."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", default="-", help="the list; - is standard input")
        parser.add_argument("--json", action="store_true", help="print JSON lines (the only form there is)")

    def handle(self, *args: object, **options: Any) -> None:
        for case in _cases(_read(options["file"])):
            self.stdout.write(json.dumps(_answer(case), ensure_ascii=True))


def _read(name: str) -> object:
    source = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    try:
        return json.loads(source)
    except ValueError:
        return yaml.safe_load(source)


def _cases(listed: object) -> Iterator[Mapping[str, Any]]:
    """The list itself, or the lists of the acceptance file, which stand under `cases`."""
    if isinstance(listed, Mapping):
        groups = listed.get("cases", listed)
        listed = [*groups.get("honest", []), *groups.get("evasive", [])]
    if not isinstance(listed, list):
        raise CommandError("The file must hold a list of {id, field, text}.")
    yield from listed


def _answer(case: Mapping[str, Any]) -> dict[str, object]:
    field = case.get("field") or "what_happened"
    text = _text(case)
    if not isinstance(text, str):
        reason: ReasonCode | None = ReasonCode.TYPE
    else:
        reason = next((found.code for found in rules.reasons_to_refuse(text, field=field)), None)
    return {"id": case.get("id"), "accepted": reason is None, "reason": reason and reason.value, "field": field}


def _text(case: Mapping[str, Any]) -> object:
    """The text, or a unit repeated; more than the longest case is not built, as it is refused for its length all the same."""
    repeat = case.get("repeat")
    if repeat:
        return str(repeat["unit"]) * min(int(repeat["times"]), LONGEST_CASE)
    return case.get("text")
