"""Checks a receipt without the portal, its database or a network: `python -m reporting.ledger.verify FILE [KEYS]`.

Needs Python and `cryptography`, nothing else; no Django is imported on the way. KEYS holds one verification key a line, the
portal's as published and, where there are any, its witnesses'. Exit 0 when the receipt is intact, 1 with the reason when not; only
with KEYS is it known whose it is, and only then it is called good (docs/decisions/0012).
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from reporting.ledger import tree
from reporting.ledger.checkpoints import read_proof
from reporting.ledger.kinds import Head, InclusionProof, NotProven, from_base64, to_number
from reporting.ledger.notes import COSIGNATURE, ED25519, Signed, SignedNote, VerifyKey, read_key, read_note, verify
from reporting.ledger.receipt_file import ReceiptFile, read_receipt, read_statement

ALONE = "Signed by the portal alone; time not independently confirmed."


@dataclass(frozen=True, slots=True)
class Place:
    """Where the statement stands in the log, and which witnesses saw the log then."""

    index: int
    size: int
    witnesses: tuple[Signed, ...] = ()


@dataclass(frozen=True, slots=True)
class Proven:
    """What a good receipt proves. `place` is None while the log's proof is still to come."""

    portal: str
    case_number: str
    claimed_hour: str
    key: VerifyKey
    is_key_trusted: bool
    after_size: int
    place: Place | None

    @property
    def seen_by(self) -> datetime | None:
        """The earliest moment at which a witness confirms that the log held the statement."""
        times = [signed.at for signed in self.place.witnesses if signed.at is not None] if self.place else []
        return datetime.fromtimestamp(min(times), UTC) if times else None


def check(text: str, keys: Sequence[VerifyKey] = ()) -> Proven:
    """Check a receipt against the keys, or without any against the key printed in it. Raises NotProven with the reason."""
    receipt = read_receipt(text)
    note = read_note(receipt.statement)
    lines = read_statement(note.text)
    previous = Head("", to_number(lines["log-size"]), from_base64(lines["log-root"], length=32))
    own = read_key(lines["key"])
    trusted = [*keys] or [own]
    _require_log_key(verify(note, trusted), own.name)
    place = _check_proof(receipt, note, previous, own.name, trusted) if receipt.proof else None
    return Proven(lines["portal"], lines["case"], lines["received"], own, bool(keys), previous.size, place)


def _check_proof(receipt: ReceiptFile, note: SignedNote, previous: Head, origin: str, trusted: Sequence[VerifyKey]) -> Place:
    proof, head, checkpoint = read_proof(receipt.proof)
    held = verify(checkpoint, trusted)
    _require_log_key(held, origin)
    if head.origin != origin:
        raise NotProven("the proof comes from another log than the statement")
    leaf = tree.leaf_hash(sha256(note.text.encode()).digest())
    tree.verify_inclusion(leaf, proof, head.root)
    _check_history(previous, head, proof, receipt.history)
    return Place(proof.index, head.size, tuple(signed for signed in held if signed.key.kind == COSIGNATURE))


def _check_history(previous: Head, head: Head, proof: InclusionProof, hashes: Sequence[bytes]) -> None:
    """The log at the proof's checkpoint begins with the log the statement names, and the statement came after that."""
    if proof.index < previous.size:
        raise NotProven("the statement stands in the log before the checkpoint it names: it was backdated")
    if previous.size:
        tree.verify_consistency((previous.size, head.size), previous.root, head.root, hashes)
    elif hashes or previous.root != tree.EMPTY_ROOT:
        raise NotProven("the statement names a beginning of the log that cannot be")


def _require_log_key(held: Sequence[Signed], origin: str) -> None:
    if not any(signed.key.kind == ED25519 and signed.key.name == origin for signed in held):
        raise NotProven("it is not signed by the portal's own key")


def words(proven: Proven) -> list[str]:
    """What is proven and what is not, in plain words, one sentence or two a line."""
    return [
        *(_known_words(proven) if proven.is_key_trusted else _unknown_words(proven)),
        f"Hour of receipt by the portal's own clock: {proven.claimed_hour}.",
        *_place_words(proven),
        _time_words(proven),
    ]


def _known_words(proven: Proven) -> list[str]:
    return [
        f"Good. This is a receipt for case {proven.case_number} of {proven.portal}.",
        f"It was signed by {proven.key.name} and not changed since.",
        "The key is one of those you gave.",
    ]


def _unknown_words(proven: Proven) -> list[str]:
    """Anyone can print a key of their own into a receipt that names this portal (T25), so this must come first."""
    return [
        "Unchanged since it was signed, but whose key signed it was not checked.",
        f"It says that it is a receipt for case {proven.case_number} of {proven.portal}, and holds this key:",
        f"    {proven.key}",
        f"To check whose it is, save the key that {proven.portal}/.well-known/good-faith.json publishes",
        "as a line of a file KEYS, and run: python -m reporting.ledger.verify FILE KEYS",
    ]


def _place_words(proven: Proven) -> list[str]:
    place = proven.place
    if place is None:
        return [
            "The portal promised to enter it in its log within 10 minutes; this file does not hold the proof of that yet.",
            f"Interval: entered after the log held {proven.after_size} leaves.",
        ]
    return [
        f"It is leaf {place.index} of the log of {place.size} leaves signed by {proven.key.name}.",
        f"Interval: entered after the log held {proven.after_size} leaves and before it held {place.size}.",
    ]


def _time_words(proven: Proven) -> str:
    if proven.place is None or proven.seen_by is None:
        return ALONE
    names = ", ".join(sorted({signed.key.name for signed in proven.place.witnesses}))
    return f"Independently confirmed: the log held it by {proven.seen_by:%Y-%m-%d %H:%M:%S} UTC (seen by {names})."


def read_keys(text: str) -> list[VerifyKey]:
    """One key a line; blank lines and lines starting with # are passed over. Raises NotProven, also when there is none."""
    keys = [read_key(line) for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if not keys:
        raise NotProven("the key file holds no key")
    return keys


def read_text(path: str) -> str:
    """A file's text, or a plain word on why it cannot be read. Raises NotProven."""
    try:
        return Path(path).read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise NotProven("the file is damaged: it is not UTF-8 text") from None
    except OSError as problem:
        raise NotProven(f"{path} cannot be read: {problem.strerror}") from None


def main(arguments: Sequence[str]) -> int:
    """Print the finding. 0 intact, and with keys good; 1 not good; 2 called the wrong way."""
    if len(arguments) not in (1, 2):
        print("Use: python -m reporting.ledger.verify FILE [KEYS]", file=sys.stderr)
        return 2
    try:
        keys = read_keys(read_text(arguments[1])) if len(arguments) == 2 else []
        proven = check(read_text(arguments[0]), keys)
    except NotProven as reason:
        print(f"Not good: {reason}.")
        return 1
    print("\n".join(words(proven)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
