"""Writing a report down, once."""

import json
from collections.abc import Mapping
from datetime import datetime

from reporting import clock, rows
from reporting.actors import Actor
from reporting.facts import catalogue
from reporting.platforms.models import Product
from reporting.reports.models import Report
from reporting.reports.rules import Answers, divide
from reporting.sealing import actions as sealing
from reporting.sealing.kinds import DataKey, Place
from reporting.sealing.models import Envelope


def place_of(envelope: Envelope) -> Place:
    """Where a report's sealed answers belong; a ciphertext moved elsewhere does not open."""
    return Place(table="report", field="sealed_answers", row=envelope.name)


def file_report(
    *, answers: Answers, product: Product | None, envelope: Envelope, key: DataKey, language: str, by: Actor, at: datetime
) -> Report:
    """Store answers that have passed the guard: closed choices by visibility, everything typed sealed under the case's key."""
    divided = divide(answers, catalogue.fields())
    report = Report(
        envelope=envelope,
        product=product,
        platform=product.platform if product else None,
        category=str(answers["category"]),
        subcategory=str(answers.get("subcategory", "")),
        open_answers=divided.open,
        staff_answers=divided.staff,
        sealed_answers=sealing.seal(text=json.dumps(divided.sealed, ensure_ascii=False), place=place_of(envelope), key=key),
        language=language,
        received_at=clock.hour(at),
    )
    return rows.add(report)


def open_answers_of(report: Report, key: DataKey) -> Mapping[str, str]:
    """The sealed answers of a report in the clear. Callers record who read them and why before they show them."""
    opened = sealing.open_sealed(sealed=bytes(report.sealed_answers), place=place_of(report.envelope), key=key)
    answers: Mapping[str, str] = json.loads(opened)
    return answers
