"""data-inventory.md: every column we keep, and what a thief of the database or a court with an order would get from it."""

from collections.abc import Sequence

from django.apps import apps
from django.db.models import Model

from portal.reference.tables import code, page, section, table
from reporting.handling import Handling


def text() -> str:
    models = sorted(apps.get_app_config("reporting").get_models(), key=lambda model: model._meta.db_table)
    return page(
        "Data inventory",
        "Every column of every table, from the `handling` each declares. There is no column for an address, a browser, a file or a link, "
        "and times about reporters are kept to the hour.",
        section(
            "Who would get what",
            "- **A thief of the database, a backup, the broker or the logs** reads the open and inside columns below. Sealed columns are "
            "ciphertext in a few fixed sizes; the keys are elsewhere. The case key is not there, only a keyed hash of it.\n"
            "- **A thief of the process that takes reports in** gets public keys and what is in flight at that moment. It opens no earlier report.\n"
            "- **A court with an order** can have the same columns and, from the console host, the texts of cases that are not yet erased. "
            "We cannot say who the reporter is unless they wrote it.\n"
            "- **Anybody** can read the public log: hashes and their order, no times, no words.",
        ),
        section("In the clear", table(("table", "may leave the house", "for staff only"), (clear(model) for model in models))),
        section("Sealed", table(("table", "ciphertext or key"), sealed(models))),
        section("Emptied or made unreadable when a case is erased", table(("table", "columns"), erased(models))),
    )


def handling(model: type[Model]) -> Handling:
    declared: Handling = model.handling  # type: ignore[attr-defined]
    return declared


def clear(model: type[Model]) -> Sequence[str]:
    return f"`{model._meta.db_table}`", code(handling(model).open) or "nothing", code(handling(model).inside) or "nothing"


def sealed(models: Sequence[type[Model]]) -> list[Sequence[str]]:
    return [(f"`{model._meta.db_table}`", code(handling(model).sealed)) for model in models if handling(model).sealed]


def erased(models: Sequence[type[Model]]) -> list[Sequence[str]]:
    return [(f"`{model._meta.db_table}`", code(handling(model).erased)) for model in models if handling(model).erased]
