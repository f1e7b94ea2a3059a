"""The OpenAPI document: fresh in docs, complete, and true of what the calls answer; no call it allows ends in a defect (R-18)."""

import os
from pathlib import Path

import pytest
import schemathesis
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck
from hypothesis import settings as sizes
from schemathesis import checks
from schemathesis.specs.openapi import checks as openapi_checks

from portal.api.schema import COPY, as_yaml, document
from portal.api.urls import urlpatterns
from tests.api.calling import program_of, reporter
from tests.makers import file_report

CHECKS = (
    checks.not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_schema_conformance,
)
EXAMPLES = 100 if os.environ.get("FAULTS") == "all" else 3  # of each call
described = schemathesis.openapi.from_dict(document())
described.config.update(base_url="http://127.0.0.1")
described.app = WSGIHandler()


@pytest.fixture
def one_connection(db):
    """The test's own connection stays open over many requests, as with Django's test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_the_copy_in_docs_is_fresh():
    assert (Path(settings.ROOT) / COPY).read_text(encoding="utf-8") == as_yaml(), "Run `manage.py openapi --write` and commit the copy."


def test_every_call_is_described():
    addresses = {
        f"/api/v1/{pattern.pattern}".replace("<number:number>", "{number}").replace("<delivery:number>", "{number}")
        for pattern in urlpatterns
    }

    assert addresses - {"/api/v1/schema"} == set(document()["paths"])
    assert document()["openapi"].startswith("3.1")


def test_the_document_is_served_to_anyone(client):
    answer = client.get("/api/v1/schema")

    assert answer.status_code == 200
    assert answer.json()["info"]["title"]


@described.parametrize()
@sizes(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
def test_no_call_fails_or_answers_what_is_not_described(one_connection, case):
    authorization = (
        program_of().headers if "CaseKey" not in str(case.operation.definition.raw.get("security")) else reporter(file_report()).headers
    )

    answer = case.call(headers=authorization)

    case.validate_response(answer, checks=CHECKS)
