"""Holds what the reporters were promised against what an installation keeps: `python -m tests.faults.invariants`, in its environment.

Reads the promises from standard input, does all background work that is due, and prints one line per broken invariant (I1, I2, I4, I5, I7).
"""

import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import django


def broken(promises: list[dict[str, str]], drains: bool) -> Iterator[str]:
    """Every invariant that does not hold, in words."""
    from reporting import jobs
    from reporting.audit.trail import first_break

    if drains:
        jobs.drain(timeout=120)
    yield from _counts()
    yield from _receipts_differ(promises)
    for promise in promises:
        yield from _not_kept(promise)
    found = first_break()
    if found:
        yield f"I4/I5: {found}"


def _counts() -> Iterator[str]:
    from reporting.audit.models import AuditEntry
    from reporting.cases.models import Case
    from reporting.mailbox.models import Mailbox
    from reporting.receipts.models import Receipt
    from reporting.reports.models import Report
    from reporting.sealing.models import Envelope

    cases = Case.objects.count()
    for model in (Report, Mailbox, Receipt, Envelope):
        if model.objects.count() != cases:
            yield f"I2: {cases} cases but {model.objects.count()} of {model.__name__}"
    for event in ("case.opened", "receipt.issued"):
        if AuditEntry.objects.filter(event=event).count() != cases:
            yield f"I5: not one entry {event} a case"
    if Receipt.objects.filter(leaf__index=None).exists():
        yield "I2: a receipt whose leaf has no place in the log"


def _receipts_differ(promises: list[dict[str, str]]) -> Iterator[str]:
    told = defaultdict(set)
    for promise in promises:
        told[promise["key"]].add((promise["number"], promise["receipt"]))
    yield from (f"I2: {len(different)} different receipts for one key" for different in told.values() if len(different) > 1)


def _not_kept(promise: dict[str, str]) -> Iterator[str]:
    from reporting.ledger.queries import verify_keys
    from reporting.ledger.verify import check
    from reporting.mailbox import queries as mailboxes
    from reporting.reports.actions import open_answers_of
    from reporting.sealing import actions as sealing

    key = bytes.fromhex(promise["key"])
    box = mailboxes.find(key)
    if box is None:
        yield f"I1/I7: {promise['number']} was acknowledged and is not there"
        return
    opened: Any = open_answers_of(box.case.report, sealing.unlock_for_reporter(envelope=box.case.report.envelope, case_key=key))
    if box.case.number != promise["number"] or opened["what_happened"] != promise["text"]:
        yield f"I1: {promise['number']} holds something else than was sent"
    proven = check(promise["receipt"], verify_keys())
    if proven.case_number != promise["number"]:
        yield f"I1: the receipt of {promise['number']} is for {proven.case_number}"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    asked = json.load(sys.stdin)
    print(json.dumps(list(broken(asked["promises"], asked["drains"]))))
