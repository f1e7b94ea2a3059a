"""What a platform is told: closed shapes whose fields are columns declared open, or counts."""

import ast

import pytest

from reporting.cases.models import Case
from reporting.clocks.models import Clock
from reporting.incidents.models import Incident, IncidentCase
from reporting.platforms.models import Product
from reporting.reports.models import Report
from reporting.webhooks.kinds import EventType
from reporting.webhooks.models import Endpoint
from reporting.webhooks.schemas import FIELDS, SHAPES, Form, example, faults
from tests.promises.source import python_files, shown, tree

COLUMNS = {
    "case_number": [(Case, "number")],
    "incident_number": [(Incident, "number")],
    "subject": [(Clock, "subject")],
    "product": [(Product, "slug")],
    "category": [(Report, "category"), (Incident, "category")],
    "severity": [(Case, "severity"), (Incident, "severity")],
    "state": [(Case, "state"), (Incident, "state")],
    "previous_state": [(Case, "state"), (Incident, "state")],
    "close_reason": [(Case, "close_reason"), (Incident, "close_reason")],
    "because": [(IncidentCase, "because")],
    "kind": [(Clock, "kind")],
    "fact": [(Clock, "fact")],
    "due_at": [(Clock, "due_at")],
    "received_at": [(Case, "opened_at")],
    "endpoint": [(Endpoint, "number")],
}
# Codes and counts made for the event itself, with no column of their own.
MADE_FOR_THE_EVENT = {"reason", "since", "cases", "hours", "message_number", "fix_number", "disputes", "failures", "sequence"}


def test_every_field_that_is_told_is_a_column_declared_open():
    unknown = FIELDS.keys() - COLUMNS.keys() - MADE_FOR_THE_EVENT
    closed = [f"{model.__name__}.{name}" for pairs in COLUMNS.values() for model, name in pairs if name not in model.handling.open]

    assert not unknown, f"Say in COLUMNS which column {sorted(unknown)} comes from."
    assert not closed, f"Declare these open, or stop telling them: {closed}"


@pytest.mark.parametrize("event", list(EventType), ids=str)
def test_every_event_has_a_closed_shape_of_known_fields(event):
    shape = SHAPES[event]
    names = {*shape.needs, *shape.may}
    told = example(event)["data"]

    assert names <= FIELDS.keys(), f"Describe {names - FIELDS.keys()} in FIELDS of reporting/webhooks/schemas.py."
    assert not faults(event, {name: value for name, value in told.items() if name != "sequence"})
    assert "what_happened" in faults(event, {**told, "what_happened": "x"})[-1]


def test_no_field_can_hold_a_sentence():
    for name, field in FIELDS.items():
        assert not field.form.takes("This is what I saw on the screen."), f"{name}: choose a narrower form than {field.form}."
        assert field.form in Form


def test_the_files_of_events_name_only_fields_of_the_schema():
    keys = {key for path in python_files("reporting") if path.name == "events.py" for key in keys_of(path)}

    assert keys <= FIELDS.keys(), f"Describe {sorted(keys - FIELDS.keys())} in reporting/webhooks/schemas.py before telling it."


def keys_of(path):
    dicts = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Dict)]
    found = {key.value for node in dicts for key in node.keys if isinstance(key, ast.Constant)}
    assert found, f"{shown(path)}: write the payload as a dictionary with its keys in sight."
    return found
