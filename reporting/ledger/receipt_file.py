"""A receipt as a text file: words for people, the signed statement, later the log's proof, and a checksum over all of it.

The statement is a C2SP signed note of fixed lines; the proof is a C2SP tlog-proof; the history holds the consistency proof from
the checkpoint the statement names to the checkpoint of the proof. Standard library only.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from reporting.ledger.checkpoints import hash_lines, read_hashes
from reporting.ledger.kinds import NotProven

FIRST_LINE = "good-faith receipt v1"
LINES = (
    "portal",
    "case",
    "reference",
    "received",
    "answers",
    "guard",
    "good-faith-text",
    "pledge",
    "guidance",
    "log-size",
    "log-root",
    "key",
)
MOST_STATEMENT_BYTES = 1024
MOST_FILE_CHARACTERS = 65_536

STATEMENT, PROOF, HISTORY = "----- statement -----\n", "----- proof -----\n", "----- history -----\n"
FORM = re.compile(
    rf"(?P<words>.*?\n){STATEMENT}(?P<statement>.*?\n)(?:{PROOF}(?P<proof>.*?\n){HISTORY}(?P<history>.*?))?"
    r"----- end sha256 (?P<checksum>[0-9a-f]{64}) -----\n",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class ReceiptFile:
    """The parts of a receipt. `proof` and `history` are empty until the leaf has its place in the log."""

    words: str
    statement: str
    proof: str = ""
    history: tuple[bytes, ...] = ()

    def __str__(self) -> str:
        text = f"{self.words}{STATEMENT}{self.statement}"
        if self.proof:
            text += f"{PROOF}{self.proof}{HISTORY}{hash_lines(self.history)}"
        return f"{text}----- end sha256 {_checksum(text)} -----\n"


def read_receipt(text: str) -> ReceiptFile:
    """Take a receipt apart. Line ends of another system and blanks around it do no harm; any other change does. Raises NotProven."""
    if len(text) > MOST_FILE_CHARACTERS:
        raise NotProven("this is too long to be a receipt")
    text = text.replace("\r\n", "\n").strip(" \n") + "\n"
    found = FORM.fullmatch(text)
    if found is None:
        raise NotProven("this is not a whole receipt: a part is missing or damaged")
    if found["checksum"] != _checksum(text[: text.rindex("----- end ")]):
        raise NotProven("the receipt was changed or damaged after it was made: its checksum does not fit")
    history = read_hashes((found["history"] or "").split("\n")[:-1])
    return ReceiptFile(found["words"], found["statement"], found["proof"] or "", history)


def statement_text(lines: Mapping[str, str]) -> str:
    """The statement's fixed lines, at most 1 kB. Raises NotProven when a line is missing, longer than one line, or all are too long."""
    text = "".join([f"{FIRST_LINE}\n", *(f"{name}: {lines[name]}\n" for name in LINES)])
    if len(text.encode()) > MOST_STATEMENT_BYTES:
        raise NotProven("the statement is longer than it may be")
    if read_statement(text) != dict(lines):
        raise NotProven("the statement has other lines than it must have")
    return text


def read_statement(text: str) -> dict[str, str]:
    """The statement's lines by name. Raises NotProven when it is not exactly of the form."""
    first, *rest = text.split("\n")
    parts = [line.partition(": ") for line in rest[:-1]]
    names = tuple(name for name, _, _ in parts)
    if first != FIRST_LINE or rest[-1:] != [""] or names != LINES or not all(colon for _, colon, _ in parts):
        raise NotProven("the statement is not of the form of a good-faith receipt")
    return {name: value for name, _, value in parts}


def _checksum(text: str) -> str:
    return sha256(text.encode()).hexdigest()
