"""Every write to a case: check, change, record, announce, atomically."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from reporting import rows
from reporting.access import actions as staff
from reporting.access import queries as access
from reporting.access.models import Approval, StaffMember
from reporting.actors import Actor, ActorKind
from reporting.audit import actions as audit
from reporting.cases import events, hours, load, queries, rules
from reporting.cases.kinds import CaseState, CloseReason, MoveReason, Queue, ReadReason
from reporting.cases.models import NOTHING_DUE, Case, CaseEvent, Note, new_ref
from reporting.cases.opening import case_of
from reporting.cases.refusals import NobodyToTakeIt, NothingWritten, QueueNeeded, ReasonNeeded
from reporting.cases.routing import Routed
from reporting.cases.states import STATES
from reporting.clocks import actions as clocks
from reporting.clocks import queries as running_clocks
from reporting.guard import actions as guard
from reporting.refusals import SomebodyElseWasFirst, require, require_permission
from reporting.reports.actions import open_answers_of
from reporting.reports.models import Report
from reporting.sealing import actions as sealing
from reporting.sealing.kinds import DataKey, Place
from reporting.webhooks import actions as webhooks

DANGER = "override:danger-now"
BY_INCIDENT = Actor.system("incidents.close")


@transaction.atomic(savepoint=False)
def open_case(*, report: Report, routed: Routed, is_shared: bool, shares_locator: bool, by: Actor, at: datetime) -> Case:
    """Begin our work with a reporter: number, queue with its reasons, promises running, the platform told when the reporter agreed."""
    case = case_of(report=report, routed=routed, is_shared=is_shared, shares_locator=shares_locator, at=at)
    promise = "emergency" if DANGER in case.because else "first_look"
    began = hours.began(promise, case.severity, at)
    case.due_at = running_clocks.promised(promise, began, case.severity) or NOTHING_DUE
    rows.add(case)
    clocks.start_first(subject=case.number, kind=promise, due_at=case.due_at, at=began, queue=case.queue)
    audit.record("case.opened", subject=case.number, by=by, at=at)
    announce(case, "case.opened", at=at, is_first=True)
    return case


@transaction.atomic
def claim(*, case: Case, by: Actor, at: datetime) -> Case:
    """Take a case on oneself. One that a colleague holds is taken only by who may give cases to people."""
    return assign(case=case, to=StaffMember.objects.get(pk=int(by.ref)), by=by, at=at)


@transaction.atomic
def assign(*, case: Case, to: StaffMember, by: Actor, at: datetime) -> Case:
    """Give a case to somebody who works its queue. The first look stops the first-look clock and starts the promise of updates."""
    require_permission("cases.work" if str(to.pk) == by.ref else "cases.assign", by=by)
    require(rules.why_not_work(case.queue, case.also_queue, by.queues))
    require(rules.why_not_take(load.held_by_another(case, by=by), may_assign=by.may("cases.assign")))
    require(rules.why_not_assign(case.queue, case.state, _works(to)))
    require(rules.why_not_judge_again(case.appeal_of_decision_by, str(to.pk)))
    _change(case, assignee=to, assigned_at=at)
    happened(case, "assigned", by=by, at=at, details={"to": to.pk})
    if case.state in (CaseState.RECEIVED, CaseState.REOPENED):
        change_state(case=case, to=CaseState.IN_TRIAGE, by=by, at=at)
    return case


def _works(member: StaffMember) -> frozenset[str]:
    """The queues whose cases somebody may be given; who only reads them, as an auditor does, is given none."""
    actor = access.actor_for(member)
    return actor.queues if actor.may("cases.work") else frozenset()


@transaction.atomic
def assign_next(*, case: Case, by: Actor, at: datetime) -> Case:
    """Give a case to whoever is first of those who may take it now (cases/load.py)."""
    require_permission("cases.assign", by=by)
    require(rules.why_not_work(case.queue, case.also_queue, by.queues) or rules.why_not_change(case.state))
    first = next(iter(load.candidates(case)), None)
    if first is None:
        raise NobodyToTakeIt()
    return assign(case=case, to=access.member_numbered(str(first.member)), by=by, at=at)


@transaction.atomic
def hand_over(*, member: StaffMember, seen: int, leaves: bool, by: Actor, at: datetime) -> int:
    """Share out all open cases of a member who leaves, all or none; `leaves` ends their access too. Answers with how many cases.

    `seen` is how many the page showed. A case that nobody else may take goes back to its queue with nobody. Its state stays, as does its clock.
    """
    taken = load.shared_out(member, visible_to=by)
    if len(taken) != seen:
        raise SomebodyElseWasFirst()
    for case, to in taken:
        _change(case, assignee_id=to.member if to else None, assigned_at=at if to else None)
        happened(
            case, "handed_over" if to else "given_back", by=by, at=at, details={"from": member.pk, **({"to": to.member} if to else {})}
        )
    audit.record("staff.cases_handed_over", subject=f"staff:{member.pk}", by=by, at=at, details={"cases": len(taken)})
    if leaves:
        staff.deactivate(member=member, by=by, at=at)
    return len(taken)


def _look_taken(case: Case, *, at: datetime) -> None:
    """Somebody has looked: the first promise is kept, the promise of an update every thirty days begins."""
    clocks.meet(subject=case.number, kind="first_look", at=at)
    clocks.meet(subject=case.number, kind="emergency", at=at)
    _promise_update(case, at=at)


def _promise_update(case: Case, *, at: datetime) -> None:
    due = running_clocks.promised("update", at, case.severity)
    if due:
        clocks.restart(subject=case.number, kind="update", due_at=due, at=at, queue=case.queue)
    refresh_due(case)


def updated_reporter(case: Case, *, at: datetime) -> None:
    """The reporter has heard from us: the promise of an update is kept and begins anew."""
    if case.state not in (CaseState.CLOSED, CaseState.WAITING_FOR_REPORTER):
        _promise_update(case, at=at)


@transaction.atomic
def move(*, case: Case, queue: str, reason: str, by: Actor, at: datetime) -> Case:
    """Put a case in another line, with a reason. Its key is sealed anew to that queue, so the old queue's key no longer opens it."""
    require_permission("cases.move", by=by)
    require(rules.why_not_work(case.queue, case.also_queue, by.queues))
    require(rules.why_not_move(case.queue, queue, case.state))
    if queue not in Queue.values:
        raise QueueNeeded(field="queue")
    if reason not in MoveReason.values:
        raise ReasonNeeded(field="reason")
    sealing.reseal_for_queue(envelope=case.report.envelope, queue=queue)
    before = case.queue
    _change(case, queue=queue, also_queue="", assignee=None, assigned_at=None)
    clocks.move(subject=case.number, queue=queue, at=at, by=by)
    happened(case, "moved", by=by, at=at, reason=reason, details={"from": before, "to": queue})
    return case


