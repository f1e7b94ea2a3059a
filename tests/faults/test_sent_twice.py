"""The same report sent twice, for whatever reason, is one case with one receipt, byte for byte (R-07)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from reporting.sealing import case_keys
from tests.faults.browser import Browser
from tests.faults.conftest import require_kept, size
from tests.faults.form import NUMBER, TOKEN, receipt_in
from tests.faults.raw_clients import cut_after
from tests.faults.reporters import account, body_of, post, send

pytestmark = pytest.mark.faults
OFFSETS = (0, 1, 9, 12, 13, 17, 50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000, 1_200, 1_500, 2_000)


def test_a_double_click_is_one_case(installation, oracle):
    server = installation.serve().wait()

    for one in range(size(10, 200)):
        key, together = case_keys.new_case_key(), Barrier(2)

        def click(_, key=key, together=together, one=one):
            together.wait()
            return send([server.port], account(one), oracle, key=key)

        with ThreadPoolExecutor(2) as pool:
            first, second = pool.map(click, range(2))
        assert first == second

    require_kept(installation, oracle)


def test_a_line_cut_anywhere_in_the_answer_leads_to_the_same_receipt(installation, oracle):
    server = installation.serve().wait()

    for one, offset in enumerate(OFFSETS * size(1, 10)):
        key = case_keys.new_case_key()
        cut_after(server.port, body_of(key, account(one)), offset)
        first = send([server.port], account(one), oracle, key=key)
        assert send([server.port], account(one), oracle, key=key) == first

    require_kept(installation, oracle)


def test_the_receipt_stays_the_same_after_the_log_took_it_in(sqlite, oracle):
    server, key = sqlite.serve().wait(), case_keys.new_case_key()
    first = send([server.port], account(1), oracle, key=key)
    sqlite.manage("drain")

    again = send([server.port], account(1), oracle, key=key)

    assert again == first
    require_kept(sqlite, oracle)


def test_one_idempotency_key_is_one_case_even_without_a_case_key(sqlite):
    server = sqlite.serve().wait()
    body = {name: value for name, value in body_of(case_keys.new_case_key(), account(1)).items() if name != "case_key"}

    first, second = (post(server.port, body, headers={"Idempotency-Key": "the-same-every-time"}) for _ in range(2))

    assert first.told["case_number"] == second.told["case_number"]
    assert first.told["receipt"] == second.told["receipt"]


def test_two_tabs_send_one_report(sqlite, oracle):
    sqlite.platform()
    server = sqlite.serve().wait()
    browser = Browser(server.port)
    page = browser.until_check()
    tabs, together = [Browser(server.port), Browser(server.port)], Barrier(2)

    def send_from(tab):
        tab.cookie = browser.cookie
        together.wait()
        tab.ask({"do": "send", "csrfmiddlewaretoken": TOKEN.search(page)[1]})
        return tab.ask(None).body.decode()

    with ThreadPoolExecutor(2) as pool:
        shown = list(pool.map(send_from, tabs))

    assert len({NUMBER.search(page)[0] for page in shown}) == 1
    assert len({receipt_in(page) for page in shown}) == 1
    require_kept(sqlite, oracle)
