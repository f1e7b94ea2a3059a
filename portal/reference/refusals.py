"""refusals.md: every "no", by subject, with its code, status and words."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import reporting
from portal.reference.tables import page, section, table
from reporting.refusals import Refused


def text() -> str:
    subjects: dict[str, list[type[Refused]]] = {}
    for kind in sorted(every(), key=lambda kind: (kind.__module__, kind.code)):
        subjects.setdefault(kind.__module__.removeprefix("reporting.").removesuffix(".refusals"), []).append(kind)
    return page(
        "Refusals",
        "What the portal may answer when something cannot be done: a page for people, `application/problem+json` with the same code for programs.",
        *(section(subject.capitalize(), table(("code", "status", "words"), map(line, kinds))) for subject, kinds in subjects.items()),
    )


def every() -> Iterator[type[Refused]]:
    """Every refusal of the domain."""
    for module in walk_packages(reporting.__path__, "reporting."):
        if module.name.endswith(".refusals"):
            import_module(module.name)
    waiting: list[type[Refused]] = [Refused]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            if kind.__module__.startswith("reporting."):
                yield kind


def line(kind: type[Refused]) -> tuple[object, ...]:
    return f"`{kind.code}`", kind.status, str(kind.words)
