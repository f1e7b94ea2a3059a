"""Filing a report: all of it or nothing of it, and once however often it is sent."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from reporting import rows
from reporting.actors import Actor
from reporting.cases import actions as cases
from reporting.cases import sharing
from reporting.cases.models import Case
from reporting.cases.routing import route
from reporting.facts import catalogue
from reporting.guard import actions as guard
from reporting.intake import answers as checked
from reporting.intake.models import FilingKey
from reporting.intake.rules import Answer
from reporting.ledger.models import Leaf
from reporting.mailbox import actions as mailbox
from reporting.mailbox import notices
from reporting.mailbox import queries as mailboxes
from reporting.mailbox.models import Mailbox
from reporting.platforms import queries as platforms
from reporting.platforms.models import Product
from reporting.platforms.refusals import KeyUsedOtherwise
from reporting.receipts import actions as receipts
from reporting.receipts import queries as issued
from reporting.reports import actions as reports
from reporting.reports.models import Report
from reporting.reports.rules import FREE_TEXT
from reporting.routing import queries as routing
from reporting.sealing import actions as sealing
from reporting.sealing import case_keys
from reporting.sealing.marks import mark
from reporting.webhooks.models import WebhookMessage


@dataclass(frozen=True, slots=True)
class Filed:
    """What the reporter holds afterwards: however often a report is sent, the receipt is the same bytes.

    `is_new` is False when the same report had been filed before.
    """

    case: Case
    receipt: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class _Key:
    """A client's filing key and what came with it, as they are kept: hashes of both."""

    lookup: str
    fingerprint: str

    @classmethod
    def of(cls, filing_key: str, answers: Mapping[str, object]) -> "_Key | None":
        if not filing_key:
            return None
        sent = json.dumps(answers, sort_keys=True, default=str)
        return cls(hashlib.sha256(filing_key.encode()).hexdigest(), mark(sent, context="filing"))


def submit(*, answers: Mapping[str, object], case_key: bytes, language: str, by: Actor, at: datetime, filing_key: str = "") -> Filed:
    """File a report, or find the one filed before with this case key or filing key.

    Refuses incomplete answers and any content (`Several`, `ContentRefused`); then nothing at all is left behind. Refuses a filing key that
    came with other answers before (`KeyUsedOtherwise`), so that nobody is handed the number of somebody else's case.
    """
    key = _Key.of(filing_key, answers)
    return _filed_before(case_key, key) or _submit_once(answers, case_key, language, by, at, key)


def _submit_once(answers: Mapping[str, object], case_key: bytes, language: str, by: Actor, at: datetime, filing_key: _Key | None) -> Filed:
    product = platforms.product_named(str(answers.get("product", "")).strip())
    clean = checked.complete(answers, at=at, ours=("product",) if product else ())
    typed = _typed(clean, product)
    if len(typed) > 1:  # each alone has passed already
        guard.check_joined(texts=typed, field="what_happened")
    try:
        return _file(clean, product, case_key, language, by, at, filing_key)
    except IntegrityError:
        filed = _filed_before(case_key, filing_key)
        if filed is None:
            raise
        return filed


@transaction.atomic
@rows.together(Report, Case, Mailbox, Leaf, WebhookMessage)
def _file(
    answers: Mapping[str, Answer],
    product: Product | None,
    case_key: bytes,
    language: str,
    by: Actor,
    at: datetime,
    filing_key: _Key | None,
) -> Filed:
    """One transaction: report, case, clocks, mailbox, receipt, audit entry, what the platform is told."""
    routed = route(answers, routing.in_use())
    envelope, key = sealing.new_envelope(queue=routed.queue, reporter_public=case_keys.reporter_public(case_key))
    told = {name: answer for name, answer in answers.items() if name != "email"}  # kept apart, so that it can be deleted
    report = reports.file_report(answers=told, product=product, envelope=envelope, key=key, language=language, by=by, at=at)
    shared = answers["share_with_platform"] != "no"
    locator = shared and answers.get("share_locator", True) is True
    case = cases.open_case(report=report, routed=routed, is_shared=shared, shares_locator=locator, by=by, at=at)
    sharing.mark_references(case=case, answers=answers)
    box = mailbox.open_mailbox(case=case, case_key=case_key, by=by, at=at)
    if answers.get("email"):
        notices.ask_for(mailbox=box, address=str(answers["email"]), key=key, by=by, at=at)
    receipt = receipts.issue(case=case, answers=checked.as_text(answers), key=key, by=by, at=at)
    if filing_key:
        rows.add(FilingKey(lookup=filing_key.lookup, fingerprint=filing_key.fingerprint, case=case))
    return Filed(case, issued.first_text_of(receipt), is_new=True)


def _filed_before(case_key: bytes, filing_key: _Key | None) -> Filed | None:
    """The report already filed with this key, if any."""
    box = mailboxes.find(case_key) if mailboxes.is_known(case_key) else None
    case = box.case if box else None
    if case is None and filing_key:
        found = FilingKey.objects.select_related("case__receipt").filter(lookup=filing_key.lookup).first()
        if found and found.fingerprint != filing_key.fingerprint:
            raise KeyUsedOtherwise()
        case = found.case if found else None
    return Filed(case, issued.first_text_of(case.receipt), is_new=False) if case else None


def _typed(answers: Mapping[str, Answer], product: Product | None) -> list[str]:
    """What the reporter wrote. The name of a product we know is ours, not theirs."""
    return [str(answers[key]) for key in answers if _is_text(key) and not (product and key == "product")]


def _is_text(key: str) -> bool:
    return catalogue.field(key).type in checked.GUARDED and catalogue.field(key).type in FREE_TEXT
