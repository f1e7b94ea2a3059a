"""Every write to an incident: gather cases, tell the platform, take its cause and fix, verify, hear the reporters, close."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from reporting import clock, jobs
from reporting.actors import Actor
from reporting.audit import actions as audit
from reporting.cases import actions as cases
from reporting.cases import rules as case_rules
from reporting.cases.kinds import CaseState, CloseReason, ReadReason
from reporting.cases.models import Case, new_ref
from reporting.guard import actions as guard
from reporting.incidents import changes, events, queries, rules
from reporting.incidents.kinds import (
    JOINED_BECAUSE,
    Answer,
    CausePart,
    DisputeReason,
    IncidentState,
    LinkReason,
    Measure,
    Position,
    VerifyMethod,
    new_incident_number,
)
from reporting.incidents.models import Cause, Confirmation, Fix, Incident, IncidentCase, Statement, Verification
from reporting.incidents.refusals import NoFixToVerify, NoPlatformToTell, NothingToConfirm, UnknownChoice
from reporting.mailbox import actions as mailbox
from reporting.platforms.kinds import Scope
from reporting.platforms.permissions import why_not_act_for
from reporting.refusals import Refused, require, require_permission, why_not_permitted
from reporting.sealing import actions as sealing


@transaction.atomic
def open_incident(*, case: Case, by: Actor, at: datetime) -> Incident:
    """Begin an incident with its first case. Refused while an open one has the case."""
    require_permission("incidents.work", by=by)
    require(case_rules.why_not_work(case.queue, case.also_queue, by.queues) or case_rules.why_not_change(case.state))
    if case.platform is None:
        raise NoPlatformToTell()
    require(rules.why_not_join(case.platform_id, case.platform.pk, case.is_shared, is_member=False))
    require(rules.why_not_open(queries.open_number_of(case)))
    envelope, _key = sealing.new_envelope(queue=case.queue, reporter_public=None)
    incident = Incident.objects.create(
        number=new_incident_number(),
        platform=case.platform,
        product_id=case.report.product_id,
        category=case.report.category,
        queue=case.queue,
        severity=case.severity,
        envelope=envelope,
        opened_at=clock.hour(at),
    )
    changes.happened(incident, "opened", by=by, at=at)
    _gather(incident, case, LinkReason.FIRST, by=by, at=at)
    return incident


@transaction.atomic
def add_case(*, incident: Incident, case: Case, because: str, by: Actor, at: datetime) -> IncidentCase:
    """Gather one more case, with the reason it belongs here. Its reporter is told, and the platform when it has been notified."""
    require_permission("incidents.work", by=by)
    is_member = incident.links.filter(case=case).exists()
    require(case_rules.why_not_work(case.queue, case.also_queue, by.queues) or case_rules.why_not_change(case.state))
    require(rules.why_not_change(incident.state))
    require(rules.why_not_join(case.platform_id, incident.platform_id, case.is_shared, is_member))
    _choice(because, JOINED_BECAUSE, "because")
    link = _gather(incident, case, because, by=by, at=at)
    if incident.notified_at:
        _bring(case, CaseState.WITH_PLATFORM, by=by, at=at)
        changes.announce(incident, "incident.case_added", events.case_added(incident, case.number, because), at=at)
        incident.statements.filter(for_reporters=True).update(told_at=None)
        jobs.later("incidents.tell")
    return link


@transaction.atomic
def notify(*, incident: Incident, by: Actor, at: datetime) -> Incident:
    """Tell the platform of its incident and ask for a fix. Every case in it is with the platform from now on."""
    require_permission("incidents.work", by=by)
    changes.to_state(incident, IncidentState.NOTIFIED, by=by, at=at, notified_at=at)
    changes.announce(incident, "fix.requested", events.about(incident), at=at)
    _tell_cases(incident, CaseState.WITH_PLATFORM, by=by, at=at)
    return incident


@transaction.atomic
def acknowledge(*, incident: Incident, by: Actor, at: datetime) -> Incident:
    """The platform says that it knows. Saying so twice changes nothing."""
    require(why_not_speak(incident, by))
    if incident.acknowledged_at is None:
        changes.to_state(incident, IncidentState.ACKNOWLEDGED, by=by, at=at, acknowledged_at=at)
        changes.announce(incident, "notice.acknowledged", events.about(incident), at=at)
        _note_in_cases(incident, "platform_acknowledged", by=by, at=at)
    return incident


@transaction.atomic
def take_position(*, incident: Incident, position: str, text: str = "", by: Actor, at: datetime) -> Incident:
    """Record where the platform stands, with words for staff where it gives any."""
    require(why_not_speak(incident, by))
    _choice(position, Position.values, "position")
    if text:
        _state_words(incident, text, position=position, for_reporters=False, at=at)
    changes.change(incident, position=position)
    changes.happened(incident, "position", by=by, at=at, details={"position": position})
    return incident


@transaction.atomic
def make_statement(*, incident: Incident, text: str, by: Actor, at: datetime) -> Statement:
    """Take a platform's words to its reporters; a job puts them, sealed, into every mailbox of the incident."""
    require(why_not_speak(incident, by))
    statement = _state_words(incident, text, position="", for_reporters=True, at=at)
    changes.happened(incident, "statement", by=by, at=at)
    jobs.later("incidents.tell")
    return statement


