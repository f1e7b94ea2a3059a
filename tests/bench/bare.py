"""The measure to stand beside: a Django view that stores the rows of a report with five ORM inserts and does nothing else.

`DJANGO_SETTINGS_MODULE=tests.bench.bare_settings manage.py serve` serves it.
"""

import secrets
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from reporting.audit.models import AuditEntry
from reporting.cases.models import Case
from reporting.ledger.models import Leaf
from reporting.reports.models import Report
from reporting.sealing.hybrid import CURVE, SEALED_FOR_QUEUE, SEALED_FOR_REPORTER
from reporting.sealing.models import Envelope

HOUR = datetime(2026, 11, 20, 12, tzinfo=UTC)
SEALED: list[bytes] = []


def rows() -> list[models.Model]:
    """One report's rows, not yet stored: envelope, report, case, audit entry, leaf."""
    envelope = Envelope(name=secrets.token_hex(8), queue="trust", queue_key="bench", sealed_for_queue=bytes(SEALED_FOR_QUEUE))
    envelope.reporter_public, envelope.sealed_for_reporter = bytes(CURVE), bytes(SEALED_FOR_REPORTER)
    report = Report(envelope=envelope, category="harassment", language="en", received_at=HOUR, **_answers())
    number = f"GF-{secrets.token_hex(2).upper()}-{secrets.token_hex(2).upper()}-0"
    case = Case(number=number, report=report, queue="trust", severity="medium", sensitivity="S1", opened_at=HOUR, due_at=HOUR, urgency=3)
    entry = AuditEntry(event="case.opened", actor_kind="reporter", subject=number, hour=HOUR)
    return [envelope, report, case, entry, Leaf(value=secrets.token_bytes(32))]


def _answers() -> dict[str, Any]:
    from reporting.sealing import actions as sealing
    from reporting.sealing.kinds import DataKey, Place

    if not SEALED:
        key = DataKey(secrets.token_hex(8), secrets.token_bytes(32))
        SEALED.append(sealing.seal(text="x" * 1_000, place=Place("report", "sealed_answers", key.name), key=key))
    return {"open_answers": {"ai_role": "dk"}, "staff_answers": {"danger_now": "no"}, "sealed_answers": SEALED[0]}


@csrf_exempt
def five_inserts(request: HttpRequest) -> HttpResponse:
    envelope, report, case, entry, leaf = rows()
    with transaction.atomic():
        envelope.save(force_insert=True)
        report.save(force_insert=True)
        case.report = report  # type: ignore[attr-defined]
        case.save(force_insert=True)
        entry.save(force_insert=True)
        leaf.save(force_insert=True)
    return HttpResponse(b"{}", status=201, headers={"Content-Length": "2"})


urlpatterns = [path("api/v1/reports", five_inserts)]
