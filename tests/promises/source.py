"""The codebase as the promise tests read it: files, functions and what each function calls."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ("reporting", "portal")


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """Every Python file of these folders, migrations left out."""
    found = (path for folder in folders or SOURCE for path in (ROOT / folder).rglob("*.py"))
    return tuple(sorted(path for path in found if "migrations" not in path.parts))


@cache
def templates() -> tuple[Path, ...]:
    return tuple(sorted((ROOT / "templates").rglob("*.html")))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def shown(path: Path) -> str:
    """A path as a failure message shows it."""
    return path.relative_to(ROOT).as_posix()


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@dataclass(frozen=True)
class Function:
    """One function of a module's top level, or a method as `Class.method`."""

    module: str
    name: str
    node: ast.FunctionDef

    @property
    def is_public(self) -> bool:
        return not self.name.startswith("_") and "." not in self.name

    @property
    def positional(self) -> list[str]:
        return [one.arg for one in (*self.node.args.posonlyargs, *self.node.args.args)]

    @property
    def keywords(self) -> list[str]:
        return [one.arg for one in self.node.args.kwonlyargs]

    @property
    def decorators(self) -> list[str]:
        return [ast.unparse(one) for one in self.node.decorator_list]


@cache
def functions() -> dict[str, Function]:
    """Every function of `reporting` by its full name, for example `reporting.cases.actions.assign`."""
    found = [one for path in python_files("reporting") for one in _functions_of(module_of(path), tree(path).body)]
    return {f"{one.module}.{one.name}": one for one in found}


def _functions_of(module: str, body: list[ast.stmt], owner: str = "") -> list[Function]:
    found = [Function(module, owner + node.name, node) for node in body if isinstance(node, ast.FunctionDef)]
    for node in body:
        if isinstance(node, ast.ClassDef):
            found += _functions_of(module, node.body, f"{node.name}.")
    return found


def actions() -> list[Function]:
    """The public functions of every subject's actions.py."""
    return [one for one in functions().values() if one.module.endswith(".actions") and one.is_public]


@cache
def imported(module: str) -> dict[str, str]:
    """What the names that a module imports stand for."""
    names: dict[str, str] = {}
    for node in ast.walk(tree(_file(module))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
        elif isinstance(node, ast.Import):
            names |= {one.asname or one.name: one.name for one in node.names}
    return names


def _file(module: str) -> Path:
    path = ROOT.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@cache
def calls(name: str) -> frozenset[str]:
    """The full names of the functions of `reporting` that this one calls itself."""
    one = functions()[name]
    called = {ast.unparse(node.func) for node in ast.walk(one.node) if isinstance(node, ast.Call)}
    return frozenset(_resolved(one.module, word) for word in called) & functions().keys()


def _resolved(module: str, word: str) -> str:
    first, _, rest = word.partition(".")
    start = imported(module).get(first, f"{module}.{first}")
    return f"{start}.{rest}" if rest else start


@cache
def reaches(name: str, goal: str) -> bool:
    """Whether a function calls the goal, itself or through others of `reporting`."""
    seen, waiting = {name}, [name]
    while waiting:
        for called in calls(waiting.pop()) - seen:
            if called == goal:
                return True
            seen.add(called)
            waiting.append(called)
    return False