@transaction.atomic
def state_cause(*, incident: Incident, part: str, text: str = "", by: Actor, at: datetime) -> Cause:
    """Take the cause: which part failed. It may be stated again as more is known; a fix that was claimed meanwhile stands."""
    require(why_not_speak(incident, by))
    _choice(part, CausePart.values, "part")
    ref = new_ref()
    cause = Cause.objects.create(
        incident=incident, ref=ref, part=part, sealed_text=_seal(incident, text, ref, "cause"), stated_at=at, stated_by=by.ref
    )
    acknowledged_at = incident.acknowledged_at or at
    if rules.moves_by_cause(incident.state):
        changes.to_state(incident, IncidentState.CAUSE_KNOWN, by=by, at=at, details={"part": part}, acknowledged_at=acknowledged_at)
    else:
        changes.change(incident, acknowledged_at=acknowledged_at)
        changes.happened(incident, "cause_stated", by=by, at=at, details={"part": part})
    _note_in_cases(incident, "cause_stated", by=by, at=at, details={"part": part})
    return cause


@transaction.atomic
def claim_fix(*, incident: Incident, measures: Sequence[str], text: str = "", by: Actor, at: datetime) -> Fix:
    """Take the claim that the cause is mended. Refused without a cause, and when nothing about the system changed."""
    require(why_not_speak(incident, by))
    for measure in measures:
        _choice(measure, Measure.values, "measures")
    require(rules.why_not_claim(measures, has_cause=incident.causes.exists()))
    ref = new_ref()
    ordered = [measure for measure in Measure.values if measure in measures]
    fix = Fix.objects.create(
        incident=incident, ref=ref, measures=ordered, sealed_text=_seal(incident, text, ref, "fix"), claimed_at=at, claimed_by=by.ref
    )
    changes.to_state(incident, IncidentState.FIX_CLAIMED, by=by, at=at, details={"measure": ordered[0]})
    _note_in_cases(incident, "fix_claimed", by=by, at=at, details={"measure": ordered[0]})
    return fix


@transaction.atomic
def verify(*, incident: Incident, method: str, text: str = "", by: Actor, at: datetime) -> Verification:
    """Record that somebody else checked the latest fix, and ask every reporter whether that settles it."""
    require_permission("incidents.verify", by=by)
    _choice(method, VerifyMethod.values, "method")
    fix = queries.latest_fix(incident)
    if fix is None or queries.is_verified(fix) or incident.state != IncidentState.FIX_CLAIMED:
        raise NoFixToVerify()
    require(rules.why_not_verify(fix.claimed_by, by.ref))
    ref = new_ref()
    sealed = _seal(incident, text, ref, "note")
    verification = Verification.objects.create(fix=fix, ref=ref, method=method, sealed_text=sealed, verified_by=by.ref, verified_at=at)
    changes.to_state(incident, IncidentState.FIX_VERIFIED, by=by, at=at, details={"method": method})
    _tell_cases(incident, CaseState.CONFIRMING, by=by, at=at)
    return verification


