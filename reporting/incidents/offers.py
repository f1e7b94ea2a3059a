"""What may be done with an incident now, and why not: the words that grey a button are those that refuse the action."""

from collections.abc import Mapping

from reporting.actors import Actor
from reporting.cases import rules as case_rules
from reporting.cases.models import Case
from reporting.incidents import queries, rules
from reporting.incidents.kinds import IncidentState
from reporting.incidents.models import Incident
from reporting.incidents.refusals import NoFixToVerify
from reporting.refusals import Refused, why_not_permitted


def offers(incident: Incident, *, by: Actor) -> Mapping[str, Refused | None]:
    """Every act the incident's page may offer, with the refusal that keeps this actor from it now, or None."""
    check = why_not_check(incident, by=by)
    return {
        "notify": why_not_permitted("incidents.work", by=by) or rules.why_not_state(incident.state, IncidentState.NOTIFIED),
        "verify": check,
        "reject_fix": check,
        "close": why_not_permitted("cases.close", by=by) or rules.why_not_state(incident.state, IncidentState.CLOSED),
        "close_fixed": why_not_close_as_fixed(incident),
        "read_texts": why_not_read(incident, by=by),
    }


def why_not_check(incident: Incident, *, by: Actor) -> Refused | None:
    """Whether this actor may say how the check of the latest fix ended."""
    fix = queries.latest_fix(incident)
    if refusal := why_not_permitted("incidents.verify", by=by):
        return refusal
    if fix is None or queries.is_verified(fix) or incident.state != IncidentState.FIX_CLAIMED:
        return NoFixToVerify()
    return rules.why_not_verify(fix.claimed_by, by.ref)


def why_not_close_as_fixed(incident: Incident) -> Refused | None:
    """Whether the incident could be closed as fixed."""
    fix = queries.latest_fix(incident)
    measures, disputed = (fix.measures, fix.is_disputed) if fix else ((), False)
    return rules.why_not_close(incident.causes.exists(), measures, queries.is_verified(fix), disputed)


def why_not_read(incident: Incident, *, by: Actor) -> Refused | None:
    """Whether this actor may open what was typed on the incident."""
    return why_not_permitted("text.open", by=by) or case_rules.why_not_work(incident.queue, "", by.queues)


def for_case(case: Case, *, by: Actor) -> Mapping[str, Refused | None]:
    """What a case's page may offer about incidents."""
    may = why_not_permitted("incidents.work", by=by) or case_rules.why_not_work(case.queue, case.also_queue, by.queues)
    may = may or case_rules.why_not_change(case.state)
    may = may or rules.why_not_join(case.platform_id, case.platform_id or 0, case.is_shared, is_member=False)
    return {"join": may, "open_incident": may or rules.why_not_open(queries.open_number_of(case))}
