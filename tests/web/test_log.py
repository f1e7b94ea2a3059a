"""What anybody may check, with nothing but a browser."""

import pytest

from reporting import jobs
from tests.desk.conftest import Browser
from tests.makers import file_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> Browser:
    return Browser()


def test_a_good_receipt_is_good_and_says_what_it_proves(browser):
    reported = file_report()

    page = browser.post("/verify/", {"receipt": reported.receipt}).content.decode()

    assert f"receipt for case {reported.case.number}" in page


def test_a_changed_receipt_is_not_good(browser):
    receipt = file_report().receipt.replace("received", "recieved")

    page = browser.post("/verify/", {"receipt": receipt}).content.decode()

    assert "not a good receipt" in page


def test_the_log_is_served_as_signed_checkpoint_and_tiles(browser):
    file_report()
    jobs.drain(timeout=10)

    checkpoint = browser.get("/log/checkpoint").content.decode()
    size = int(checkpoint.splitlines()[1])

    assert size % 16 == 0
    assert len(browser.get(f"/log/tile/0/000.p/{size}").content) == 32 * size


def test_a_tile_that_is_not_there_is_not_found(browser):
    assert browser.get("/log/tile/9/999").status_code == 404


def test_who_runs_this_is_published_with_the_keys(browser):
    told = browser.get("/.well-known/good-faith.json").json()

    assert told["keys"][0].startswith("127.0.0.1/receipts+")
    assert browser.get("/.well-known/security.txt").content.decode().startswith("Contact: ")


@pytest.mark.parametrize("address", ["/", "/healthz", "/readyz", "/guidance/", "/report/", "/case/"])
def test_head_is_answered_where_get_is(browser, address):
    assert browser.head(address).status_code == 200
