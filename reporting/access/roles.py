"""Every role as data: a sentence, permissions, queues. The page that explains roles is made from this table."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from reporting.access.kinds import Permission as P
from reporting.access.kinds import Queue
from reporting.refusals import Words

EVERY_QUEUE = frozenset(Queue.values)


@dataclass(frozen=True, slots=True)
class Role:
    code: str
    name: Words
    sentence: Words
    permissions: frozenset[str]
    queues: frozenset[str]


CASE_WORK = frozenset(
    {P.CASES_READ, P.CASES_WORK, P.CASES_MOVE, P.NOTES_WRITE, P.MESSAGES_WRITE, P.TEXT_OPEN, P.INCIDENTS_WORK, P.FACTS_READ}
)

_TABLE = (
    Role(
        "triager",
        _("Triager"),
        _("Reads new cases first, sorts them, asks the reporter what is missing and gathers cases into incidents."),
        CASE_WORK,
        frozenset({Queue.TRUST}),
    ),
    Role(
        "legal_officer",
        _("Legal officer"),
        _("Works legal cases, watches statutory clocks, and is the second person for what must not be done alone."),
        CASE_WORK
        | {P.CASES_CLOSE, P.TEXT_APPROVE, P.PERSON_REVEAL, P.EXPORTS_MAKE, P.CLOCKS_MANAGE, P.HOLDS_MANAGE, P.APPROVALS_DECIDE}
        | {P.INCIDENTS_VERIFY, P.FACTS_REVIEW, P.FIGURES_READ, P.FIGURES_PUBLISH},
        frozenset({Queue.LEGAL}),
    ),
    Role(
        "security_analyst",
        _("Security analyst"),
        _("Works security cases, looks for the cause with the platform and checks claimed fixes."),
        CASE_WORK | {P.CASES_CLOSE, P.INCIDENTS_VERIFY},
        frozenset({Queue.SECURITY}),
    ),
    Role(
        "privacy_officer",
        _("Privacy officer"),
        _("Works privacy cases and answers what reporters ask about their own data."),
        CASE_WORK | {P.CASES_CLOSE, P.CASES_ERASE, P.PERSON_REVEAL, P.APPROVALS_DECIDE},
        frozenset({Queue.PRIVACY}),
    ),
    Role(
        "safety_officer",
        _("Safety officer"),
        _("Works safety emergencies, where somebody may be in danger now, and helps the trust queue."),
        CASE_WORK | {P.CASES_CLOSE, P.TEXT_APPROVE},
        frozenset({Queue.SAFETY_EMERGENCY, Queue.TRUST}),
    ),
    Role(
        "team_lead",
        _("Team lead"),
        _("Sees every queue, gives work to people, closes cases and is the second person for opening sealed words."),
        CASE_WORK
        | {P.CASES_ASSIGN, P.CASES_CLOSE, P.TEXT_APPROVE, P.APPROVALS_DECIDE}
        | {P.CLOCKS_MANAGE, P.INCIDENTS_VERIFY, P.ROUTING_MANAGE, P.FACTS_REVIEW, P.FIGURES_READ},
        EVERY_QUEUE,
    ),
    Role(
        "auditor",
        _("Auditor"),
        _("Reads the trail and the cases without the reporter's words. Changes nothing."),
        frozenset({P.CASES_READ, P.TRAIL_READ, P.FACTS_READ, P.FIGURES_READ}),
        EVERY_QUEUE,
    ),
    Role(
        "administrator",
        _("Administrator"),
        _("Keeps the lists of staff and platforms, and ends the access of who leaves. Sees no cases."),
        frozenset({P.STAFF_MANAGE, P.PLATFORMS_MANAGE, P.FACTS_READ}),
        frozenset(),
    ),
)

ROLES: dict[str, Role] = {role.code: role for role in _TABLE}


def held(codes: Iterable[str]) -> tuple[Role, ...]:
    """The roles of these codes in the table's order; a code that is no longer a role gives nothing."""
    wanted = frozenset(codes)
    return tuple(role for role in _TABLE if role.code in wanted)