@transaction.atomic
def reject_fix(*, incident: Incident, by: Actor, at: datetime) -> Incident:
    """The check failed: the platform is asked again."""
    require_permission("incidents.verify", by=by)
    fix = queries.latest_fix(incident)
    if fix is None or incident.state != IncidentState.FIX_CLAIMED:
        raise NoFixToVerify()
    require(rules.why_not_verify(fix.claimed_by, by.ref))
    _dispute_fix(incident, fix, because="check_failed", by=by, at=at)
    return incident


@transaction.atomic
def confirm(*, case: Case, by: Actor, at: datetime) -> Confirmation:
    """The reporter says that the fix settles it."""
    return _answer(case, Answer.CONFIRMED, "", by=by, at=at)


@transaction.atomic
def dispute(*, case: Case, reason: str, by: Actor, at: datetime) -> Confirmation:
    """The reporter says that it does not: case and incident open again. Nobody asks them to try anything."""
    _choice(reason, DisputeReason.values, "reason")
    confirmation = _answer(case, Answer.DISPUTED, reason, by=by, at=at)
    incident = Incident.objects.select_related("platform", "product").get(pk=confirmation.fix.incident_id)
    if incident.state in (IncidentState.FIX_VERIFIED, IncidentState.CLOSED):
        _dispute_fix(incident, confirmation.fix, because=reason, by=by, at=at)
        case.refresh_from_db(fields=["state", "version"])
    cases.reopen(case=case, because=reason, by=by, at=at)
    if reason == DisputeReason.ACCOUNT_RESTRICTED:
        changes.announce(incident, "pledge.retaliation_reported", events.about(incident), at=at)
    return confirmation


def _gather(incident: Incident, case: Case, because: str, *, by: Actor, at: datetime) -> IncidentCase:
    cases.join_incident(case=case, incident=incident.number, because=because, by=by, at=at)
    changes.happened(incident, "case_added", by=by, at=at, details={"case": case.number, "because": because})
    return IncidentCase.objects.create(incident=incident, case=case, because=because, added_at=at, added_by=by.ref)


def why_not_speak(incident: Incident, by: Actor) -> Refused | None:
    """Whether `by` may speak for the platform: its program with the scope, or staff who write down what the platform told them.

    When the incident is closed, nobody may.
    """
    if by.is_staff:
        may_not = why_not_permitted("incidents.work", by=by)
    else:
        may_not = why_not_act_for(incident.platform, scope=Scope.INCIDENTS_WRITE, by=by)
    return may_not or rules.why_not_change(incident.state)


def _answer(case: Case, answer: str, reason: str, *, by: Actor, at: datetime) -> Confirmation:
    fix = queries.fix_to_confirm(case)
    if fix is None:
        raise NothingToConfirm()
    cases.happened(case, f"fix_{answer}", by=by, at=at, reason=reason)
    return Confirmation.objects.create(case=case, fix=fix, answer=answer, reason=reason, answered_at=clock.hour(at))


def _dispute_fix(incident: Incident, fix: Fix, *, because: str, by: Actor, at: datetime) -> None:
    Fix.objects.filter(pk=fix.pk).update(is_disputed=True)
    reopened = incident.reopened + 1
    details = {"because": because}
    changes.to_state(incident, IncidentState.CAUSE_KNOWN, by=by, at=at, details=details, closed_at=None, close_reason="", reopened=reopened)
    changes.announce(incident, "fix.disputed", events.about(incident), at=at)
    changes.announce(incident, "incident.reopened", events.about(incident), at=at)
    _tell_cases(incident, CaseState.WITH_PLATFORM, by=by, at=at)


