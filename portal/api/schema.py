"""The OpenAPI 3.1 document: made from the calls themselves, the report's questions from the facts. Its copy in docs is tested to be fresh."""

import json
from functools import cache
from typing import Any

import yaml
from django.http import HttpRequest, JsonResponse
from django.utils.translation import override
from django.views.decorators.http import require_GET
from drf_spectacular.generators import SchemaGenerator

from reporting.facts import catalogue
from reporting.facts.kinds import Field

COPY = "docs/reference/openapi.yaml"
JSON_PROBLEM = "application/problem+json"
MEDIA_TYPE = "application/vnd.oai.openapi+json; version=3.1"
CASE_KEY = {"type": "string", "maxLength": 400, "description": "The reporter's own key, words or characters; without it we make one."}
PROBLEM = {
    "type": "object",
    "description": "RFC 9457. `code` says what, `field` where, `reason` why a text was refused, `errors` each of several.",
    "required": ["type", "title", "status", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "field": {"type": "string"},
        "reason": {"type": "string"},
        "errors": {"type": "array", "items": {"type": "object"}},
    },
}
FORMS: dict[str, dict[str, Any]] = {
    "boolean": {"type": "boolean"},
    "multi": {"type": "array"},
    "datetime_with_tz": {"type": "string", "format": "date-time"},
    "email": {"type": "string"},
}


@require_GET
def document_page(request: HttpRequest) -> JsonResponse:
    """The document, for anyone."""
    return JsonResponse(document(), content_type=MEDIA_TYPE)


@cache
def document() -> dict[str, Any]:
    """The whole document; every call may also answer a problem."""
    with override("en"):
        made: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    made["components"]["schemas"]["Problem"] = PROBLEM
    for address, calls in made["paths"].items():
        for call in calls.values():
            call["tags"] = [address.split("/")[3]]
            call["responses"]["default"] = {
                "description": "A refusal, with what to do next.",
                "content": {JSON_PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
            }
    return made


def as_yaml() -> str:
    """The document as it stands in docs/reference."""
    plain = json.loads(json.dumps(document()))
    return yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=140)


def report_body() -> dict[str, Any]:
    """What `POST /reports` takes: the questions of the facts, by key."""
    fields = catalogue.fields()
    properties = {field.key: _form(field) for field in fields} | {"case_key": CASE_KEY}
    required = [field.key for field in fields if field.required and field.default is None]
    schema = {"type": "object", "additionalProperties": False, "required": required, "properties": properties}
    return {"application/json": schema}


def _form(field: Field) -> dict[str, Any]:
    form: dict[str, Any] = {**FORMS.get(field.type, {"type": "string"}), "description": str(field.title)}
    codes = list(catalogue.by_code()) if field.type == "category_code" else list(field.values)
    if field.type == "multi":
        form["items"] = {"type": "string", "enum": codes}
    elif codes and field.type in ("choice", "category_code"):
        form["enum"] = codes
    if field.max:
        form["maxLength"] = field.max
    if field.pattern:
        form["pattern"] = f"^{field.pattern}$"
    if field.required and field.type == "boolean":
        form["const"] = True
    return form
