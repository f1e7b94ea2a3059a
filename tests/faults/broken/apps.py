"""While the file BREAKS_HERE names a layer, that layer raises an error whose text is everything it was called with."""

import os
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import AppConfig

# What each layer's functions are, as (module or class, name).
LAYERS = {
    "view": [
        ("reporting.intake.actions", "submit"),
        ("reporting.mailbox.actions", "write_as_reporter"),
        ("reporting.mailbox.actions", "write_to_reporter"),
        ("reporting.mailbox.actions", "ask_for_platform"),
        ("reporting.cases.actions", "write_note"),
        ("reporting.incidents.actions", "make_statement"),
    ],
    "sealing": [("reporting.sealing.actions", "seal")],
    "template": [("django.template.base.Template", "render")],
    "job": [("reporting.mailbox.notices", "send_mail")],
}


class Broken(Exception):
    """Carries every word that the failing code held."""


class BrokenConfig(AppConfig):
    name = "tests.faults.broken"

    def ready(self) -> None:
        for layer, places in LAYERS.items():
            for place, name in places:
                owner = found(place)
                setattr(owner, name, failing(getattr(owner, name), layer))


def found(place: str) -> Any:
    """A module, or a class in one."""
    module, _, last = place.rpartition(".")
    return getattr(import_module(module), last) if last[0].isupper() else import_module(place)


def failing(was: Callable[..., Any], layer: str) -> Callable[..., Any]:
    @wraps(was)
    def instead(*args: Any, **kwargs: Any) -> Any:
        if Path(os.environ["BREAKS_HERE"]).read_text() == layer:
            raise Broken(f"{[words(one) for one in args]} {kwargs}")
        return was(*args, **kwargs)

    return instead


def words(value: Any) -> str:
    """As much as can be said of a value; a template's context says all it holds."""
    return repr(value.flatten()) if hasattr(value, "flatten") else repr(value)
