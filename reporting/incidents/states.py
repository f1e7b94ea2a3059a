"""The table of incident states: one row each, with every fact about it. The diagram in the docs is made from it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reporting.incidents.kinds import IncidentState


@dataclass(frozen=True, slots=True)
class StateFacts:
    """`owner` has the next step; `words` is what reporters read; `event` is what the platform is told on entering."""

    state: IncidentState
    words: str | Promise
    next_step: str | Promise
    owner: str
    next: frozenset[IncidentState]
    clock_runs: bool
    event: str


S = IncidentState
BACK = frozenset({S.CAUSE_KNOWN})
"""Where a fix that does not hold leads. From closed only a reporter's dispute takes this way."""
TABLE: tuple[StateFacts, ...] = (
    StateFacts(
        S.OPEN,
        _("Several reports may be about one failure. We are putting them together."),
        _("Tell the platform."),
        "staff",
        frozenset({S.NOTIFIED, S.CLOSED}),
        True,
        "incident.moved",
    ),
    StateFacts(
        S.NOTIFIED,
        _("The platform has been told."),
        _("The platform acknowledges."),
        "platform",
        frozenset({S.ACKNOWLEDGED, S.CAUSE_KNOWN, S.CLOSED}),
        True,
        "incident.opened",
    ),
    StateFacts(
        S.ACKNOWLEDGED,
        _("The platform says it has begun to look for the cause."),
        _("The platform states the cause."),
        "platform",
        frozenset({S.CAUSE_KNOWN, S.CLOSED}),
        True,
        "incident.moved",
    ),
    StateFacts(
        S.CAUSE_KNOWN,
        _("The platform has said what caused it."),
        _("The platform claims a fix."),
        "platform",
        frozenset({S.FIX_CLAIMED, S.CLOSED}),
        True,
        "incident.moved",
    ),
    StateFacts(
        S.FIX_CLAIMED,
        _("The platform says it has mended the cause. Somebody else checks that now."),
        _("A member of staff checks the fix."),
        "staff",
        frozenset({S.FIX_VERIFIED}) | BACK,
        True,
        "incident.moved",
    ),
    StateFacts(
        S.FIX_VERIFIED,
        _("We have checked the fix."),
        _("Reporters confirm or dispute, then staff close."),
        "staff",
        frozenset({S.CLOSED}) | BACK,
        True,
        "fix.verified",
    ),
    StateFacts(S.CLOSED, _("The incident is closed."), _("Nothing; a dispute opens it again."), "nobody", BACK, False, "incident.moved"),
)
STATES: dict[str, StateFacts] = {row.state.value: row for row in TABLE}
