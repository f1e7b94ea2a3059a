"""What every test has; the keys are made in tests/keys.py."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from portal.public import blank
from reporting.recent import Recent
from reporting.routing import queries as routing
from tests.network import only_this_machine as only_this_machine
from tests.services import NEEDS

IS_REQUIRED = bool(os.environ.get("REQUIRE_SERVICES"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave a test out where its service is missing; refuse to where every service is required."""
    missing = [why for name, why_missing in NEEDS.items() if item.get_closest_marker(name) and (why := why_missing())]
    if missing and IS_REQUIRED:
        pytest.fail("; ".join(missing), pytrace=False)
    if missing:
        pytest.skip("; ".join(missing))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None] | None:
    """Name what was not run, and why, in the closing lines."""
    reasons = {report.longrepr[2] for report in terminalreporter.stats.get("skipped", []) if isinstance(report.longrepr, tuple)}
    for reason in sorted(reasons):
        terminalreporter.write_line(f"Not run: {reason.removeprefix('Skipped: ')}")
    return None


@pytest.fixture(autouse=True)
def nothing_of_another_test() -> Iterator[None]:
    """What a process remembers of rules, products and pages goes with the rows of the test."""
    yield
    routing.forget()
    for recent in Recent.everywhere:
        recent.forget()
    blank._kept.clear()


@pytest.fixture(autouse=True)
def plain_statics(settings: Any) -> None:
    """Pages name their static files without a manifest, which only `collectstatic` makes."""
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
