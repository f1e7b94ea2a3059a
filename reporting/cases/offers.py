"""What may be done with a case now, and why not: the words that grey a button are those that refuse the action."""

from collections.abc import Mapping
from datetime import datetime

from reporting.access import queries as access
from reporting.access.kinds import Act
from reporting.actors import Actor
from reporting.cases import load, rules
from reporting.cases.kinds import CaseState
from reporting.cases.models import Case
from reporting.refusals import Refused, why_not_permitted
from reporting.sealing.refusals import EnvelopeDestroyed


def offers(case: Case, *, by: Actor, at: datetime) -> Mapping[str, Refused | None]:
    """Every act a page may offer, with the refusal that keeps this actor from it now, or None."""
    closed = rules.why_not_change(case.state)
    erased = EnvelopeDestroyed() if case.report.envelope.destroyed_at else None
    return {
        "claim": _may("cases.work", case, by) or _why_not_take(case, by) or rules.why_not_assign(case.queue, case.state, by.queues),
        "assign": _may("cases.assign", case, by) or closed,
        "assign_next": _may("cases.assign", case, by) or closed,
        "move": _may("cases.move", case, by) or closed or erased,
        "note": _may("notes.write", case, by) or erased,
        "message": _may("messages.write", case, by) or closed or erased,
        "decide": _may("messages.write", case, by),
        "close": _may("cases.close", case, by) or rules.why_not_state(case.state, CaseState.CLOSED),
        "reopen": _may("cases.close", case, by) or rules.why_not_state(case.state, CaseState.REOPENED),
        "open_text": why_not_open_text(case, by=by, at=at),
        "ask_to_open": _may("text.open", case, by) or erased,
    }


def why_not_open_text(case: Case, *, by: Actor, at: datetime) -> Refused | None:
    """Whether this actor may open the case's words now."""
    if case.report.envelope.destroyed_at:
        return EnvelopeDestroyed()
    is_approved = access.is_approved(Act.TEXT_OPEN, subject=case.number, asked_by=by, at=at)
    return _may("text.open", case, by) or rules.why_not_open_text(case.sensitivity, is_approved)


def _why_not_take(case: Case, by: Actor) -> Refused | None:
    return rules.why_not_take(load.held_by_another(case, by=by), may_assign=by.may("cases.assign"))


def _may(permission: str, case: Case, by: Actor) -> Refused | None:
    return why_not_permitted(permission, by=by) or rules.why_not_work(case.queue, case.also_queue, by.queues)