@transaction.atomic
def change_state(*, case: Case, to: str, by: Actor, at: datetime, details: Mapping[str, str | int] | None = None, code: str = "") -> Case:
    """Take a case to its next state, pause or resume its clocks, and tell the platform. Refuses a step that is not in the table."""
    require(rules.why_not_state(case.state, to))
    is_first_look = case.state in (CaseState.RECEIVED, CaseState.REOPENED)
    _change(case, state=to)
    happened(case, code or to, by=by, at=at, details=details)
    if is_first_look:
        _look_taken(case, at=at)
    ticking = clocks.resume if STATES[to].clock_runs else clocks.pause
    ticking(subject=case.number, at=hours.kept(by, at))
    refresh_due(case)
    announce(case, STATES[to].event, at=at)
    return case


@transaction.atomic
def join_incident(*, case: Case, incident: str, because: str, by: Actor, at: datetime) -> Case:
    """Note on a case, as it was read, that it belongs to an incident now; of two who do so at once, one is told so."""
    require(rules.why_not_change(case.state))
    _change(case)
    happened(case, "joined_incident", by=by, at=at, details={"incident": incident, "because": because})
    return case


@transaction.atomic
def wait_for_reporter(*, case: Case, by: Actor, at: datetime) -> Case:
    """A question is with the reporter: clocks stand still, and the answer brings the case back to where it was."""
    if rules.why_not_state(case.state, CaseState.WAITING_FOR_REPORTER) is not None:
        return case
    _change(case, waits_from=case.state)
    return change_state(case=case, to=CaseState.WAITING_FOR_REPORTER, by=by, at=at)


