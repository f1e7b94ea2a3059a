"""A log in memory and receipts from it, for tests that need no database."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime

from reporting.ledger import tree
from reporting.ledger.checkpoints import head_text, proof_text
from reporting.ledger.kinds import Head, InclusionProof
from reporting.ledger.receipt_file import ReceiptFile
from reporting.ledger.signing import SigningKey, make_signing_key, read_signing_key, sign
from reporting.receipts import good_faith
from reporting.receipts.statement import Statement, leaf_of

ORIGIN = "portal.example/receipts/2026"
WORDS = "Receipt for a report made in good faith\n\nWords for people.\n\n"


def new_key() -> SigningKey:
    return read_signing_key(make_signing_key(ORIGIN))


@dataclass
class SmallLog:
    key: SigningKey = field(default_factory=new_key)
    leaves: list[bytes] = field(default_factory=list)

    def pad(self, count: int) -> None:
        self.leaves += [secrets.token_bytes(32) for _ in range(count)]

    def span_hash(self, span: tuple[int, int]) -> bytes:
        nodes = dict(tree.grow(0, {}, [tree.leaf_hash(leaf) for leaf in self.leaves]))
        return tree.span_hash(span, nodes)

    def head(self, size: int | None = None) -> Head:
        size = len(self.leaves) if size is None else size
        return Head(ORIGIN, size, self.span_hash((0, size)))

    def checkpoint(self) -> str:
        return sign(head_text(self.head()), self.key)

    def statement(self, **changes: object) -> str:
        return statement(self.head(), self.key, **changes).text()

    def receipt(self, text: str, *, previous: int) -> ReceiptFile:
        """The second form, against the log as it is now; the statement must be among the leaves."""
        index, size = self.leaves.index(leaf_of(text)), len(self.leaves)
        hashes = tuple(self.span_hash(span) for span in tree.inclusion_spans(index, size))
        proof = proof_text(InclusionProof(index, size, hashes), self.checkpoint())
        history = tuple(self.span_hash(span) for span in tree.consistency_spans(previous, size)) if previous else ()
        return ReceiptFile(WORDS, sign(text, self.key), proof, history)


def statement(previous: Head, key: SigningKey, **changes: object) -> Statement:
    values = {
        "portal": "https://portal.example",
        "case_number": "GF-7K2M-9QXR-4",
        "reference": secrets.token_hex(16),
        "received_at": datetime(2026, 11, 21, 9, tzinfo=UTC),
        "answers": secrets.token_bytes(32),
        "guard_version": good_faith.GUARD_VERSION,
        "good_faith_version": good_faith.VERSION,
        "good_faith_hash": good_faith.TEXT_HASH,
        "pledge_version": "",
        "guidance_version": "4f1c0a9be2d7",
        "previous": previous,
        "key": key.verify_key,
    }
    return Statement(**(values | changes))


def receipt_in(log: SmallLog, *, before: int = 16, after: int = 15) -> ReceiptFile:
    """A receipt whose statement names the log of `before` leaves and stands among `after` further ones."""
    log.pad(before)
    text = log.statement()
    log.pad(after // 2)
    log.leaves.append(leaf_of(text))
    log.pad(after - after // 2)
    return log.receipt(text, previous=before)
