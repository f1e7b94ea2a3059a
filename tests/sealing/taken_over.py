"""Run in a process beside the tests: an intake that was taken over, which tries to open every envelope it is given."""

import json
import sys

from reporting.sealing import actions, case_keys
from reporting.sealing.kinds import Place
from reporting.sealing.models import Envelope
from reporting.sealing.refusals import CannotOpen, KeysNotHere


def answer() -> None:
    """Read the envelopes from standard input, try them all, say how many opened, and stay alive to be searched."""
    work_as_intake()
    rows = json.loads(sys.stdin.readline())
    print(json.dumps({"tried": len(rows), "opened": sum(opens(row) for row in rows)}), flush=True)
    sys.stdin.readline()


def opens(row: dict[str, str]) -> bool:
    sealed = {field: bytes.fromhex(row.pop(field)) for field in ("sealed_for_queue", "sealed_for_reporter")}
    envelope = Envelope(**row, **sealed)
    for attempt in (lambda: actions.unlock_for_queue(envelope=envelope), lambda: guess(envelope)):
        try:
            attempt()
        except (KeysNotHere, CannotOpen):
            continue
        return True
    return False


def guess(envelope: Envelope) -> object:
    return actions.unlock_for_reporter(envelope=envelope, case_key=case_keys.new_case_key())


def work_as_intake() -> None:
    """What the process does all day, so that its memory is as used as in life."""
    case_key = case_keys.new_case_key()
    _, key = actions.draw_envelope(queue="trust", reporter_public=case_keys.reporter_public(case_key))
    actions.seal(text="An account.", place=Place("report", "what_happened", 1), key=key)
    case_keys.lookup(case_key)
