"""A permission that is listed is one that some code asks for; what is still to come says so."""

import ast

import pytest

from reporting.access.approvals import NEEDS
from reporting.access.kinds import LATER, Act, Permission
from reporting.access.queries import role_rows
from reporting.access.roles import ROLES
from tests.promises.source import python_files, shown, templates, tree

NAMES_THEM = {"reporting/access/kinds.py", "reporting/access/roles.py", "reporting/access/approvals.py"}


def constants(module: ast.Module) -> set[str]:
    return {node.value for node in ast.walk(module) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def attributes(module: ast.Module) -> set[str]:
    return {ast.unparse(node) for node in ast.walk(module) if isinstance(node, ast.Attribute)}


def code() -> list[ast.Module]:
    return [tree(path) for path in python_files() if shown(path) not in NAMES_THEM]


def asked_for() -> set[str]:
    """Named outside the tables, or what a second person is asked for where some code uses the answer."""
    words = set[str]().union(*(constants(module) for module in code()))
    dotted = set[str]().union(*(attributes(module) for module in code()))
    by_name = {one.value for one in Permission if one.value in words or f"Permission.{one.name}" in dotted}
    used_acts = [one for one in Act if f"Act.{one.name}" in dotted]
    in_pages = {one.value for one in Permission for path in templates() if f'"{one.value}" in actor.permissions' in path.read_text()}
    return by_name | in_pages | {need.value for act in used_acts for need in (NEEDS[act].ask, NEEDS[act].decide)}


@pytest.mark.parametrize("permission", list(Permission))
def test_a_listed_permission_is_asked_for_and_one_still_to_come_is_not(permission):
    is_asked_for = permission.value in asked_for()

    assert is_asked_for or permission in LATER, f"Nothing asks for {permission.value}: require it somewhere, or name it in LATER."
    assert not (is_asked_for and permission in LATER), f"{permission.value} is asked for now: take it out of LATER (access/kinds.py)."


@pytest.mark.parametrize("permission", list(Permission))
def test_every_permission_is_held_by_some_role(permission):
    assert any(permission in role.permissions for role in ROLES.values()), f"No role holds {permission.value}."


@pytest.mark.django_db
def test_no_role_is_described_by_what_it_cannot_do_yet():
    promised = {sentence for row in role_rows() for sentence in row.sentences}

    assert promised
    assert not promised & {str(one.label) for one in LATER}
