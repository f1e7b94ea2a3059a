"""Giving the reporter a signed receipt, and the log its leaf."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from reporting import clock, rows
from reporting.actors import Actor
from reporting.audit import actions as audit
from reporting.cases.models import Case
from reporting.ledger import actions as ledger
from reporting.ledger import queries as log
from reporting.ledger.signing import sign
from reporting.receipts import commitment, good_faith, queries
from reporting.receipts.models import Receipt
from reporting.receipts.statement import Statement, leaf_of
from reporting.sealing.kinds import DataKey


@transaction.atomic(savepoint=False)
def issue(*, case: Case, answers: Mapping[str, str], key: DataKey, by: Actor, at: datetime) -> Receipt:
    """Sign that this report was made in good faith, and promise its place in the log. Once a case.

    The answers are committed to, not told: `answers` by field name, as they were filed; `key` is the case's, from which the salts
    that open them come. Signs once and asks the log's latest checkpoint; the proof follows within seconds.
    """
    signer = log.signing_key()
    text = Statement(
        portal=settings.PUBLIC_URL,
        case_number=case.number,
        reference=secrets.token_hex(16),
        received_at=clock.hour(at),
        answers=commitment.commit(answers, commitment.salts_secret(key.secret)),
        guard_version=good_faith.GUARD_VERSION,
        good_faith_version=good_faith.VERSION,
        good_faith_hash=good_faith.TEXT_HASH,
        pledge_version=case.platform.pledge_version if case.platform else "",
        guidance_version=queries.guidance_version(),
        previous=log.latest_head(),
        key=signer.verify_key,
    ).text()
    receipt = rows.add(Receipt(case=case, note=sign(text, signer), leaf=ledger.promise(leaf=leaf_of(text))))
    audit.record("receipt.issued", subject=case.number, by=by, at=at)
    return receipt
