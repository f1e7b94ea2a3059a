"""Who may know whom: the import contracts, foreign keys that point down, and indexes that name every table and job."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

import reporting.models
import reporting.tasks
from tests.promises.source import ROOT, functions, python_files, shown, tree

LAYERS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
ORDER = {name.strip(" ()"): rank for rank, line in enumerate(reversed(LAYERS)) for name in line.split("|")}
MODELS = [pytest.param(model, id=model.__name__) for model in apps.get_app_config("reporting").get_models()]
BANNED = ("django.http", "django.forms", "django.shortcuts", "django.template", "django.urls", "django.views", "rest_framework", "portal")
LAYER_WORDS = {"utils", "helpers", "services", "managers", "misc", "common", "base", "core"}
NAMED_BY_DJANGO = frozenset({"portal/database/base.py"})


def subject(model):
    return model.__module__.split(".")[1]


def test_the_import_contracts_hold():
    linter = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, f"Import from below only (pyproject.toml, tool.importlinter):\n{done.stdout[-3000:]}{done.stderr[-1000:]}"


@pytest.mark.parametrize("model", MODELS)
def test_foreign_keys_point_down(model):
    own = ORDER[subject(model)]
    pointed = [field for field in model._meta.local_concrete_fields if field.is_relation]
    wrong = [
        field.name for field in pointed if subject(field.related_model) != subject(model) and ORDER[subject(field.related_model)] >= own
    ]

    assert not wrong, f"{model.__name__}.{wrong} points up or sideways: turn the key round, or keep a public number instead."


def test_the_index_names_every_table():
    defined = {
        node.name
        for path in python_files("reporting")
        if path.name == "models.py"
        for node in tree(path).body
        if isinstance(node, ast.ClassDef)
    }

    missing = defined - set(vars(reporting.models))
    assert not missing, f"Add one import line each to reporting/models.py for {sorted(missing)}."


def test_the_index_names_every_file_of_jobs():
    subjects = {path.parent.name for path in python_files("reporting") if path.name == "tasks.py" and path.parent.name != "reporting"}

    assert subjects == set(reporting.tasks.__all__), "Make reporting/tasks.py name every subject that has a tasks.py."


def test_the_domain_speaks_no_http():
    wrong = [(shown(path), name) for path in python_files("reporting") for name in imports(path) if name.startswith(BANNED)]

    assert not wrong, f"`reporting` decides, `portal` shows. Return a value and let a surface show it: {wrong}"


def imports(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names)


def test_a_file_is_named_for_its_thing_and_says_what_it_is_about():
    layered = [shown(path) for path in python_files() if {path.stem, path.parent.name} & LAYER_WORDS and shown(path) not in NAMED_BY_DJANGO]
    silent = [shown(path) for path in python_files() if tree(path).body and not ast.get_docstring(tree(path))]

    assert not layered, f"Name these after their thing, not after a layer: {layered}"
    assert not silent, f"Say in the first line what each of these is about: {silent}"


def test_nothing_is_saved_by_surprise():
    overriding = [
        f"{one.module}.{one.name}"
        for one in functions().values()
        if one.name.endswith((".save", ".delete")) and one.module.endswith("models")
    ]

    assert not overriding, f"Write an action instead of overriding: {overriding}"


def test_files_and_functions_are_short():
    long_files = [shown(path) for path in python_files() if len(path.read_text().splitlines()) > 350]
    long = [(shown(path), node.name) for path in python_files() for node in ast.walk(tree(path)) if lines_of(node) > 50]

    assert not long_files, f"Over 350 lines: give one of their things a file of its own: {long_files}"
    assert not long, f"Over 50 lines: take a step out of {long}"


def lines_of(node):
    return (node.end_lineno or 0) - node.lineno + 1 if isinstance(node, ast.FunctionDef) else 0
