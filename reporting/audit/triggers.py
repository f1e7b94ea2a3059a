"""SQL by which the database refuses to change or remove audit entries, except to chain an entry once. For the migration."""

from reporting.ledger import triggers
from reporting.ledger.triggers import AppendOnly

TRAIL = (
    AppendOnly(
        "reporting_auditentry",
        ("id", "event", "actor_kind", "actor_ref", "role", "subject", "reason", "details", "hour"),
        once="seq",
    ),
)


def forward(vendor: str) -> list[str]:
    """Every statement for the audit trail and the log, for `connection.vendor`; run each by itself, after the tables exist."""
    return triggers.forward(vendor, (*triggers.LOG, *TRAIL))


def backward(vendor: str) -> list[str]:
    """Takes them down again."""
    return triggers.backward(vendor, (*triggers.LOG, *TRAIL))
