#!/usr/bin/env python3
"""The one door for commands: `up` runs the portal, `test` proves it, the rest is listed by `help`."""

import os
import sys

from portal.bootstrap import prepare


def main() -> None:
    prepare(sys.argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    match sys.argv[1:]:
        case ["up", *_]:
            from portal.up import up

            up()
        case ["test", *words]:
            import pytest

            sys.exit(pytest.main(words or ["-n", "2", "tests"]))
        case _:
            from django.core.management import execute_from_command_line

            execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
