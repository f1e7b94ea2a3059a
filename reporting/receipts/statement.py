"""The signed statement that a report was made in good faith: fixed lines, at most 1 kB, nothing of what was reported."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from reporting.ledger.kinds import Head, to_base64
from reporting.ledger.notes import VerifyKey
from reporting.ledger.receipt_file import statement_text

NOTHING_ELSE = "no file, no link, no encoded bytes were accepted"


@dataclass(frozen=True, slots=True)
class Statement:
    """What the portal says once and signs. `reference` is 128 random bits in hex; `answers` the commitment to the report's answers.

    `previous` is the log as it was signed before; `pledge` the version of the platform's good-faith pledge, if it made one.
    """

    portal: str
    case_number: str
    reference: str
    received_at: datetime
    answers: bytes
    guard_version: str
    good_faith_version: str
    good_faith_hash: str
    pledge_version: str
    guidance_version: str
    previous: Head
    key: VerifyKey

    def text(self) -> str:
        """The lines. Raises NotProven when one cannot be a line or all are longer than 1 kB."""
        return statement_text(
            {
                "portal": self.portal,
                "case": self.case_number,
                "reference": self.reference,
                "received": f"{self.received_at:%Y-%m-%d %H}:00 UTC, rounded down to the hour",
                "answers": to_base64(self.answers),
                "guard": f"{self.guard_version}, {NOTHING_ELSE}",
                "good-faith-text": f"{self.good_faith_version}, sha256 {self.good_faith_hash}",
                "pledge": self.pledge_version or "none",
                "guidance": self.guidance_version,
                "log-size": str(self.previous.size),
                "log-root": to_base64(self.previous.root),
                "key": str(self.key),
            }
        )


def leaf_of(text: str) -> bytes:
    """What the log takes in for a statement: its hash, which tells nothing."""
    return sha256(text.encode()).digest()
