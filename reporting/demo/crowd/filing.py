"""A case as it stands the moment after filing, cast from a mould: the same rows that `intake.submit` writes, not stored yet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from django.db import models

from reporting import clock
from reporting.actors import Actor
from reporting.cases import hours
from reporting.cases.actions import DANGER
from reporting.cases.models import Case
from reporting.cases.opening import case_of
from reporting.demo import texts
from reporting.demo.crowd import lives
from reporting.demo.crowd.lives import Life
from reporting.demo.crowd.moulds import Mould
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


@dataclass(slots=True)
class Around:
    """What filing finds: free numbers of the tables, who works each queue, and the log as it was signed last before this batch."""

    numbers: Numbers
    desk: Mapping[str, Sequence[Actor]]
    lead: Actor
    previous: Head
    now: datetime


def cast(mould: Mould, *, at: datetime, around: Around, chance: Random) -> Life:
    """One more case. Its case key is drawn as a reporter's browser draws it, and kept by nobody."""
    case_key = case_keys.new_case_key()
    envelope, key = sealing.draw_envelope(queue=mould.routed.queue, reporter_public=case_keys.reporter_public(case_key))
    report = _report(mould, envelope, key, at, around.numbers)
    case = _case(mould, report, at, around.numbers)
    mailbox = Mailbox(id=next(around.numbers[Mailbox]), case=case, lookup=case_keys.lookup(case_key).hex(), opened_at=clock.hour(at))
    signed = draft.signed(case=case, answers=mould.plain, key=key, previous=around.previous, at=at)
    leaf = Leaf(id=next(around.numbers[Leaf]), value=signed.leaf)
    receipt = Receipt(case=case, note=signed.note, leaf=leaf)
    kind = "emergency" if DANGER in case.because else "first_look"
    promise = lives.promise(case, kind, hours.began(kind, case.severity, at))
    return Life(
        case=case,
        language=mould.language,
        mailbox=mailbox,
        key=key,
        staff=chance.choice(around.desk[case.queue]),
        note=chance.choice(texts.NOTES),
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
    locator = mould.is_shared and mould.plain.get("share_locator") != "no"
    case = case_of(report=report, routed=mould.routed, is_shared=mould.is_shared, shares_locator=locator, at=at)
    case.pk = next(numbers[Case])
    return case
