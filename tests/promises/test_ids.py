"""Every promise of the security design that has an id is named by a test that keeps it."""

import ast
import re

import pytest

from tests.promises.source import python_files, shown, tree

IDS = (
    *("C-01", "C-02", "C-03", "C-04"),
    *("S-05", "S-06", "S-16"),
    *("R-01", "R-05", "R-06", "R-07", "R-16", "R-17", "R-18"),
    *("T-01", "T-02", "T-03"),
)
ID = re.compile(r"\b[CRST]-\d\d\b")


def named() -> dict[str, set[str]]:
    """The files whose module, or whose tests, name an id in their first words."""
    found: dict[str, set[str]] = {}
    for path in python_files("tests"):
        for words in words_of(path):
            for one in ID.findall(words):
                found.setdefault(one, set()).add(shown(path))
    return found


def words_of(path):
    """The docstring of a module of tests and of each of its tests."""
    if not path.name.startswith("test_") or path.name == "test_ids.py":
        return
    module = tree(path)
    tests = [node for node in module.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    if tests:
        yield from (ast.get_docstring(node) or "" for node in (module, *tests))


@pytest.mark.parametrize("one", IDS)
def test_a_promise_is_named_by_the_test_that_keeps_it(one):
    assert one in named(), f"Name {one} in the docstring of the test that keeps it, or write that test."
