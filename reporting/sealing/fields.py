"""Columns that may hold bytes: one ciphertext, or a key. Clear text is stopped before it reaches SQL."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from reporting.sealing import ciphertext


class SealedField(models.BinaryField):
    """One ciphertext made by `sealing.actions.seal` or `house_key.seal_secret`. Anything else: ValueError that does not show it."""

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        if value is not None and not ciphertext.is_ciphertext(bytes(value)):
            raise ValueError(f"{self.name} takes a sealed text; this is not one.")
        return super().get_db_prep_value(value, connection, prepared)


class KeyField(models.BinaryField):
    """A public key, or a data key sealed to one; at most `max_length` bytes. Never text."""
