"""Issuing a receipt for a case: signed at once, proven once the log took it in, gone with the case."""

import json
import secrets
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from reporting.actors import Actor
from reporting.audit import actions as audit
from reporting.audit.models import AuditEntry
from reporting.cases.models import Case
from reporting.ledger import queries as ledger
from reporting.ledger.models import Leaf
from reporting.ledger.verify import check
from reporting.receipts import commitment, queries
from reporting.receipts.actions import issue
from reporting.receipts.models import Receipt
from reporting.receipts.refusals import NotAnswered
from reporting.reports.models import Report
from reporting.sealing import actions as sealing
from reporting.sealing.kinds import Place

AT = datetime(2026, 11, 21, 9, 41, 7, tzinfo=UTC)
ANSWERS = {"category": "hate", "product": "example-model", "what_happened": "It insulted a whole town.", "stats_ok": "yes"}


def new_case():
    """A case with its envelope, without the steps around filing."""
    envelope, key = sealing.new_envelope(queue="trust", reporter_public=None)
    place = Place(table="report", field="sealed_answers", row=envelope.name)
    sealed = sealing.seal(text=json.dumps(ANSWERS), place=place, key=key)
    report = Report.objects.create(envelope=envelope, category="hate", sealed_answers=sealed, received_at=AT)
    number = f"GF-{secrets.token_hex(2).upper()}-9QXR-4"
    case = Case.objects.create(
        number=number,
        report=report,
        queue="trust",
        severity="medium",
        urgency=3,
        sensitivity="S2",
        opened_at=AT.replace(minute=0, second=0),
    )
    return case, key


def issued():
    case, key = new_case()
    return issue(case=case, answers=ANSWERS, key=key, by=Actor.reporter(case.number), at=AT), key


@pytest.mark.django_db
def test_a_receipt_is_good_at_once_and_tells_nothing_of_the_report():
    receipt, _ = issued()

    text = queries.text_of(receipt)
    proven = check(text, ledger.verify_keys())

    assert (proven.case_number, proven.place) == (receipt.case.number, None)
    assert not [value for value in ("hate", "example-model", "insulted", "09:41") if value in text]
    assert AuditEntry.objects.filter(event="receipt.issued", subject=receipt.case.number).count() == 1


@pytest.mark.django_db
def test_a_receipt_holds_its_proof_once_the_log_took_it_in():
    for _ in range(3):
        receipt, _ = issued()
        audit.sequence(at=AT)

    proven = check(queries.text_of(receipt), ledger.verify_keys())

    assert (proven.after_size, proven.place.index, proven.place.size) == (32, 32, 48)


@pytest.mark.django_db
def test_each_form_is_the_same_bytes_every_time_however_the_log_grows():
    receipt, _ = issued()
    first = queries.text_of(receipt)
    audit.sequence(at=AT)
    second = queries.text_of(receipt)
    issued()
    audit.sequence(at=AT)
    again = Receipt.objects.get(pk=receipt.pk)

    assert queries.first_text_of(again) == first
    assert queries.text_of(again) == second


@pytest.mark.django_db
def test_the_same_report_twice_gives_statements_that_cannot_be_joined():
    one, two = issued()[0], issued()[0]

    lines = queries.lines_of(one), queries.lines_of(two)

    assert [name for name in ("reference", "answers", "case") if lines[0][name] == lines[1][name]] == []


@pytest.mark.django_db
def test_the_reporter_can_open_one_answer_and_keep_the_rest_closed():
    receipt, key = issued()

    opening = queries.opening_of(answers=ANSWERS, key=key, fields=["product"])

    assert commitment.is_opened(queries.committed(receipt), opening)
    assert [answer.value for answer in opening.opened] == ["example-model"]


@pytest.mark.django_db
def test_a_question_that_was_not_answered_cannot_be_opened():
    _, key = issued()

    with pytest.raises(NotAnswered):
        queries.opening_of(answers=ANSWERS, key=key, fields=["email"])


@pytest.mark.django_db
def test_erasing_the_case_takes_the_receipt_and_leaves_the_leaf():
    receipt, _ = issued()
    audit.sequence(at=AT)

    receipt.case.delete()

    assert not Receipt.objects.exists()
    assert Leaf.objects.filter(pk=receipt.leaf_id).exists()


@pytest.mark.django_db
def test_verify_receipt_knows_the_portals_own_keys(tmp_path):
    receipt, _ = issued()
    audit.sequence(at=AT)
    file, out = tmp_path / "receipt.txt", StringIO()
    file.write_text(queries.text_of(receipt))

    call_command("verify_receipt", str(file), stdout=out)

    assert "The key is one of those you gave." in out.getvalue()


@pytest.mark.django_db
def test_verify_receipt_refuses_a_foreign_receipt(tmp_path):
    out = StringIO()

    with pytest.raises(SystemExit) as stopped:
        call_command("verify_receipt", str(Path(__file__).parent / "kept/proven.txt"), stdout=out)

    assert stopped.value.code == 1
    assert out.getvalue().startswith("Not good: it is not signed by a key you trust")


@pytest.mark.django_db
def test_issuing_takes_a_handful_of_queries(django_assert_max_num_queries):
    case, key = new_case()
    issue(case=new_case()[0], answers=ANSWERS, key=key, by=Actor.reporter(), at=AT)

    with django_assert_max_num_queries(6):
        issue(case=case, answers=ANSWERS, key=key, by=Actor.reporter(), at=AT)
