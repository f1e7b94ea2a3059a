"""The tables of states: every state has a row, a label, an owner, words, a way in and a way on."""

import pytest

from reporting.cases import states as case_states
from reporting.cases.kinds import CaseState
from reporting.incidents import states as incident_states
from reporting.incidents.kinds import IncidentState
from reporting.webhooks.kinds import EventType

TABLES = [
    pytest.param(case_states.TABLE, CaseState, "received", id="cases"),
    pytest.param(incident_states.TABLE, IncidentState, "open", id="incidents"),
]
OWNERS = {"staff", "reporter", "platform", "nobody"}


@pytest.mark.parametrize(("table", "states", "first"), TABLES)
def test_every_state_has_exactly_one_row(table, states, first):
    assert [row.state for row in table].sort() == list(states).sort()
    assert len({row.state for row in table}) == len(table) == len(states), "Give every state one row in states.py, and no other."


@pytest.mark.parametrize(("table", "states", "first"), TABLES)
def test_every_state_is_owned_labelled_and_told(table, states, first):
    for row in table:
        assert row.owner in OWNERS, f"{row.state}: say who has the next step, one of {sorted(OWNERS)}."
        assert str(row.state.label) and str(row.words).endswith("."), f"{row.state}: a label for staff and a sentence for the reporter."
        assert row.event in EventType.values, f"{row.state}: the event told must be one of reporting/webhooks/kinds.py."


@pytest.mark.parametrize(("table", "states", "first"), TABLES)
def test_every_state_is_reached_from_the_first(table, states, first):
    rows = {row.state.value: row for row in table}
    reached, waiting = {first}, [first]
    while waiting:
        for state in rows[waiting.pop()].next:
            if state.value not in reached:
                reached.add(state.value)
                waiting.append(state.value)

    assert reached == set(states.values), f"Nothing leads to {set(states.values) - reached}: add it to some row's `next`."


@pytest.mark.parametrize(("table", "states", "first"), TABLES)
def test_every_state_leads_on_and_to_the_end(table, states, first):
    for row in table:
        assert row.next, f"{row.state}: say where it can go from here; nothing is a dead end for a person."
        assert row.state not in row.next, f"{row.state}: a state does not follow itself."
        assert row.state == "closed" or reaches_the_end(table, row), f"{row.state}: no way leads from here to closed."
    assert next(row for row in table if row.state == "closed").owner == "nobody"


def reaches_the_end(table, row):
    rows = {one.state: one for one in table}
    seen, waiting = {row.state}, [row.state]
    while waiting:
        for state in rows[waiting.pop()].next - seen:
            seen.add(state)
            waiting.append(state)
    return "closed" in seen
