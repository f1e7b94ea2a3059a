"""A defect of ours: a calm page, and a line in the log that says what and where, never a word of what was typed."""

import io
import json
import logging

import pytest

from portal.mailbox import pages
from portal.web.logs import AllowListFormatter
from tests.api.calling import Program
from tests.api.calling import reporter as program_of
from tests.desk.conftest import Browser
from tests.makers import Reported, file_report

pytestmark = pytest.mark.django_db
MARKER = "placeholder-of-a-reporters-words"


@pytest.fixture
def log():
    """What the log says, as it is written in production."""
    written, logger = io.StringIO(), logging.getLogger("portal")
    handler = logging.StreamHandler(written)
    handler.setFormatter(AllowListFormatter())
    logger.addHandler(handler)
    yield written
    logger.removeHandler(handler)


@pytest.fixture
def reported() -> Reported:
    return file_report()


def fail(*_: object, **__: object) -> None:
    raise KeyError(MARKER)


def defects(log: io.StringIO) -> list[dict[str, object]]:
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    return [line for line in lines if line.get("event") == "defect"]


def answers(reported: Reported, name: str):
    if name == "page":
        browser = Browser(raise_request_exception=False)
        return browser.post("/case/", {"do": "open", "key": reported.key_words}, follow=True)
    program: Program = program_of(reported)
    program.client.raise_request_exception = False
    return program.get("case")


@pytest.mark.parametrize("name", ["page", "api"])
def test_a_defect_is_logged_by_class_and_place_without_its_words(name, reported, log, monkeypatch):
    monkeypatch.setattr(pages.mailboxes, "open_question", fail)

    answer = answers(reported, name)

    (line,) = defects(log)
    assert answer.status_code == 500
    assert line["error"] == "KeyError"
    assert str(line["frames"][-1]).startswith("test_defects.py:fail:")
    assert MARKER not in log.getvalue() + answer.content.decode()
