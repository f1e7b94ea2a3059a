"""Giving the reporter a signed receipt, and the log its leaf."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from reporting import rows
from reporting.actors import Actor
from reporting.audit import actions as audit
from reporting.cases.models import Case
from reporting.ledger import actions as ledger
from reporting.ledger import queries as log
from reporting.receipts import draft
from reporting.receipts.models import Receipt
from reporting.sealing.kinds import DataKey


@transaction.atomic(savepoint=False)
def issue(*, case: Case, answers: Mapping[str, str], key: DataKey, by: Actor, at: datetime) -> Receipt:
    """Sign that this report was made in good faith, and promise its place in the log. Once a case.

    The answers are committed to, not told: `answers` by field name, as they were filed; `key` is the case's, from which the salts
    that open them come. Signs once and asks the log's latest checkpoint; the proof follows within seconds.
    """
    made = draft.signed(case=case, answers=answers, key=key, previous=log.recent_head(), at=at)
    receipt = rows.add(Receipt(case=case, note=made.note, leaf=ledger.promise(leaf=made.leaf)))
    audit.record("receipt.issued", subject=case.number, by=by, at=at)
    return receipt
