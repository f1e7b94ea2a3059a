"""Every column says how it is handled, once; what is sealed is sealed; erasing a case covers what its reporter told."""

import pytest
from django.apps import apps

from reporting.handling import Handling
from reporting.sealing.fields import KeyField, SealedField

OUR_MODELS = list(apps.get_app_config("reporting").get_models())
MODELS = [pytest.param(model, id=model.__name__) for model in OUR_MODELS]
# Where a reporter's own words are kept: erasing the case must empty or destroy each of them.
OF_THE_REPORTER = ("reporting.reports.", "reporting.cases.", "reporting.mailbox.")


def columns(model):
    return {field.name: field for field in model._meta.local_concrete_fields}


@pytest.mark.parametrize("model", MODELS)
def test_every_column_is_declared_exactly_once(model):
    handling = getattr(model, "handling", None)
    assert isinstance(handling, Handling), f"{model.__name__}: say `handling = Handling(open=..., inside=..., sealed=...)`."
    declared = [*handling.open, *handling.inside, *handling.sealed]

    assert sorted(declared) == sorted(columns(model)), (
        f"{model.__name__}: put each column in exactly one of open, inside, sealed. "
        f"Missing: {sorted(columns(model).keys() - set(declared))}; unknown: {sorted(set(declared) - columns(model).keys())}; "
        f"twice: {sorted({name for name in declared if declared.count(name) > 1})}."
    )


@pytest.mark.parametrize("model", MODELS)
def test_sealed_columns_are_sealed_and_no_ciphertext_is_declared_otherwise(model):
    kinds = {name: type(column) for name, column in columns(model).items()}
    in_clear = [name for name in model.handling.sealed if kinds[name] not in (SealedField, KeyField)]
    undeclared = [name for name, kind in kinds.items() if kind is SealedField and name not in model.handling.sealed]

    assert not in_clear, f"{model.__name__}: make {in_clear} a SealedField, or do not declare it sealed."
    assert not undeclared, f"{model.__name__}: declare {undeclared} as sealed."


@pytest.mark.parametrize("model", MODELS)
def test_what_erasure_empties_exists(model):
    assert set(model.handling.erased) <= columns(model).keys(), f"{model.__name__}: `erased` names columns that are not there."


@pytest.mark.parametrize("model", MODELS)
def test_a_reporters_sealed_words_go_when_the_case_is_erased(model):
    if not model.__module__.startswith(OF_THE_REPORTER):
        return
    kept = set(model.handling.sealed) - set(model.handling.erased)

    assert not kept, f"{model.__name__}: name {sorted(kept)} in `erased`, and make erasure cover it."
