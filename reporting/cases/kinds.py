"""The closed words of a case: states, reasons, and the numbers people say aloud."""

import secrets
from dataclasses import dataclass
from typing import NewType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

CaseNumber = NewType("CaseNumber", str)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_number(prefix: str, *groups: int) -> str:
    """A public reference, not secret and not sequential: letters and digits that cannot be mistaken for one another."""
    return "-".join([prefix, *("".join(ALPHABET[byte & 31] for byte in secrets.token_bytes(size)) for size in groups)])


def new_case_number() -> CaseNumber:
    """`GF-` and nine characters (45 random bits), for example GF-7K2M-94QX-3."""
    return CaseNumber(new_number("GF", 4, 4, 1))


class CaseState(TextChoices):
    RECEIVED = "received", _("Received")
    IN_TRIAGE = "in_triage", _("In triage")
    WAITING_FOR_REPORTER = "waiting_for_reporter", _("Waiting for the reporter")
    WITH_PLATFORM = "with_platform", _("With the platform")
    CONFIRMING = "confirming", _("Confirming with the reporter")
    REOPENED = "reopened", _("Reopened")
    CLOSED = "closed", _("Closed")


class Queue(TextChoices):
    LEGAL = "legal", _("Legal")
    TRUST = "trust", _("Trust and safety")
    SECURITY = "security", _("Security")
    PRIVACY = "privacy", _("Privacy")
    SAFETY_EMERGENCY = "safety_emergency", _("Safety emergency")


class Severity(TextChoices):
    CRITICAL = "critical", _("Critical")
    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")


URGENCY = {Severity.CRITICAL: 0, Severity.HIGH: 1, Severity.MEDIUM: 2, Severity.LOW: 3}


class MoveReason(TextChoices):
    OTHER_EXPERTISE = "other_expertise", _("Another team knows this better")
    LEGAL_QUESTION = "legal_question", _("A legal question comes first")
    DANGER = "danger", _("Somebody may be in danger")
    PERSONAL_DATA = "personal_data", _("It is about personal data")
    SECURITY_FLAW = "security_flaw", _("It is a security flaw")
    ROUTED_WRONGLY = "routed_wrongly", _("It was routed wrongly")


class ReadReason(TextChoices):
    TRIAGE = "triage", _("To triage the case")
    ANSWER_REPORTER = "answer_reporter", _("To answer the reporter")
    LEGAL_DUTY = "legal_duty", _("To meet a legal duty")
    VERIFY_FIX = "verify_fix", _("To check a fix")
    APPEAL = "appeal", _("To look at it again on appeal")


class CloseReason(TextChoices):
    FIXED = "fixed", _("The cause was fixed and somebody else checked it")
    NOT_OURS = "not_ours", _("Another body has to deal with this, and you were told which")
    NOT_HARMFUL = "not_harmful", _("We looked carefully and found that the output breaks no rule")
    CANNOT_LOCATE = (
        "cannot_locate",
        _("The platform could not find it and nothing more can be done without the content, which nobody should keep"),
    )
    DUPLICATE = "duplicate", _("You had already told us, and the other case goes on")
    WITHDRAWN = "withdrawn", _("You asked us to stop")
    BAD_FAITH = "bad_faith", _("What was reported did not happen, as far as we could find")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be given a case: what they have open and its weight, what they said they speak and know, whether they ever came."""

    member: int
    name: str
    cases: int
    weight: int
    languages: frozenset[str]
    categories: frozenset[str]
    has_been_here: bool = True
