"""S-05: whoever takes over an intake process, its keyring and its memory opens none of 1,000 earlier reports."""

import json
import os
import subprocess
import sys
from base64 import b64decode, b64encode
from pathlib import Path

from reporting.sealing import actions, case_keys, key_making
from reporting.sealing.key_making import KeyringValues
from reporting.sealing.kinds import QUEUES

ROOT = Path(__file__).resolve().parent.parent.parent


def test_of_a_thousand_envelopes_an_intake_process_opens_none_and_its_memory_holds_no_opening_key(full: KeyringValues) -> None:
    public = key_making.public_part(full)
    process = subprocess.Popen(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", "from tests.sealing import taken_over; taken_over.answer()"],
        cwd=ROOT,
        env=os.environ | {"PORTAL_ROLE": "intake", "SEALING_KEYS": json.dumps(public)},
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None

    process.stdin.write(json.dumps(thousand()) + "\n")
    process.stdin.flush()
    answer = json.loads(process.stdout.readline())
    memory = memory_of(process.pid)
    process.communicate("done\n")

    assert answer == {"tried": 1000, "opened": 0}
    assert [place for place in memory if forms(public["pepper"]["secret"])[0] in place], "the search itself must find what is there"
    for secret in opening_secrets(full):
        for form in forms(secret):
            assert not any(form in place for place in memory)


def thousand() -> list[dict[str, str]]:
    reporter_public = case_keys.reporter_public(case_keys.new_case_key())
    drawn = (actions.draw_envelope(queue=QUEUES[number % 5], reporter_public=reporter_public)[0] for number in range(1000))
    return [
        {
            "name": envelope.name,
            "queue": envelope.queue,
            "queue_key": envelope.queue_key,
            "sealed_for_queue": bytes(envelope.sealed_for_queue or b"").hex(),
            "sealed_for_reporter": bytes(envelope.sealed_for_reporter or b"").hex(),
        }
        for envelope in drawn
    ]


def opening_secrets(full: KeyringValues) -> list[str]:
    return [full["house_key"]["secret"], *(pair["private"] for pairs in full["queues"].values() for pair in pairs)]


def forms(secret: str) -> list[bytes]:
    """A secret as text, as bytes, and each half of it alone."""
    raw = b64decode(secret)
    return [raw[:32], raw[-32:], secret.encode(), b64encode(raw[:30])]


def memory_of(process: int) -> list[bytes]:
    """Everything the process holds that may be written to, from Linux's /proc."""
    held = []
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{process}/maps").read_text().splitlines():
            addresses, rights = line.split()[:2]
            if rights.startswith("rw"):
                start, end = (int(address, 16) for address in addresses.split("-"))
                memory.seek(start)
                held.append(memory.read(end - start))
    return held
