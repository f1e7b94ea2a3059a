"""states.md: both tables of states, with their diagrams."""

from collections.abc import Iterable

from portal.reference.tables import code, page, section, table
from reporting.cases.kinds import CloseReason
from reporting.cases.states import TABLE as CASES
from reporting.cases.states import StateFacts as CaseFacts
from reporting.incidents.states import TABLE as INCIDENTS
from reporting.incidents.states import StateFacts as IncidentFacts

Row = CaseFacts | IncidentFacts
HEAD = ("state", "label", "what the reporter reads", "next step is with", "promise runs", "platform is told", "may go to")


def text() -> str:
    return page(
        "States",
        "Every state of a case and of an incident. The tables are `reporting/cases/states.py` and `reporting/incidents/states.py`.",
        section("A case", diagram(CASES), table(HEAD, map(line, CASES))),
        section("Why a case is closed", table(("code", "words"), ((f"`{one.value}`", one.label) for one in CloseReason))),
        section("An incident", diagram(INCIDENTS), table(HEAD, map(line, INCIDENTS))),
    )


def diagram(rows: Iterable[Row]) -> str:
    """A Mermaid state diagram; it begins with the table's first row."""
    rows = list(rows)
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {rows[0].state.value}"]
    lines += [f"    {row.state.value} --> {to}" for row in rows for to in in_order(row, rows)]
    return "\n".join([*lines, "```"])


def line(row: Row) -> tuple[str, ...]:
    runs = "yes" if row.clock_runs else "no"
    return (f"`{row.state.value}`", str(row.state.label), str(row.words), row.owner, runs, f"`{row.event}`", code(sorted(row.next)))


def in_order(row: Row, rows: list[Row]) -> list[str]:
    return [other.state.value for other in rows if other.state in row.next]
