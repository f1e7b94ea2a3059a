"""Adds a crowd to an installation and opens all of it as its people would: `python -m tests.demo.looking CASES`, in its environment.

Prints one line for everything that does not open. The keys that the crowd's reporters draw are overheard, as nobody keeps them.
"""

import json
import os
import sys
from collections.abc import Iterator

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.conf import settings  # noqa: E402 - after the set-up
from django.test import Client, override_settings  # noqa: E402

from portal.desk.demo import token_for  # noqa: E402
from reporting import clock, jobs  # noqa: E402
from reporting.access.roles import ROLES  # noqa: E402
from reporting.cases import queries as cases  # noqa: E402
from reporting.cases.models import Case  # noqa: E402
from reporting.demo import people  # noqa: E402
from reporting.demo.crowd import adding  # noqa: E402
from reporting.incidents.actions import read_texts  # noqa: E402
from reporting.incidents.models import Incident  # noqa: E402
from reporting.ledger.queries import verify_keys  # noqa: E402
from reporting.ledger.verify import check  # noqa: E402
from reporting.mailbox import actions as mailbox  # noqa: E402
from reporting.mailbox import queries as mailboxes  # noqa: E402
from reporting.receipts import queries as receipts  # noqa: E402
from reporting.reports.actions import open_answers_of  # noqa: E402
from reporting.sealing import actions as sealing  # noqa: E402
from reporting.sealing import case_keys  # noqa: E402


def overheard(count: int) -> list[bytes]:
    """Add that many cases; answers the keys their reporters drew."""
    keys, draw = [], case_keys.new_case_key

    def draw_aloud() -> bytes:
        keys.append(draw())
        return keys[-1]

    case_keys.new_case_key = draw_aloud
    for _ in adding.add(cases=count, seed=4, now=clock.now()):
        continue
    jobs.drain(timeout=60)
    return keys


def what_reporters_miss(keys: list[bytes]) -> Iterator[str]:
    for key in keys:
        box = mailboxes.opened_by(key)
        unlocked = sealing.unlock_for_reporter(envelope=box.case.report.envelope, case_key=key)
        if not open_answers_of(box.case.report, unlocked):
            yield f"{box.case.number}: no answers"
        if any(not line.text for line in mailboxes.lines(box, unlocked, for_reporter=True)):
            yield f"{box.case.number}: an empty message"
        if check(receipts.text_of(box.case.receipt), verify_keys()).case_number != box.case.number:
            yield f"{box.case.number}: the receipt is for another"


def what_staff_miss() -> Iterator[str]:
    desk, now = people.desk(), clock.now()
    for case in Case.objects.select_related("report__envelope", "mailbox").exclude(sensitivity="S4"):
        opened, _lines = mailbox.open_everything(case=case, reason="triage", by=desk[case.queue][0], at=now)
        if not opened.answers or any(not text for _note, text in opened.notes):
            yield f"{case.number}: nothing to read"
    for incident in Incident.objects.all():
        if not all(read_texts(incident=incident, reason="triage", by=desk[incident.queue][0], at=now).values()):
            yield f"{incident.number}: an empty text"


def pages_that_do_not_open() -> Iterator[str]:
    for role in ROLES:
        browser = Client(HTTP_HOST="127.0.0.1")
        browser.get(f"/demo/sign-in/{token_for(role)}/")
        for path in _paths(role):
            status = browser.get(path).status_code
            if status != 200:
                yield f"{role}: {path} answers {status}"


def _paths(role: str) -> Iterator[str]:
    queues = ROLES[role].queues
    if queues:
        yield from ("/desk/", "/desk/mine/", "/desk/incidents/", "/desk/approvals/")
    for state in sorted(set(Case.objects.values_list("state", flat=True))):
        case = Case.objects.filter(queue__in=queues, state=state).first()
        if case:
            yield f"/desk/cases/{cases.get(case.number, visible_to_actor=people.HOUSE).number}/"
    incident = Incident.objects.filter(queue__in=queues).first()
    if incident:
        yield f"/desk/incidents/{incident.number}/"


if __name__ == "__main__":
    keys = overheard(int(sys.argv[1]))
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(STORAGES=plain, DEMO_TOKEN="of this test", ALLOWED_HOSTS=[*settings.ALLOWED_HOSTS, "127.0.0.1"]):
        wrong = [*what_reporters_miss(keys), *what_staff_miss(), *pages_that_do_not_open()]
    print(json.dumps({"mailboxes": len(keys), "wrong": wrong}))
