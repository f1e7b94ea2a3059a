"""S-06: keys that open nothing are answered alike, whatever the reason: one status, one set of headers, the same statements, the same derivations.

How long each takes is measured by `make bench` (tests/bench/keys.py); here is what makes it so.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.actors import Actor
from reporting.mailbox import actions as mailbox
from reporting.mailbox import queries
from reporting.sealing import actions as sealing
from reporting.sealing import case_keys
from tests.api.calling import Program
from tests.mailbox.browsing import ROOM, Browser, words_of
from tests.makers import AT, file_report

pytestmark = pytest.mark.django_db
KINDS = ("unknown", "one bit wrong", "wrong check", "erased", "expired")
ASKED_IN_WORDS = [kind for kind in KINDS if kind != "wrong check"]


def erased() -> bytes:
    """At the reporter's own wish."""
    reported = file_report()
    mailbox.erase(mailbox=reported.mailbox, by=Actor.reporter(reported.case.number), at=AT)
    return reported.case_key


def expired() -> bytes:
    """Kept no longer, so that nothing but the destroyed keys tells of it."""
    reported = file_report()
    sealing.destroy(envelope=reported.case.report.envelope)
    return reported.case_key


def one_bit_wrong() -> bytes:
    key = file_report().case_key
    return bytes([key[0] ^ 1]) + key[1:]


def with_wrong_check() -> str:
    """As a reporter would mistype it: one character of the last group is another."""
    typed = case_keys.to_characters(file_report().case_key)
    return typed[:-1] + ("A" if typed[-1] != "A" else "B")


def typed_of(kind: str) -> str:
    if kind == "wrong check":
        return with_wrong_check()
    made = {"unknown": case_keys.new_case_key, "one bit wrong": one_bit_wrong, "erased": erased, "expired": expired}
    return case_keys.to_characters(made[kind]())


def typed() -> dict[str, str]:
    return {kind: typed_of(kind) for kind in KINDS}


@pytest.fixture
def derived(monkeypatch) -> list[str]:
    """The derivations from a case key, in their order."""
    seen: list[str] = []
    for name in ("lookup", "reporter_private"):
        was = getattr(case_keys, name)
        monkeypatch.setattr(case_keys, name, lambda key, name=name, was=was: (seen.append(name), was(key))[1])
    return seen


def asked(ask, derived):
    """The answer, the statements without their values, and the derivations."""
    derived.clear()
    with CaptureQueriesContext(
        connection,
    ) as told:
        answer = ask()
    statements = [query["sql"].partition(" WHERE ")[0] for query in told.captured_queries]
    return answer, statements, tuple(derived)


def headers_of(answer) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name not in ("Set-Cookie", "Content-Length")}


def require_alike(answers) -> None:
    """Of each kind: the same status, headers, statements and derivations."""
    seen = [(answer.status_code, headers_of(answer), statements, made) for answer, statements, made in answers.values()]

    assert all(one == seen[0] for one in seen), dict(zip(answers, seen, strict=True))
    assert seen[0][0] == 404
    assert len(seen[0][2]) and seen[0][3] == ("lookup",)


def test_the_api_does_the_same_for_every_kind_of_key_that_opens_nothing(derived):
    programs = {kind: Program(f"CaseKey {key}") for kind, key in typed().items()}

    answers = {kind: asked(lambda program=program: program.get("case"), derived) for kind, program in programs.items()}

    require_alike(answers)
    assert len({answers[kind][0].content for kind in ASKED_IN_WORDS}) == 1


def test_the_room_does_the_same_for_every_kind_of_key_that_opens_nothing(derived):
    browser = Browser()
    browser.get(ROOM)

    answers = {kind: asked(lambda key=key: browser.open(key), derived) for kind, key in typed().items()}

    require_alike(answers)
    assert len({words_of(answers[kind][0]) for kind in ASKED_IN_WORDS}) == 1
    assert len({len(answers[kind][0].content) for kind in ASKED_IN_WORDS}) == 1


def test_a_slip_is_named_from_the_key_alone_whether_or_not_it_is_near_a_real_one():
    near, far = with_wrong_check(), typed_of("unknown")
    far = far[:-1] + ("A" if far[-1] != "A" else "B")

    answers = [Program(f"CaseKey {key}").get("case").json() for key in (near, far)]

    assert answers[0].keys() == answers[1].keys()
    assert answers[0]["code"] == answers[1]["code"] == "case_key_not_read"


def test_a_closed_case_is_opened_by_its_key_with_the_same_statements_as_an_open_one(derived):
    open_one, closed = file_report(), file_report()
    mailbox.withdraw(mailbox=closed.mailbox, by=Actor.reporter(closed.case.number), at=AT)

    seen = [asked(lambda one=one: queries.opened_by(one.case_key), derived)[1:] for one in (open_one, closed)]

    assert seen[0] == seen[1]
