"""Every setting the code reads is defined: a default hidden where it is read would keep an operator's value out for ever."""

import ast

from tests.promises.source import python_files, shown, tree


def _asked_with_a_default(path):
    calls = (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
    return [
        f"{shown(path)}:{call.lineno}"
        for call in calls
        if call.func.id in ("getattr", "hasattr") and call.args and isinstance(call.args[0], ast.Name) and call.args[0].id == "settings"
    ]


def test_no_setting_is_read_with_a_default_of_its_own():
    found = [place for path in python_files("reporting", "portal") for place in _asked_with_a_default(path)]

    assert found == [], "Define it in portal/settings.py, from the environment, and read settings.NAME."
