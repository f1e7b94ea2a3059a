"""A checkpoint's text (C2SP tlog-checkpoint) and the proof file around it (C2SP tlog-proof v1)."""

from collections.abc import Sequence

from reporting.ledger.kinds import Head, InclusionProof, NotProven, from_base64, to_base64, to_number
from reporting.ledger.notes import SignedNote, read_note

PROOF_FORMAT = "c2sp.org/tlog-proof@v1"
MOST_HASHES = 64


def head_text(head: Head) -> str:
    """The three lines that are signed. We write no extension lines."""
    return f"{head.origin}\n{head.size}\n{to_base64(head.root)}\n"


def read_head(text: str) -> Head:
    """Read the lines back; lines we never write are refused. Raises NotProven."""
    lines = text.split("\n")
    if len(lines) != 4 or not lines[0] or lines[3]:
        raise NotProven("a checkpoint is not of its form")
    return Head(lines[0], to_number(lines[1]), from_base64(lines[2], length=32))


def proof_text(proof: InclusionProof, checkpoint: str) -> str:
    """The offline proof of one leaf: index, hashes, checkpoint."""
    return f"{PROOF_FORMAT}\nindex {proof.index}\n{hash_lines(proof.hashes)}\n{checkpoint}"


def read_proof(text: str) -> tuple[InclusionProof, Head, SignedNote]:
    """Take a proof file apart; signatures are not checked yet. Raises NotProven."""
    top, blank, checkpoint = text.partition("\n\n")
    lines = top.split("\n")
    if not blank or len(lines) < 2 or lines[0] != PROOF_FORMAT or not lines[1].startswith("index "):
        raise NotProven("the proof is not of its form")
    note = read_note(checkpoint)
    head = read_head(note.text)
    index = to_number(lines[1].removeprefix("index "))
    return InclusionProof(index, head.size, read_hashes(lines[2:])), head, note


def hash_lines(hashes: Sequence[bytes]) -> str:
    return "".join(f"{to_base64(hashed)}\n" for hashed in hashes)


def read_hashes(lines: Sequence[str]) -> tuple[bytes, ...]:
    """One hash a line. Raises NotProven, also for more than any log could need."""
    if len(lines) > MOST_HASHES:
        raise NotProven("the proof has too many parts")
    return tuple(from_base64(line, length=32) for line in lines)