@transaction.atomic
def close(*, incident: Incident, reason: str, by: Actor, at: datetime) -> Incident:
    """Close an incident and its cases. As fixed: needs the cause, a system-level measure and an undisputed verification."""
    require_permission("cases.close", by=by)
    _choice(reason, CloseReason.values, "reason")
    fix = queries.latest_fix(incident)
    if reason == CloseReason.FIXED:
        measures, disputed = (fix.measures, fix.is_disputed) if fix else ((), False)
        require(rules.why_not_close(incident.causes.exists(), measures, queries.is_verified(fix), disputed))
    changes.to_state(incident, IncidentState.CLOSED, by=by, at=at, closed_at=at, close_reason=reason, details={"reason": reason})
    for case in _open_cases(incident):
        cases.close(case=case, reason=reason, by=cases.BY_INCIDENT, at=at)
    return incident


@transaction.atomic
def read_texts(*, incident: Incident, reason: str, by: Actor, at: datetime) -> Mapping[str, str]:
    """What was typed on an incident in the clear, by row ref, for a stated reason. The read is in the trail before the text is shown."""
    require_permission("text.open", by=by)
    require(case_rules.why_not_work(incident.queue, "", by.queues))
    _choice(reason, ReadReason.values, "reason")
    audit.record("text.opened", subject=incident.number, by=by, at=at, reason=reason)
    return queries.texts(incident)


@transaction.atomic
def tell_statement(*, statement: Statement, by: Actor, at: datetime) -> int:
    """Put one statement into every mailbox of its incident that does not have it yet."""
    key = sealing.unlock_for_queue(envelope=statement.incident.envelope)
    text = sealing.open_sealed(sealed=bytes(statement.sealed_text), place=queries.place_of(statement.ref), key=key)
    told = 0
    for link in statement.incident.links.select_related("case__report__envelope", "case__mailbox").order_by("case"):
        from_platform = Actor.platform(statement.incident.platform.slug)
        mailbox.deliver_statement(case=link.case, text=text, ref=f"{statement.ref[:8]}{link.pk:08x}", by=from_platform, at=at)
        told += 1
    Statement.objects.filter(pk=statement.pk).update(told_at=at)
    return told


def _tell_cases(incident: Incident, to: str, *, by: Actor, at: datetime) -> None:
    for case in _open_cases(incident):
        _bring(case, to, by=by, at=at)


def _bring(case: Case, to: str, *, by: Actor, at: datetime) -> None:
    """Take a case along with its incident where its state allows; a case that waits for its reporter returns later."""
    if case.state == CaseState.WAITING_FOR_REPORTER and to == CaseState.WITH_PLATFORM:
        Case.objects.filter(pk=case.pk).update(waits_from=to)
    elif case_rules.why_not_state(case.state, to) is None:
        cases.change_state(case=case, to=to, by=by, at=at)


def _note_in_cases(incident: Incident, code: str, *, by: Actor, at: datetime, details: Mapping[str, str | int] | None = None) -> None:
    for case in _open_cases(incident):
        cases.happened(case, code, by=by, at=at, details=details)


def _open_cases(incident: Incident) -> list[Case]:
    members = Case.objects.filter(incident_links__incident=incident).exclude(state=CaseState.CLOSED)
    return list(members.select_related("report__product", "report__envelope", "platform").order_by("pk"))


def _state_words(incident: Incident, text: str, *, position: str, for_reporters: bool, at: datetime) -> Statement:
    Incident.objects.select_for_update(no_key=True).get(pk=incident.pk)
    require(rules.why_not_statement(incident.statements.count()))
    ref = new_ref()
    sealed = _seal(incident, text, ref, "statement")
    return Statement.objects.create(
        incident=incident, ref=ref, position=position, for_reporters=for_reporters, sealed_text=sealed, stated_at=at
    )


def _seal(incident: Incident, text: str, ref: str, field: str) -> bytes | None:
    if not text:
        return None
    text = guard.check(text=text, field=field)
    Incident.objects.select_for_update(no_key=True).get(pk=incident.pk)  # one text at a time, so that the guard reads all before it
    guard.check_beside(text=text, earlier=list(queries.texts(incident).values()), field=field)
    key = sealing.unlock_for_queue(envelope=incident.envelope)
    return sealing.seal(text=text, place=queries.place_of(ref), key=key)


def _choice(value: str, values: Collection[str], field: str) -> None:
    if value not in values:
        raise UnknownChoice(field=field)
