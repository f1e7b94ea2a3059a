#!/usr/bin/env python3
"""The one door for commands: `up` runs the portal, `test` proves it, the rest is listed by `help`."""

import os
import sys
from importlib.util import find_spec

from portal.bootstrap import prepare

NOTHING_INSTALLED = "What the portal needs is not installed here. Run `python3 manage.py up` once, or see docs/how-to/run-in-production.md."


def main() -> None:
    prepare(sys.argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    match sys.argv[1:]:
        case ["test", *words]:
            import pytest

            sys.exit(pytest.main(words or ["-n", "2", "tests"]))
        case words:
            if find_spec("django") is None:
                sys.exit(NOTHING_INSTALLED)
            _run(words)


def _run(words: list[str]) -> None:
    """A configuration that cannot be used ends the command with its one sentence; `--traceback` shows where it came from."""
    from django.core.exceptions import ImproperlyConfigured

    try:
        _execute(words)
    except ImproperlyConfigured as refusal:
        if "--traceback" in words:
            raise
        sys.exit(str(refusal))


def _execute(words: list[str]) -> None:
    from portal.demonstration import settle
    from portal.up import up

    words = settle(words, os.environ)
    if words[:1] == ["up"]:
        up()
        return
    from django.core.management import execute_from_command_line

    execute_from_command_line([sys.argv[0], *words])


if __name__ == "__main__":
    main()
