"""A case as it stands the moment after filing, cast from a mould: the same rows that `intake.submit` writes, not stored yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from reporting import clock
from reporting.actors import Actor
from reporting.cases.actions import DANGER
from reporting.cases.kinds import URGENCY, Severity, new_case_number
from reporting.cases.models import Case
from reporting.demo import lives
from reporting.demo.lives import Life
from reporting.demo.moulds import Mould
from reporting.ledger.kinds import Head
from reporting.ledger.models import Leaf
from reporting.mailbox.models import Mailbox
from reporting.receipts import draft
from reporting.receipts.models import Receipt
from reporting.reports.actions import place_of
from reporting.reports.models import Report
from reporting.sealing import actions as sealing
from reporting.sealing import case_keys
from reporting.sealing.kinds import DataKey
from reporting.sealing.models import Envelope

Numbers = Mapping[type[models.Model], Iterator[int]]


@dataclass(frozen=True, slots=True)
class Around:
    """What filing finds: free numbers of the tables, who works each queue, and the log as it was signed last."""

    numbers: Numbers
    desk: Mapping[str, Actor]
    lead: Actor
    previous: Head
    now: datetime


def cast(mould: Mould, *, at: datetime, around: Around) -> Life:
    """One more case. Its case key is drawn as a reporter's browser draws it, and kept by nobody."""
    case_key = case_keys.new_case_key()
    envelope, key = sealing.draw_envelope(queue=mould.routed.queue, reporter_public=case_keys.reporter_public(case_key))
    report = _report(mould, envelope, key, at, around.numbers)
    case = _case(mould, report, at, around.numbers)
    mailbox = Mailbox(id=next(around.numbers[Mailbox]), case=case, lookup=case_keys.lookup(case_key).hex(), opened_at=clock.hour(at))
    signed = draft.signed(case=case, answers=mould.plain, key=key, previous=around.previous, at=at)
    leaf = Leaf(id=next(around.numbers[Leaf]), value=signed.leaf)
    receipt = Receipt(case=case, note=signed.note, leaf=leaf)
    promise = lives.promise(case, "emergency" if DANGER in case.because else "first_look", at)
    return Life(
        case=case,
        language=mould.language,
        mailbox=mailbox,
        key=key,
        staff=around.desk[case.queue],
        filed_at=at,
        clocks=[promise],
        filed=[envelope, report, case, mailbox, leaf, receipt],
        entries=[lives.entry(event, subject=case.number, by=Actor.reporter(), at=at) for event in ("case.opened", "receipt.issued")],
    )


def _report(mould: Mould, envelope: Envelope, key: DataKey, at: datetime, numbers: Numbers) -> Report:
    return Report(
        id=next(numbers[Report]),
        envelope=envelope,
        product=mould.product,
        platform=mould.product.platform if mould.product else None,
        category=mould.category,
        subcategory=mould.subcategory,
        open_answers=mould.divided.open,
        staff_answers=mould.divided.staff,
        sealed_answers=sealing.seal(text=mould.sealed, place=place_of(envelope), key=key),
        language=mould.language,
        received_at=clock.hour(at),
    )


def _case(mould: Mould, report: Report, at: datetime, numbers: Numbers) -> Case:
    routed = mould.routed
    return Case(
        id=next(numbers[Case]),
        number=new_case_number(),
        report=report,
        platform=report.platform,
        queue=routed.queue,
        also_queue=next(iter(routed.also_queues), ""),
        severity=routed.severity,
        urgency=URGENCY[Severity(routed.severity)],
        sensitivity=routed.sensitivity,
        flags=list(routed.flags),
        because=list(routed.because),
        is_shared=mould.is_shared,
        shares_locator=mould.plain.get("share_locator") != "no",
        opened_at=clock.hour(at),
    )
