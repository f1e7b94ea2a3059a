"""What a platform is told about a clock: numbers, codes and times only."""

from reporting.clocks.models import Clock

DUE_SOON = "clock.due_soon"
BREACHED = "clock.breached"


def about(clock: Clock) -> dict[str, str | None]:
    """The payload of clock.due_soon and clock.breached. Times are ISO 8601 in UTC."""
    due = clock.due_at.isoformat() if clock.due_at else None
    return {"subject": clock.subject, "kind": clock.kind, "fact": clock.fact or None, "due_at": due}
