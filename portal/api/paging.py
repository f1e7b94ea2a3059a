"""Pages by cursor: `?cursor=` takes what `next` of the page before said."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request

from reporting.intake.refusals import UnknownField
from reporting.refusals import Invalid

SIZE = 50
Row = TypeVar("Row")
CURSOR = OpenApiParameter("cursor", str, description="`next` of the page before. Without it, the first page.")


def asked(request: Request, *allowed: str) -> Mapping[str, str]:
    """The query's values. Refuses a name that this call does not have."""
    for name in request.query_params:
        if name not in allowed or len(request.query_params.getlist(name)) > 1:
            raise UnknownField(field=name)
    return request.query_params.dict()


def cut(rows: Sequence[Row]) -> tuple[Sequence[Row], Row | None]:
    """One page of rows that were read one more than a page; the last row when there are more behind it."""
    return rows[:SIZE], rows[SIZE - 1] if len(rows) > SIZE else None


def paged(shape: Any, rows: Sequence[Any], next_cursor: str | int | None) -> dict[str, Any]:
    """The body of a page."""
    return {"items": shape(rows, many=True).data, "next": None if next_cursor is None else str(next_cursor)}


def page_of(shape: Any) -> Any:
    """What a page of these rows looks like, for the document."""
    fields: dict[str, Any] = {"items": shape(many=True), "next": serializers.CharField(allow_null=True)}
    return inline_serializer(f"{shape.__name__}Page", fields)


def number(text: str, *, field: str) -> int:
    """A whole number in a query."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 18):
        raise Invalid(field=field)
    return int(text)
