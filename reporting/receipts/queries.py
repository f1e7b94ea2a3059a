"""A receipt's text in its two forms, the answers it can open, and the versions it names."""

from collections.abc import Collection, Mapping
from functools import cache

from reporting.facts import catalogue
from reporting.ledger import queries as ledger
from reporting.ledger.checkpoints import proof_text
from reporting.ledger.kinds import from_base64, to_number
from reporting.ledger.notes import read_note
from reporting.ledger.receipt_file import ReceiptFile, read_statement
from reporting.receipts import commitment, words
from reporting.receipts.commitment import Opening
from reporting.receipts.models import Receipt
from reporting.receipts.refusals import NotAnswered
from reporting.sealing.kinds import DataKey


def text_of(receipt: Receipt) -> str:
    """The receipt as a file: with the promise at first, with the log's proof once the leaf has its place.

    Each form is the same bytes every time.
    """
    proven = ledger.proof_of(receipt.leaf)
    if proven is None:
        return first_text_of(receipt)
    proof, checkpoint = proven
    lines = lines_of(receipt)
    history = ledger.history(to_number(lines["log-size"]), checkpoint.size)
    header = words.header(case_number=receipt.case.number, is_proven=True)
    return str(ReceiptFile(header, receipt.note, proof_text(proof, checkpoint.note), history))


def first_text_of(receipt: Receipt) -> str:
    """The form given at once, with the promise; the same bytes for the same report sent twice."""
    header = words.header(case_number=receipt.case.number, is_proven=False)
    return str(ReceiptFile(header, receipt.note))


def lines_of(receipt: Receipt) -> Mapping[str, str]:
    """The statement's lines by name."""
    return read_statement(read_note(receipt.note).text)


def committed(receipt: Receipt) -> bytes:
    """The commitment to all answers that the statement holds."""
    return from_base64(lines_of(receipt)["answers"], length=32)


def opening_of(*, answers: Mapping[str, str], key: DataKey, fields: Collection[str]) -> Opening:
    """What the reporter may show to prove single answers; the others stay closed. Refuses with NotAnswered."""
    missing = sorted(set(fields) - set(answers))
    if missing:
        raise NotAnswered(field=missing[0], details={"field": missing[0]})
    return commitment.open_answers(answers, commitment.salts_secret(key.secret), fields)


@cache
def guidance_version() -> str:
    """The version of the guidance rules this process loaded."""
    return catalogue.version("guidance_rules")
