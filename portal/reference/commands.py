"""commands.md: every command of `manage.py` that is ours, with its options."""

from argparse import Action
from pathlib import Path

from django.core.management import load_command_class

import portal
import reporting
from portal.reference.tables import page, section, table

BEFORE_DJANGO = (
    ("up", "Everything from nothing to a running portal with demonstration data, on this machine alone. Ctrl-C stops it."),
    ("test", "The whole suite; words after it go to pytest. What needs a service that is not there is named at the end."),
)


def text() -> str:
    return page(
        "Commands",
        "`python3 manage.py <command>`. `up` and `test` make `.venv` themselves; the others are run inside it.",
        section("To begin", table(("command", "what it does"), ((f"`{name}`", about) for name, about in BEFORE_DJANGO))),
        *(described(app, name) for name, app in every().items()),
    )


def every() -> dict[str, str]:
    """Every command of ours, with the app it lives in."""
    found = {
        path.stem: app.__name__ for app in (portal, reporting) for path in folder(app.__file__).glob("*.py") if path.stem != "__init__"
    }
    return dict(sorted(found.items()))


def folder(module_file: str | None) -> Path:
    return Path(module_file or "").parent / "management" / "commands"


def described(app: str, name: str) -> str:
    command = load_command_class(app, name)
    usual = {
        "--version",
        "--verbosity",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
        "--skip-checks",
        "--help",
    }
    options = [one for one in command.create_parser("manage.py", name)._actions if not usual & set(one.option_strings)]
    shown = table(("option", "what for"), map(line, options)) if options else ""
    return section(f"`{name}`", str(command.help), shown)


def line(one: Action) -> tuple[str, ...]:
    names = ", ".join(f"`{name}`" for name in one.option_strings) or f"`{one.metavar or one.dest}`"
    choices = f" One of: {', '.join(map(str, one.choices))}." if one.choices else ""
    return names, f"{one.help or ''}{choices}{' Required.' if one.required and one.option_strings else ''}".strip() or "–"
