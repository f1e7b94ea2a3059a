"""Changing the rules: first in a draft of one's own, then put into use for everybody, or an earlier version put back."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from reporting import rows
from reporting.access import queries as access
from reporting.access.kinds import Permission
from reporting.actors import Actor
from reporting.audit import actions as audit
from reporting.guard import actions as guard
from reporting.refusals import NotFound, SomebodyElseWasFirst, require, require_permission
from reporting.routing import queries, rules, storing
from reporting.routing.kinds import ChangeReason, Rule, Rules
from reporting.routing.models import RoutingDraft, RoutingVersion
from reporting.routing.refusals import (
    DraftChangesNothing,
    NoDraft,
    NoteTooLong,
    RuleIsFixed,
    RulesChangedMeanwhile,
    UnknownChangeReason,
)

SUBJECT = "routing"
LONGEST_NOTE = 200


@transaction.atomic
def write_rule(*, rule: Rule, is_new: bool, by: Actor, at: datetime) -> RoutingDraft:
    """Write a new rule last into one's draft, or change one there. What it holds for and does is checked now; nothing is in use yet."""
    require_permission(Permission.ROUTING_MANAGE, by=by)
    draft, known = _draft(by, at), queries.known()
    before = queries.rules_of_draft(draft)
    rule = replace(rule, is_own=True, words=guard.check(text=rule.words, field="words").strip())
    if not is_new:
        was = _named(before, rule.code)
        require(rules.why_not_change(was, known))
        rule = replace(rule, is_on=was.is_on, treat_as=was.treat_as)
    require(rules.why_not_rule(rule, known))
    return _keep(draft, rules.written(before, rule, is_new=is_new), rule.code, "written", by, at)


@transaction.atomic
def switch_rule(*, code: str, is_on: bool, by: Actor, at: datetime) -> RoutingDraft:
    """Switch a rule on or off in one's draft."""
    require_permission(Permission.ROUTING_MANAGE, by=by)
    draft = _draft(by, at)
    before = queries.rules_of_draft(draft)
    require(RuleIsFixed() if _named(before, code).is_fixed else None)
    return _keep(draft, rules.switched(before, code, is_on=is_on), code, "on" if is_on else "off", by, at)


@transaction.atomic
def place_rule(*, code: str, earlier: bool, by: Actor, at: datetime) -> RoutingDraft:
    """Put a rule a place earlier or later in one's draft: of two that name a queue, the first decides."""
    require_permission(Permission.ROUTING_MANAGE, by=by)
    draft = _draft(by, at)
    before = queries.rules_of_draft(draft)
    _named(before, code)
    return _keep(draft, rules.moved(before, code, earlier=earlier), code, "earlier" if earlier else "later", by, at)


@transaction.atomic
def throw_away(*, by: Actor, at: datetime) -> None:
    """Throw one's draft away. The rules in use stay as they are."""
    require_permission(Permission.ROUTING_MANAGE, by=by)
    if not RoutingDraft.objects.filter(member_id=int(by.ref)).delete()[0]:
        raise NoDraft()
    audit.record("routing.draft_thrown_away", subject=SUBJECT, by=by, at=at)


@transaction.atomic
def put_into_use(*, seen: int, reason: str, note: str, by: Actor, at: datetime) -> RoutingVersion:
    """Route every report from now on by one's draft, as the next version. `seen` is the draft's version that was tried.

    Refuses a draft that changes nothing, that began from rules no longer in use, or that changed after it was looked at.
    """
    require_permission(Permission.ROUTING_MANAGE, by=by)
    draft = queries.draft_of(by)
    if draft is None:
        raise NoDraft()
    if draft.version != seen:
        raise SomebodyElseWasFirst()
    wanted, known = queries.rules_of_draft(draft), queries.known()
    if draft.based_on != queries.number_in_use():
        raise RulesChangedMeanwhile()
    if wanted == queries.rules_of(draft.based_on):
        raise DraftChangesNothing()
    for rule in wanted:
        require(rules.why_not_rule(rule, known) if rule.is_own else None)
    version = _next_version(wanted, draft.based_on + 1, reason, note, by, at)
    draft.delete()
    audit.record("routing.put_into_use", subject=SUBJECT, by=by, at=at, reason=reason, details={"version": version.number})
    return version


@transaction.atomic
def put_back(*, number: int, seen: int, reason: str, note: str, by: Actor, at: datetime) -> RoutingVersion:
    """Route by an earlier version again (0 is the file alone), as a version of its own. `seen` is the version in use on the page."""
    require_permission(Permission.ROUTING_MANAGE, by=by)
    latest = queries.number_in_use()
    if latest != seen:
        raise SomebodyElseWasFirst()
    wanted = queries.rules_of(number)
    if wanted == queries.rules_of(latest):
        raise DraftChangesNothing()
    version = _next_version(wanted, latest + 1, reason, note, by, at, same_as=number)
    audit.record("routing.put_back", subject=SUBJECT, by=by, at=at, reason=reason, details={"version": version.number, "same_as": number})
    return version


def _next_version(
    wanted: Rules, number: int, reason: str, note: str, by: Actor, at: datetime, *, same_as: int | None = None
) -> RoutingVersion:
    if reason not in ChangeReason.values:
        raise UnknownChangeReason(field="reason")
    note = guard.check(text=note, field="note").strip()
    if len(note) > LONGEST_NOTE:
        raise NoteTooLong(field="note")
    version = RoutingVersion(
        number=number,
        rules=storing.to_rows(wanted),
        put_at=at,
        put_by=access.member_of(by),
        reason=reason,
        note=note,
        same_as=same_as,
    )
    if not rows.add_if_new(version):
        raise SomebodyElseWasFirst()
    transaction.on_commit(queries.forget)
    return version


def _draft(by: Actor, at: datetime) -> RoutingDraft:
    """One's own draft, begun from the rules in use when there is none yet."""
    number = queries.number_in_use()
    fresh = {"based_on": number, "rules": storing.to_rows(queries.rules_of(number)), "begun_at": at}
    draft, _is_new = RoutingDraft.objects.get_or_create(member=access.member_of(by), defaults=fresh)
    return draft


def _named(among: Rules, code: str) -> Rule:
    found = next((rule for rule in among if rule.code == code), None)
    if found is None:
        raise NotFound()
    return found


def _keep(draft: RoutingDraft, changed: Rules, code: str, change: str, by: Actor, at: datetime) -> RoutingDraft:
    as_read = RoutingDraft.objects.filter(pk=draft.pk, version=draft.version)
    if not as_read.update(rules=storing.to_rows(changed), version=draft.version + 1):
        raise SomebodyElseWasFirst()
    draft.refresh_from_db()
    audit.record("routing.drafted", subject=SUBJECT, by=by, at=at, details={"rule": code, "change": change})
    return draft
