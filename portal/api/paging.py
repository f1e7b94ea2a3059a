"""Pages by cursor: `?cursor=` takes what `next` of the page before said."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request

from portal.api.fields import ONE_OF
from reporting.intake.refusals import NotOffered, UnknownField
from reporting.refusals import Invalid, NotFound

SIZE = 50
NO_CURSOR = _("This cursor leads nowhere. Send `next` of the page before as it was, or leave it out for the first page.")
Row = TypeVar("Row")
CURSOR = OpenApiParameter("cursor", str, description="`next` of the page before. Without it, the first page.")


def asked(request: Request, *allowed: str) -> Mapping[str, str]:
    """The query's values. Refuses a name that this call does not have."""
    for name in request.query_params:
        if name not in allowed or len(request.query_params.getlist(name)) > 1:
            raise UnknownField(field=name)
    return request.query_params.dict()


def choice(asked: Mapping[str, str], name: str, offered: Collection[str]) -> str:
    """A code asked for in the query, or nothing. Refuses one that is not offered, naming those that are."""
    value = asked.get(name, "")
    if value and value not in offered:
        raise NotOffered(field=name, words=str(ONE_OF) % {"codes": ", ".join(offered)})
    return value


@contextmanager
def from_cursor() -> Iterator[None]:
    """Around reading a page: a cursor that leads nowhere is refused as a cursor, not as a thing that is missing."""
    try:
        yield
    except NotFound:
        raise Invalid(field="cursor", words=NO_CURSOR) from None


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
        raise Invalid(field=field, words=NO_CURSOR if field == "cursor" else None)
    return int(text)
