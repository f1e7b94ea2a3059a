"""The good-faith check answers only with the reporter's consent."""

import pytest

from reporting.audit.models import AuditEntry
from reporting.cases import actions as cases
from reporting.cases.models import CaseMark
from tests.api.calling import reporter
from tests.makers import AT, HOUSE, file_report

ACCOUNT = "lumen user nine"


@pytest.mark.parametrize("body", [{"account_ref": ACCOUNT}, {"account_ref": "  Lumen  User Nine"}, {"request_id": "req-81"}])
def test_a_report_is_found_by_account_or_request(lumen, body):
    case = file_report(account_ref=ACCOUNT, request_id="req-81").case

    answer = lumen.post("good-faith-checks", body)

    assert answer.status_code == 200
    assert answer.json() == {"reported": True, "case_number": case.number, "received_on": "2026-11-21"}


@pytest.mark.parametrize("consent", ["yes_without_contact", "no"])
def test_without_full_consent_there_is_no_such_report(lumen, consent):
    file_report(account_ref=ACCOUNT, share_with_platform=consent)

    assert lumen.post("good-faith-checks", {"account_ref": ACCOUNT}).json() == {"reported": False}
    assert not CaseMark.objects.exists()


@pytest.mark.parametrize(
    ("consent", "locator", "is_found"),
    [
        ("yes", True, True),
        ("yes", False, False),
        ("yes_without_contact", True, True),
        ("yes_without_contact", False, False),
        ("no", None, False),
    ],
)
def test_a_request_is_found_where_its_code_is_shared(lumen, consent, locator, is_found):
    file_report(request_id="req-81", share_with_platform=consent, share_locator=locator)

    assert lumen.post("good-faith-checks", {"request_id": "req-81"}).json()["reported"] is is_found


def test_another_platform_learns_nothing(lumen, stranger):
    file_report(account_ref=ACCOUNT)

    assert stranger.post("good-faith-checks", {"account_ref": ACCOUNT}).json() == {"reported": False}


def test_an_erased_report_is_found_no_more(lumen):
    reported = file_report(account_ref=ACCOUNT)
    reporter(reported).post("case/erasure")

    assert lumen.post("good-faith-checks", {"account_ref": ACCOUNT}).json() == {"reported": False}
    assert not CaseMark.objects.exists()


def test_a_report_in_bad_faith_protects_nobody(lumen):
    cases.close(case=file_report(account_ref=ACCOUNT).case, reason="bad_faith", by=HOUSE, at=AT)

    assert lumen.post("good-faith-checks", {"account_ref": ACCOUNT}).json() == {"reported": False}


def test_each_check_is_recorded_without_the_account(lumen):
    lumen.post("good-faith-checks", {"account_ref": ACCOUNT})

    entry = AuditEntry.objects.get(event="good_faith.checked")
    assert (entry.actor_ref, entry.details) == ("lumen", {"kind": "account_ref"})


@pytest.mark.parametrize("body", [{}, {"account_ref": "a", "request_id": "b"}, {"account_ref": 5}, {"email": "x"}, []])
def test_checks_that_are_refused(lumen, body):
    assert lumen.post("good-faith-checks", body).status_code == 422
