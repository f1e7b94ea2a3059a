"""Filing a report: all of it or nothing of it, and once however often it is sent."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest

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
from reporting.intake.refusals import CaseKeyUsed
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
from reporting.sealing.kinds import CaseKey
from reporting.sealing.marks import mark
from reporting.webhooks.models import WebhookMessage


@dataclass(frozen=True, slots=True)
class Filed:
    """What the reporter holds afterwards: however often a report is sent, the receipt is the same bytes.

    `case_key` opens the case; it is None when the same report had been filed before, as only who chose it knows it.
    """

    case: Case
    receipt: str
    case_key: CaseKey | None

    @property
    def is_new(self) -> bool:
        return self.case_key is not None


@dataclass(frozen=True, slots=True)
class _Sent:
    """What makes a report that is sent again known: keyed hashes of the answers, alone and with the keys that the client chose.

    `chosen` is the case key it chose, if any: it belongs to what came with a filing key, or that key would answer for another case key.
    """

    chosen: CaseKey | None
    fingerprint: str
    filing_key: str
    filing_fingerprint: str

    @classmethod
    def of(cls, answers: Mapping[str, object], chosen: bytes | None, filing_key: str) -> "_Sent":
        told = json.dumps(answers, sort_keys=True, default=str)
        key = None if chosen is None else CaseKey(chosen)
        if not filing_key:
            return cls(key, mark(told, context="filed"), "", "")
        both = f"{case_keys.lookup(key).hex() if key else ''}|{told}"
        return cls(key, mark(told, context="filed"), hashlib.sha256(filing_key.encode()).hexdigest(), mark(both, context="filing"))


def submit(*, answers: Mapping[str, object], case_key: bytes | None, language: str, by: Actor, at: datetime, filing_key: str = "") -> Filed:
    """File a report, or find the one filed before with this case key or filing key. Without a case key a new one is drawn.

    Refuses incomplete answers and any content (`Several`, `ContentRefused`); then nothing at all is left behind. Refuses a case key or a
    filing key that came with other answers before (`CaseKeyUsed`, `KeyUsedOtherwise`), so that no words are taken for received that were
    not, and nobody is handed the number of somebody else's case. Erasing a case forgets both keys: what is sent with them afterwards is
    filed as a new report, so a key of an erased case and one that never was cannot be told apart.
    """
    sent = _Sent.of(answers, case_key, filing_key)
    return _filed_before(sent) or _submit_once(answers, sent, language, by, at)


def _submit_once(answers: Mapping[str, object], sent: _Sent, language: str, by: Actor, at: datetime) -> Filed:
    product = platforms.product_named(str(answers.get("product", "")).strip())
    clean = checked.complete(answers, at=at, ours=("product",) if product else ())
    typed = _typed(clean, product)
    if len(typed) > 1:  # each alone has passed already
        guard.check_joined(texts=typed, field="what_happened")
    try:
        return _file(clean, product, sent, language, by, at)
    except IntegrityError:
        filed = _filed_before(sent)
        if filed is None:
            raise
        return filed


@transaction.atomic
@rows.together(Report, Case, Mailbox, Leaf, WebhookMessage)
def _file(answers: Mapping[str, Answer], product: Product | None, sent: _Sent, language: str, by: Actor, at: datetime) -> Filed:
    """One transaction: report, case, clocks, mailbox, receipt, audit entry, what the platform is told."""
    case_key = sent.chosen or case_keys.new_case_key()
    routed = route(answers, routing.in_use())
    envelope, key = sealing.new_envelope(queue=routed.queue, reporter_public=case_keys.reporter_public(case_key))
    told = {name: answer for name, answer in answers.items() if name != "email"}  # kept apart, so that it can be deleted
    report = reports.file_report(answers=told, product=product, envelope=envelope, key=key, language=language, by=by, at=at)
    shared = answers["share_with_platform"] != "no"
    locator = shared and answers.get("share_locator", True) is True
    case = cases.open_case(report=report, routed=routed, is_shared=shared, shares_locator=locator, by=by, at=at)
    sharing.mark_references(case=case, answers=answers)
    box = mailbox.open_mailbox(case=case, case_key=case_key, fingerprint=sent.fingerprint, by=by, at=at)
    if answers.get("email"):
        notices.ask_for(mailbox=box, address=str(answers["email"]), key=key, by=by, at=at)
    receipt = receipts.issue(case=case, answers=checked.as_text(answers), key=key, by=by, at=at)
    if sent.filing_key:
        rows.add(FilingKey(lookup=sent.filing_key, fingerprint=sent.filing_fingerprint, case=case))
    return Filed(case, issued.first_text_of(receipt), case_key)


def _filed_before(sent: _Sent) -> Filed | None:
    """The same report already filed with one of these keys, if any; refused when it was another report."""
    case = _of_filing_key(sent) or _of_case_key(sent)
    return Filed(case, issued.first_text_of(case.receipt), case_key=None) if case else None


def _of_filing_key(sent: _Sent) -> Case | None:
    if not sent.filing_key:
        return None
    found = FilingKey.objects.select_related("case__receipt").filter(lookup=sent.filing_key).first()
    if found and not compare_digest(found.fingerprint, sent.filing_fingerprint):
        raise KeyUsedOtherwise()
    return found.case if found else None


def _of_case_key(sent: _Sent) -> Case | None:
    box = mailboxes.find(sent.chosen) if sent.chosen and mailboxes.is_known(sent.chosen) else None
    if box and not compare_digest(box.fingerprint, sent.fingerprint):
        raise CaseKeyUsed()
    return box.case if box else None


def _typed(answers: Mapping[str, Answer], product: Product | None) -> list[str]:
    """What the reporter wrote. The name of a product we know is ours, not theirs."""
    return [str(answers[key]) for key in answers if _is_text(key) and not (product and key == "product")]


def _is_text(key: str) -> bool:
    return catalogue.field(key).type in checked.GUARDED and catalogue.field(key).type in FREE_TEXT
