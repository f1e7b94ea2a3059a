"""Strict fields: a text is a text, a tick a tick, and nothing is turned into another form. Times go out in UTC."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from reporting import clock
from reporting.intake.refusals import AnswerNeeded, NotADate, NotOffered, TooLong, UnknownField, WrongType
from reporting.refusals import Refused, Several

LONGEST = 4_000
NEEDED = _("This field is needed. Send it as the schema says.")
ONE_OF = _("Send one of: %(codes)s.")
REFUSALS: Mapping[str, type[Refused]] = {
    "required": AnswerNeeded,
    "blank": AnswerNeeded,
    "empty": AnswerNeeded,
    "invalid_choice": NotOffered,
    "max_length": TooLong,
    "max_value": NotOffered,
    "min_value": NotOffered,
    "not_a_date": NotADate,
}


class Text(serializers.CharField):
    """A string, up to the longest the guard takes; never a number or a tick in disguise."""

    def __init__(self, **choices: Any) -> None:
        super().__init__(**{"max_length": LONGEST, "trim_whitespace": False, **choices})

    def to_internal_value(self, data: object) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class Code(serializers.ChoiceField):
    """One of a closed list of codes."""

    def to_internal_value(self, data: object) -> str:
        if not isinstance(data, str):
            raise serializers.ValidationError("", code="invalid")
        return str(super().to_internal_value(data))


class Tick(serializers.BooleanField):
    """true or false, nothing else."""

    def to_internal_value(self, data: object) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=None)
        return data


class Whole(serializers.IntegerField):
    """A whole number, not a string or a tick."""

    def to_internal_value(self, data: object) -> int:
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return data


class Moment(serializers.DateTimeField):
    """A time with its zone; told in UTC."""

    def to_internal_value(self, data: object) -> datetime:
        if not isinstance(data, str):
            raise serializers.ValidationError("", code="invalid")
        try:
            moment = datetime.fromisoformat(data)
            return moment.astimezone(UTC) if moment.tzinfo else self._not_a_date()
        except (ValueError, OverflowError):
            return self._not_a_date()

    def to_representation(self, value: datetime) -> str:
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

    def _not_a_date(self) -> datetime:
        raise serializers.ValidationError("", code="not_a_date")


class Hour(Moment):
    """A time told to the hour, as everything about a reporter's doings is (security design, T13)."""

    def to_representation(self, value: datetime) -> str:
        return super().to_representation(clock.hour(value))


class Shape(serializers.Serializer[Any]):
    """What a call takes or answers, field by field."""


def taken(shape: type[Shape], body: object) -> dict[str, Any]:
    """A body that fits its shape. Refuses unknown keys, missing ones and wrong forms, each with its field."""
    if not isinstance(body, Mapping):
        raise WrongType()
    form = shape(data=dict(body))
    refusals: list[Refused] = [UnknownField(field=str(key)) for key in body.keys() - form.fields.keys()]
    form.is_valid()
    refusals += [_refusal(form.fields.get(field), field, code) for field, code in _faults(form.errors)]
    if refusals:
        raise refusals[0] if len(refusals) == 1 else Several(refusals)
    return dict(form.validated_data)


def _faults(errors: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(field, _first_code(faults)) for field, faults in errors.items()]


def _first_code(faults: Any) -> str:
    """The code of the first fault, however deep in a list of lists it stands."""
    while isinstance(faults, Mapping | list):
        faults = next(iter(faults.values() if isinstance(faults, Mapping) else faults))
    return str(faults.code)


def _refusal(asked: Any, field: str, code: str) -> Refused:
    """The refusal in words for a program's author; the codes offered are named."""
    refusal = REFUSALS.get(code, WrongType)
    words = NEEDED if refusal is AnswerNeeded else _offered(asked) if refusal is NotOffered else None
    return refusal(field=field, words=words)


def _offered(asked: Any) -> str | None:
    codes = getattr(getattr(asked, "child", asked), "choices", None)
    return str(ONE_OF) % {"codes": ", ".join(map(str, codes))} if codes else None