@transaction.atomic
def close(*, case: Case, reason: str, by: Actor, at: datetime) -> Case:
    """Close a case with a reason that the reporter reads in plain words; as fixed only with its incident."""
    if by.is_staff:
        require_permission("cases.close", by=by)
        require(rules.why_not_work(case.queue, case.also_queue, by.queues))
    if reason not in CloseReason.values:
        raise ReasonNeeded(field="reason")
    require(rules.why_not_close_as(reason, with_incident=by == BY_INCIDENT))
    require(rules.why_not_state(case.state, CaseState.CLOSED))
    _change(case, state=CaseState.CLOSED, close_reason=reason, closed_at=hours.kept(by, at), due_at=NOTHING_DUE)
    clocks.stop_all(subject=case.number, at=hours.kept(by, at))
    happened(case, "closed", by=by, at=at, reason=reason, details={"reason": reason})
    announce(case, "case.closed", at=at)
    return case


@transaction.atomic
def reopen(*, case: Case, because: str, by: Actor, at: datetime) -> Case:
    """Open a case again, for example when its reporter disputes the fix; the promise of a first look runs anew.

    When the reporter asks for it, whoever decided to close it does not judge it a second time (F23).
    """
    if by.is_staff:
        require_permission("cases.close", by=by)
        require(rules.why_not_work(case.queue, case.also_queue, by.queues))
    require(rules.why_not_state(case.state, CaseState.REOPENED))
    decided_by = "" if by.is_staff else _closed_by(case)
    freed = {"assignee": None, "assigned_at": None} if decided_by and decided_by == str(case.assignee_id) else {}
    _change(case, state=CaseState.REOPENED, close_reason="", closed_at=None, appeal_of_decision_by=decided_by, **freed)
    happened(case, "reopened", by=by, at=at, reason=because, details={"because": because})
    began = hours.began("first_look", case.severity, at) if by.kind is ActorKind.REPORTER else at
    due = running_clocks.promised("first_look", began, case.severity)
    if due:
        clocks.restart(subject=case.number, kind="first_look", due_at=due, at=began, queue=case.queue)
    refresh_due(case)
    announce(case, "case.moved", at=at)
    return case


def _closed_by(case: Case) -> str:
    """The number of the member who closed it last; empty when the reporter or a job did."""
    return case.events.filter(code="closed").values_list("by_ref", flat=True).last() or ""


def written(*, text: str, field: str) -> str:
    """A text past the guard, as it is kept; refused when there is nothing in it."""
    checked = guard.check(text=text, field=field)
    require(None if checked.strip() else NothingWritten(field=field))
    return checked


@transaction.atomic
def write_note(*, case: Case, text: str, by: Actor, at: datetime) -> Note:
    """Keep a note between staff, sealed; it passes the guard like every other text."""
    require_permission("notes.write", by=by)
    require(rules.why_not_work(case.queue, case.also_queue, by.queues))
    text = written(text=text, field="note")
    Case.objects.select_for_update(no_key=True).get(pk=case.pk)  # one note at a time, so that the guard reads all before it
    key = sealing.unlock_for_queue(envelope=case.report.envelope)
    earlier = case.notes.filter(written_by=int(by.ref)).order_by("pk")
    guard.check_beside(text=text, earlier=[_open_note(one, key) for one in earlier], field="note")
    note = Note(case=case, ref=new_ref(), written_by_id=int(by.ref), written_at=at)
    note.sealed_text = sealing.seal(text=text, place=_note_place(note), key=key)
    note.save(force_insert=True)
    happened(case, "noted", by=by, at=at)
    return note


