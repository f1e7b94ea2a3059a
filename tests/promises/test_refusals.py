"""Every "no" has a code of its own, calm words that say what to do, a status, and an answer as a page and as a problem."""

import importlib
import json
import re
from collections import Counter

import pytest
from django.test import RequestFactory

from portal.web.gate import BodyNotTaken
from portal.web.refusals import answer
from reporting.guard.kinds import Reason, ReasonCode
from reporting.guard.refusals import ContentRefused
from reporting.platforms.refusals import ScopeMissing
from reporting.refusals import Invalid, Refused, Several
from reporting.sealing.refusals import CaseKeyNotRead
from reporting.sealing.slips import Slip, SlipKind
from reporting.webhooks.addresses import UrlFault
from reporting.webhooks.refusals import UrlNotAllowed
from tests.promises.source import module_of, python_files

# Refusals that are made with more than nothing; a new one adds its row.
MADE = {
    BodyNotTaken: lambda: BodyNotTaken("media_type", 415),
    CaseKeyNotRead: lambda: CaseKeyNotRead(Slip(SlipKind.NOT_A_KEY)),
    ContentRefused: lambda: ContentRefused(Reason(ReasonCode.LINK, "message"), length=90),
    ScopeMissing: lambda: ScopeMissing("cases.read"),
    Several: lambda: Several([Invalid(field="category"), Invalid(field="country")]),
    UrlNotAllowed: lambda: UrlNotAllowed(UrlFault.SCHEME),
}
STATUSES = {400, 401, 403, 404, 405, 409, 410, 411, 412, 413, 415, 422, 428, 429, 503}
BLAMES = re.compile(r"\b(you failed|invalid|illegal|forbidden|wrong|bad request|error|must not)\b", re.IGNORECASE)


def every_refusal():
    for path in python_files():
        if "(Refused)" in path.read_text():
            importlib.import_module(module_of(path))
    found, waiting = [], [Refused]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            found.append(kind)
            waiting.append(kind)
    return sorted(
        (kind for kind in found if kind.__module__.startswith(("reporting.", "portal."))), key=lambda kind: (kind.__module__, kind.code)
    )


REFUSALS = every_refusal()
EACH = [pytest.param(kind, id=f"{kind.__module__}.{kind.__name__}") for kind in REFUSALS]


def made(kind):
    return MADE.get(kind, kind)()


def test_codes_are_unique():
    twice = [code for code, count in Counter(kind.code for kind in REFUSALS).items() if count > 1]

    assert not twice, f"Give each refusal a code of its own: {twice}"


@pytest.mark.parametrize("kind", EACH)
def test_a_refusal_says_what_happened_and_what_to_do(kind):
    words = str(kind.words)

    assert re.fullmatch(r"[a-z][a-z0-9_]{2,40}", kind.code), f"{kind.__name__}: a code is small letters and underscores."
    assert "words" in vars(kind) and len(words.split()) >= 5 and words.endswith("."), (
        f"{kind.__name__}: whole sentences, and what to do next."
    )
    assert not BLAMES.search(words), f"{kind.__name__}: say what happened without blame: {words!r}"
    assert kind.status in STATUSES, f"{kind.__name__}: choose a status of {sorted(STATUSES)}."


@pytest.mark.parametrize("kind", EACH)
def test_a_refusal_is_answered_as_a_page_and_as_a_problem(kind):
    refusal = made(kind)

    page = answer(RequestFactory().get("/report/"), refusal)
    problem = answer(RequestFactory().get("/api/v1/reports"), refusal)

    body = json.loads(problem.content)
    assert page.status_code == problem.status_code == refusal.status
    assert page["Content-Type"].startswith("text/html") and b"<h1" in page.content
    assert problem["Content-Type"] == "application/problem+json"
    assert body["code"] == refusal.code and body["title"] == str(refusal.words) and body["status"] == refusal.status
    assert page["Cache-Control"] == problem["Cache-Control"] == "no-store"
