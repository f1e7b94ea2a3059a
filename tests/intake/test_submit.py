"""Filing a report: all of it or nothing of it, and once however often it is sent."""

import threading

import pytest
from django.db import connection

from reporting.actors import Actor
from reporting.audit.models import AuditEntry
from reporting.cases.models import Case
from reporting.guard.refusals import ContentRefused
from reporting.intake import actions as intake
from reporting.intake.refusals import CaseKeyUsed
from reporting.mailbox.models import Mailbox
from reporting.platforms.models import Platform
from reporting.platforms.refusals import KeyUsedOtherwise
from reporting.receipts.models import Receipt
from reporting.reports.models import Report
from reporting.sealing import case_keys
from reporting.sealing.models import Envelope
from reporting.webhooks.models import WebhookMessage
from tests.makers import ANSWERS, AT, file_report, make_platform

TABLES = (Envelope, Report, Case, Mailbox, Receipt, WebhookMessage)
pytestmark = pytest.mark.django_db


def submit(case_key: bytes, **changed: object) -> intake.Filed:
    return intake.submit(answers={**ANSWERS, **changed}, case_key=case_key, language="en", by=Actor.reporter(), at=AT)


def counts() -> list[int]:
    return [table.objects.count() for table in TABLES]


def test_a_report_leaves_one_row_everywhere():
    make_platform()

    submit(case_keys.new_case_key())

    assert counts() == [1] * len(TABLES)


def test_a_refused_report_leaves_nothing_behind():
    make_platform()
    entries = AuditEntry.objects.count()

    with pytest.raises(ContentRefused):
        submit(case_keys.new_case_key(), what_happened="see https://example.com/a/1.png")

    assert counts() == [0] * len(TABLES)
    assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize("table", TABLES)
def test_a_failure_at_any_table_leaves_nothing_behind(table, monkeypatch):
    make_platform()
    refused = pytest.raises(RuntimeError, match="disk")

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("disk")

    with refused, connection.execute_wrapper(lambda run, sql, *rest: fail() if _writes(sql, table) else run(sql, *rest)):
        submit(case_keys.new_case_key())

    assert counts() == [0] * len(TABLES)


def _writes(sql: str, table: type) -> bool:
    return ("INSERT INTO" in sql and f'"{table._meta.db_table}"' in sql) or ("INSERT INTO " + table._meta.db_table) in sql


def test_the_same_case_key_gives_the_same_case_and_the_same_receipt():
    make_platform()
    key = case_keys.new_case_key()

    first, second = submit(key), submit(key)

    assert second.case.pk == first.case.pk
    assert second.receipt == first.receipt
    assert (first.is_new, second.is_new) == (True, False)
    assert counts() == [1] * len(TABLES)


def test_a_case_key_of_another_report_is_refused_and_nothing_is_taken_for_received():
    make_platform()
    key = case_keys.new_case_key()
    submit(key)

    with pytest.raises(CaseKeyUsed):
        submit(key, what_happened="It gave my neighbour's name to a stranger.")

    assert counts() == [1] * len(TABLES)


def test_a_filing_key_belongs_to_the_case_key_that_it_came_with():
    make_platform()
    given = {"answers": ANSWERS, "language": "en", "by": Actor.reporter(), "at": AT, "filing_key": "client-made-key-1"}
    intake.submit(case_key=case_keys.new_case_key(), **given)

    for other in (case_keys.new_case_key(), None):
        with pytest.raises(KeyUsedOtherwise):
            intake.submit(case_key=other, **given)

    assert Case.objects.count() == 1


@pytest.mark.parametrize("key", [None, bytes(range(16))], ids=["ours", "their own"])
def test_the_same_filing_key_finds_its_report_again(key):
    make_platform()
    given = {"answers": ANSWERS, "language": "en", "by": Actor.reporter(), "at": AT, "filing_key": "client-made-key-1"}

    first = intake.submit(case_key=key, **given)
    second = intake.submit(case_key=key, **given)

    assert (first.is_new, second.is_new, second.receipt) == (True, False, first.receipt)
    assert second.case.pk == first.case.pk
    assert Case.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_one_key_give_one_case():
    make_platform()
    key, filed, start = case_keys.new_case_key(), [], threading.Barrier(2)

    def one() -> None:
        start.wait()
        filed.append(submit(key))
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({one.case.pk for one in filed}) == 1
    assert len({one.receipt for one in filed}) == 1
    assert Case.objects.count() == 1


def test_what_was_typed_is_ciphertext_before_it_reaches_the_database():
    make_platform()
    seen: list[str] = []

    def keep(run, sql, params, *rest):
        seen.append(repr(params))
        return run(sql, params, *rest)

    with connection.execute_wrapper(keep):
        submit(case_keys.new_case_key(), what_happened="Marzipan was not what I asked for.", model="Quince 7", account_ref="plumtree")

    assert seen
    assert not [line for line in seen if any(word in line for word in ("Marzipan", "Quince", "plumtree"))]


def test_the_platform_is_told_only_when_the_reporter_agreed():
    file_report(share_with_platform="no")
    assert WebhookMessage.objects.count() == 0

    file_report(share_with_platform="yes")
    assert Platform.objects.get().webhook_messages.count() if hasattr(Platform, "webhook_messages") else WebhookMessage.objects.count() == 1


def test_times_of_a_reporter_are_kept_to_the_hour():
    case = file_report().case

    assert (case.opened_at.minute, case.report.received_at.minute, case.mailbox.opened_at.minute) == (0, 0, 0)