@dataclass(frozen=True, slots=True)
class Opened:
    """A case's sealed text in the clear, for one showing."""

    answers: Mapping[str, Any]
    notes: tuple[tuple[Note, str], ...]


@transaction.atomic
def open_text(*, case: Case, reason: str, by: Actor, at: datetime) -> Opened:
    """Show what the reporter wrote, for a stated reason. The read is in the audit trail before the text is shown."""
    return texts_of(case, unlock(case=case, reason=reason, by=by, at=at))


@transaction.atomic
def decide_ask(*, number: int, says_yes: bool, by: Actor, at: datetime) -> Approval:
    """Say yes or no as the second person, to an ask about a case that one sees."""
    ask = queries.get_ask(number, visible_to_actor=by)
    return staff.approve(approval=ask, by=by, at=at) if says_yes else staff.decline(approval=ask, by=by, at=at)


def texts_of(case: Case, key: DataKey) -> Opened:
    """A case's texts by its key. Callers record the read before they show them."""
    notes = tuple((note, _open_note(note, key)) for note in case.notes.select_related("written_by"))
    return Opened(open_answers_of(case.report, key), notes)


def unlock(*, case: Case, reason: str, by: Actor, at: datetime) -> DataKey:
    """The case's key for a member of staff with a reason; refused without permission, queue, reason, or the second person where one is needed."""
    require_permission("text.open", by=by)
    require(rules.why_not_work(case.queue, case.also_queue, by.queues))
    if reason not in ReadReason.values:
        raise ReasonNeeded(field="reason")
    require(rules.why_not_open_text(case.sensitivity, access.is_approved("text.open", subject=case.number, asked_by=by, at=at)))
    audit.record("text.opened", subject=case.number, by=by, at=at, reason=reason)
    return sealing.unlock_for_queue(envelope=case.report.envelope)


def refresh_due(case: Case) -> None:
    """Keep the case's own copy of its nearest due time, by which the queue is ordered."""
    nearest = running_clocks.next_due(case.number)
    case.due_at = nearest or NOTHING_DUE
    Case.objects.filter(pk=case.pk).update(due_at=case.due_at)


def announce(case: Case, event: str, *, at: datetime, is_first: bool = False) -> None:
    """Tell the platform, when the reporter agreed that it may know."""
    if case.is_shared and case.platform_id:
        webhooks.announce(platform=case.platform, event=event, payload=events.about(case), at=at, is_first=is_first)


def _open_note(note: Note, key: DataKey) -> str:
    return sealing.open_sealed(sealed=bytes(note.sealed_text), place=_note_place(note), key=key)


def _note_place(note: Note) -> Place:
    return Place(table="note", field="sealed_text", row=note.ref)


def _change(case: Case, **values: object) -> None:
    """Change the row only if it is still what was read."""
    changed = Case.objects.filter(pk=case.pk, version=case.version).update(version=case.version + 1, **values)
    if not changed:
        raise SomebodyElseWasFirst()
    case.version += 1
    for name, value in values.items():
        setattr(case, name, value)


def happened(case: Case, code: str, *, by: Actor, at: datetime, reason: str = "", details: Mapping[str, str | int] | None = None) -> None:
    """One line of history, and one entry of the audit trail. What a reporter did is known to the hour only (T13)."""
    by_ref = by.ref if by.is_staff else ""
    at = hours.kept(by, at)
    CaseEvent.objects.create(
        case=case, code=code, at=at, by_kind=by.kind.value, by_role=by.role, by_ref=by_ref, details=dict(details or {})
    )
    audit.record(f"case.{code}", subject=case.number, by=by, at=at, reason=reason, details=details)
