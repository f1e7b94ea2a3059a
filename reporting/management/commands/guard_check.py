"""Try texts on the guard: one JSON line each says whether it is accepted and, if not, why. Nothing is stored."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError

from reporting.guard import rules
from reporting.guard.kinds import FIELDS, LONGEST_CASE, OTHER_NAMES, ReasonCode

KNOWN = (*FIELDS, *OTHER_NAMES)
ROW = "{id, field, text}"
UNREADABLE = 2


class RowRefused(Exception):
    """A row that is not a text for a field; the message says why and repeats nothing of it."""


class Command(BaseCommand):
    help = (
        "Reads a YAML or JSON list of {id, field, text} and prints {id, accepted, reason, field} for each; for a row that is none of them,"
        " `error` says why. Ends with 0, or with 2 when the file cannot be read."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", default="-", help="the list; - is standard input")
        parser.add_argument("--json", action="store_true", help="print JSON lines (the only form there is)")

    def handle(self, *args: object, **options: Any) -> None:
        for number, row in enumerate(_rows(_read(options["file"])), start=1):
            self.stdout.write(json.dumps(_answer(row, number), ensure_ascii=True, default=str))


def _read(name: str) -> object:
    """What the file holds, as YAML, of which JSON is a part. CommandError, with exit code 2, when it cannot be read."""
    try:
        text = (sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()).decode("utf-8-sig")
        return _parsed(text)
    except OSError as problem:
        raise _unreadable(f"{name} cannot be read: {problem.strerror}.") from None
    except UnicodeDecodeError:
        raise _unreadable(f"{name} is not UTF-8 text.") from None
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        raise _unreadable(f"{name} is neither YAML nor JSON{f' (line {mark.line + 1})' if mark else ''}.") from None


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return yaml.safe_load(text)


def _unreadable(sentence: str) -> CommandError:
    return CommandError(sentence, returncode=UNREADABLE)


def _rows(listed: object) -> list[object]:
    """The list itself, or the lists of the acceptance file, which stand under `cases`."""
    if isinstance(listed, Mapping):
        groups = listed.get("cases", listed)
        named = [groups[name] for name in ("honest", "evasive") if name in groups] if isinstance(groups, Mapping) else [groups]
        is_whole = named and all(isinstance(rows, list) for rows in named)
        listed = [row for rows in named for row in rows] if is_whole else None
    if not isinstance(listed, list):
        raise _unreadable(f"The file must hold a list of {ROW}.")
    return listed


def _answer(row: object, number: int) -> dict[str, object]:
    given: Mapping[object, object] = row if isinstance(row, Mapping) else {}
    answer = {"id": given.get("id"), "accepted": False, "reason": None, "field": given.get("field") or "what_happened"}
    try:
        reason = _reason(row)
    except RowRefused as refused:
        return {**answer, "error": f"Row {number}: {refused}"}
    return {**answer, "accepted": reason is None, "reason": reason and reason.value}


def _reason(row: object) -> ReasonCode | None:
    if not isinstance(row, Mapping):
        raise RowRefused(f"it is not {ROW}.")
    field = row.get("field") or "what_happened"
    if field not in KNOWN:
        raise RowRefused(f"there is no such field. The fields are {', '.join(KNOWN)}.")
    text = _text(row)
    if not isinstance(text, str):
        return ReasonCode.TYPE
    return next((found.code for found in rules.reasons_to_refuse(text, field=str(field))), None)


def _text(row: Mapping[object, object]) -> object:
    """The text, or a unit repeated; more than the longest case is not built, as it is refused for its length all the same."""
    if "text" not in row and "repeat" not in row:
        raise RowRefused(f"it has no text. A row is {ROW}.")
    match row.get("repeat"):
        case None:
            return row.get("text")
        case {"unit": str() as unit, "times": int() as times}:
            return unit * min(times, LONGEST_CASE)
    raise RowRefused("`repeat` is not {unit, times}.")
