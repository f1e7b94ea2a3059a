"""A receipt's signed words before they are stored, and the leaf they promise: for one case, or for many in one statement."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from reporting import clock
from reporting.cases.models import Case
from reporting.ledger import queries as log
from reporting.ledger.kinds import Head
from reporting.ledger.signing import sign
from reporting.receipts import commitment, good_faith, queries
from reporting.receipts.statement import Statement, leaf_of
from reporting.sealing.kinds import DataKey


@dataclass(frozen=True, slots=True)
class Draft:
    """`note` is the signed statement, `leaf` what the log takes in for it."""

    note: str
    leaf: bytes


def signed(*, case: Case, answers: Mapping[str, str], key: DataKey, previous: Head, at: datetime) -> Draft:
    """Sign that this report was made in good faith, after the log stood at `previous`."""
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
        previous=previous,
        key=signer.verify_key,
    ).text()
    return Draft(sign(text, signer), leaf_of(text))
