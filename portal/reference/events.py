"""events.md: every event of the audit trail, read from the calls that record it."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import reporting
from portal.reference.tables import code, page, section, table
from reporting.cases.kinds import CaseState
from reporting.incidents.kinds import Answer, IncidentState

EVENT = re.compile(r"[a-z_]+\.[a-z_]+")
MADE_UP: Mapping[str, Sequence[str]] = {
    "case.<state>": CaseState.values,
    "incident.<state>": IncidentState.values,
    "case.fix_<answer>": Answer.values,
    "clock.<news>": ("due_soon", "breached"),
}
DEMONSTRATION = "demo"  # records what others record, of invented cases
# Calls whose first text is an event, and calls whose text is a code of the noun's history.
RECORDS = {"record", "_record", "_saved"}
HISTORY = {"happened": "case", "_note_in_cases": "case", "_happened": "incident"}


def text() -> str:
    return page(
        "Events of the audit trail",
        "Who did or read what, to the hour, in codes and numbers, never in words. Entries are chained and the chain's head is in the "
        "public log; `manage.py check_trail` reads all of it again. What platforms are told is in [webhooks.md](webhooks.md).",
        section("Recorded events", table(("event", "recorded in"), sorted(found().items()))),
        section(
            "Events named by what happened", table(("event", "one of"), ((f"`{event}`", code(words)) for event, words in MADE_UP.items()))
        ),
    )


def found() -> dict[str, str]:
    """Every event with the files that record it."""
    events: dict[str, set[str]] = {}
    root = Path(reporting.__file__).parent
    for path in sorted(path for path in root.rglob("*.py") if root / DEMONSTRATION not in path.parents):
        for event in recorded(ast.parse(path.read_text())):
            events.setdefault(f"`{event}`", set()).add(f"reporting/{path.relative_to(root).as_posix()}")
    return {event: code(sorted(files)) for event, files in events.items()}


def recorded(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in RECORDS:
                yield from (word for word in texts(node.args[:2]) if EVENT.fullmatch(word))
            elif name in HISTORY:
                yield from (f"{HISTORY[name]}.{word}" for word in texts(node.args[1:2]))


def texts(arguments: list[ast.expr]) -> Iterator[str]:
    """The literal texts of some arguments, both sides of a choice included."""
    for one in arguments:
        if isinstance(one, ast.Constant | ast.IfExp):
            sides = [one.body, one.orelse] if isinstance(one, ast.IfExp) else [one]
            yield from (side.value for side in sides if isinstance(side, ast.Constant) and isinstance(side.value, str))
