"""commands.md: every command of `manage.py` that is ours, with its options."""

from argparse import Action, ArgumentParser, _SubParsersAction
from pathlib import Path

from django.core.management import load_command_class

import portal
import reporting
from portal.reference.tables import page, section, table

BEFORE_DJANGO = (
    ("up", "Everything from nothing to a running portal with demonstration data, on this machine alone. Ctrl-C stops it."),
    ("test", "The whole suite; words after it go to pytest. What needs a service that is not there is named at the end."),
)


USUAL = {
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


def text() -> str:
    return page(
        "Commands",
        "`python3 manage.py <command>`. `up` and `test` make `.venv` themselves; the others run in it where it is there. In a folder where "
        "`up` ran, and with no setting of a mode or of production in the environment, a command joins that demonstration, its keys and its "
        "database; `serve` and `work` never do. A configuration that cannot be used ends a command with one sentence and 1.",
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
    parser = command.create_parser("manage.py", name)
    return section(f"`{name}`", str(command.help), *tables(parser))


def tables(parser: ArgumentParser) -> list[str]:
    """The options of a command; for one with verbs, a table of each verb's."""
    verbs = next((one for one in parser._actions if isinstance(one, _SubParsersAction)), None)
    if verbs is None:
        options = options_of(parser)
        return [table(("option", "what for"), options)] if options else []
    shown = [(f"`{one.dest}`", str(one.help)) for one in verbs._choices_actions]
    listed = [(f"`{verb}` {names}", about) for verb, under in verbs.choices.items() for names, about in options_of(under)]
    return [table(("verb", "what it does"), shown), *([table(("option", "what for"), listed)] if listed else [])]


def options_of(parser: ArgumentParser) -> list[tuple[str, ...]]:
    return [line(one) for one in parser._actions if not USUAL & set(one.option_strings)]


def line(one: Action) -> tuple[str, ...]:
    names = ", ".join(f"`{name}`" for name in one.option_strings) or f"`{one.metavar or one.dest}`"
    choices = f" One of: {', '.join(map(str, one.choices))}." if one.choices else ""
    return names, f"{one.help or ''}{choices}{' Required.' if one.required and one.option_strings else ''}".strip() or "–"
