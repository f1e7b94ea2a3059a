"""Staff, roles, sessions and two-person approvals: every change, checked and recorded."""

from collections.abc import Iterable
from datetime import datetime

from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Q

from reporting.access import factors, queries, rules
from reporting.access.approvals import ASK_STAYS_OPEN, NEEDS
from reporting.access.kinds import ApprovalState, Permission, Reason
from reporting.access.models import Approval, Session, StaffMember, StaffRole
from reporting.access.refusals import (
    AlreadyAsked,
    ApprovalNeeded,
    AskIsOver,
    EmailNotRead,
    EmailTaken,
    LastAdministrator,
    NotYourOwnAsk,
    NotYourOwnRoles,
    UnknownReason,
    UnknownRole,
    UnknownSkill,
)
from reporting.access.roles import ROLES
from reporting.actors import Actor
from reporting.audit import actions as audit
from reporting.facts import catalogue
from reporting.refusals import NotAllowed, Refused, require, require_permission, why_not_permitted

LONGEST_EMAIL = 254  # RFC 5321, as errata 1690 counts


@transaction.atomic
def add_member(*, email: str, display_name: str, password: str, roles: Iterable[str], by: Actor, at: datetime) -> StaffMember:
    """Invite somebody with a first password. They set up a second factor before they see anything.

    Refuses with NotAllowed, UnknownRole, EmailNotRead or EmailTaken.
    """
    require_permission(Permission.STAFF_MANAGE, by=by)
    email = _address(email)
    codes = sorted(set(roles))
    _refuse_unknown(codes)
    member = StaffMember(email=email, display_name=display_name.strip(), joined_at=at, invited_at=at)
    member.set_password(password)
    try:
        with transaction.atomic():
            member.save(force_insert=True)
    except IntegrityError:
        raise EmailTaken(field="email")
    StaffRole.objects.bulk_create(StaffRole(member=member, role=code, given_at=at, given_by=by.ref) for code in codes)
    audit.record("staff.added", subject=_subject(member), by=by, at=at, details={"roles": "+".join(codes)})
    return member


@transaction.atomic
def add_code_generator(*, member: StaffMember, by: Actor, at: datetime) -> str:
    """Switch one-time codes on for a member and answer the secret (base32), for scripted sign-in."""
    require_permission(Permission.STAFF_MANAGE, by=by)
    audit.record("staff.factor_changed", subject=_subject(member), by=by, at=at, details={"change": "codes_given"})
    return factors.add_code_generator(member)


@transaction.atomic
def renew_sign_in(*, member: StaffMember, password: str, by: Actor, at: datetime) -> StaffMember:
    """For somebody who lost password or factor, once it is certain who asks: a new first password, no factors, no sessions."""
    require_permission(Permission.STAFF_MANAGE, by=by)
    member.set_password(password)
    member.invited_at = at
    member.save(update_fields=["password", "invited_at"])
    factors.forget_all(member)
    Session.objects.filter(staff=member).delete()
    audit.record("staff.sign_in_renewed", subject=_subject(member), by=by, at=at)
    return member


def why_not_change_roles(member: StaffMember, *, by: Actor) -> Refused | None:
    return NotYourOwnRoles() if by.is_staff and by.ref == str(member.pk) else None


@transaction.atomic
def give_role(*, member: StaffMember, role: str, by: Actor, at: datetime) -> StaffMember:
    """Give a role; it counts from the member's next request. Giving it twice changes nothing."""
    require_permission(Permission.STAFF_MANAGE, by=by)
    require(why_not_change_roles(member, by=by))
    _refuse_unknown([role])
    _, is_new = StaffRole.objects.get_or_create(member=member, role=role, defaults={"given_at": at, "given_by": by.ref})
    if is_new:
        audit.record("staff.role_given", subject=_subject(member), by=by, at=at, details={"role": role})
    return member


@transaction.atomic
def take_role(*, member: StaffMember, role: str, by: Actor, at: datetime) -> StaffMember:
    """Take a role away, from the member's next request on. The last administrator keeps theirs."""
    require_permission(Permission.STAFF_MANAGE, by=by)
    require(why_not_change_roles(member, by=by))
    _refuse_last_administrator(member, losing=[role])
    taken, _ = StaffRole.objects.filter(member=member, role=role).delete()
    if taken:
        audit.record("staff.role_taken", subject=_subject(member), by=by, at=at, details={"role": role})
    return member


def why_not_deactivate(member: StaffMember, *, by: Actor) -> Refused | None:
    return why_not_permitted(Permission.STAFF_MANAGE, by=by) or why_not_change_roles(member, by=by)


@transaction.atomic
def deactivate(*, member: StaffMember, by: Actor, at: datetime) -> StaffMember:
    """End somebody's access: no sign-in, no session. Their number stays in the trail."""
    require(why_not_deactivate(member, by=by))
    _refuse_last_administrator(member, losing=member.roles.values_list("role", flat=True))
    member.is_active = False
    member.save(update_fields=["is_active"])
    Session.objects.filter(staff=member).delete()
    audit.record("staff.deactivated", subject=_subject(member), by=by, at=at)
    return member


def why_not_declare(member: StaffMember, *, by: Actor) -> Refused | None:
    """Everybody says for themselves what they speak and know; who manages staff says it for others."""
    return None if by.is_staff and by.ref == str(member.pk) else why_not_permitted(Permission.STAFF_MANAGE, by=by)


@transaction.atomic
def declare_skills(*, member: StaffMember, languages: Iterable[str], categories: Iterable[str], by: Actor, at: datetime) -> StaffMember:
    """Say which languages and kinds of report a member speaks and knows, as codes; cases are suggested by them. Refuses unknown codes."""
    require(why_not_declare(member, by=by))
    spoken, known = sorted(set(languages)), sorted(set(categories))
    if not set(spoken) <= LANG_INFO.keys() or not set(known) <= catalogue.by_code().keys():
        raise UnknownSkill(field="languages")
    member.languages, member.categories = spoken, known
    member.save(update_fields=["languages", "categories"])
    counted = {"languages": len(spoken), "categories": len(known)}
    audit.record("staff.skills_declared", subject=_subject(member), by=by, at=at, details=counted)
    return member


@transaction.atomic
def end_sessions(*, member: StaffMember, by: Actor, at: datetime, keep: str = "", only: str = "") -> int:
    """End a member's sessions; `keep` spares one and `only` names one, by lookup. Members end their own, administrators anybody's."""
    if by.ref != str(member.pk) or not by.is_staff:
        require_permission(Permission.STAFF_MANAGE, by=by)
    chosen = Q(staff=member) & (Q(lookup=only) if only else Q())
    ended, _ = Session.objects.filter(chosen).exclude(lookup=keep).delete()
    audit.record("staff.sessions_ended", subject=_subject(member), by=by, at=at, details={"sessions": ended})
    return ended


@transaction.atomic
def note_sign_in(*, member: StaffMember, by: Actor, at: datetime) -> None:
    """Record that a member signed in (ASVS 16.3.1)."""
    audit.record("staff.signed_in", subject=_subject(member), by=by, at=at)


@transaction.atomic
def note_factor_change(*, member: StaffMember, change: str, keep: str, by: Actor, at: datetime) -> None:
    """Record that a password or second factor changed, and end the member's other sessions (ASVS 7.4.3). `keep` stays."""
    audit.record("staff.factor_changed", subject=_subject(member), by=by, at=at, details={"change": change})
    Session.objects.filter(staff=member).exclude(lookup=keep).delete()


@transaction.atomic
def sweep_sessions(*, by: Actor, at: datetime) -> int:
    """Remove sessions past their end. Leaves no audit entry: nobody did anything."""
    removed, _ = Session.objects.filter(Q(expires_at__lte=at) | Q(idle_after__lte=at)).delete()
    return removed


@transaction.atomic
def ask_approval(*, what: str, subject: str, reason: str, by: Actor, at: datetime) -> Approval:
    """Ask a second person. `what` is an Act, `subject` a case number or the like, `reason` a Reason; the ask stays open for a day.

    Refuses with NotAllowed, UnknownReason or AlreadyAsked.
    """
    require_permission(NEEDS[what].ask, by=by)
    if reason not in Reason.values:
        raise UnknownReason(field="reason")
    asker = queries.member_of(by)
    mine = Approval.objects.filter(what=what, subject=subject, asked_by=asker)
    mine.filter(state=ApprovalState.ASKED, expires_at__lte=at).update(state=ApprovalState.LAPSED)
    try:
        with transaction.atomic():
            approval = Approval.objects.create(
                what=what, subject=subject, reason=reason, asked_by=asker, asked_at=at, expires_at=at + ASK_STAYS_OPEN
            )
    except IntegrityError:
        raise AlreadyAsked
    audit.record("approval.asked", subject=subject, by=by, at=at, reason=reason, details={"what": what})
    return approval


def why_not_decide(approval: Approval, *, by: Actor, at: datetime) -> Refused | None:
    """What keeps this actor from deciding: their own ask, a role without it, or an ask that is over."""
    if by.ref == str(approval.asked_by_id):
        return NotYourOwnAsk()
    if not by.is_staff or not by.may(NEEDS[approval.what].decide):
        return NotAllowed(details={"permission": NEEDS[approval.what].decide.value})
    if not rules.ask_is_open(state=approval.state, expires_at=approval.expires_at, at=at):
        return AskIsOver()
    return None


@transaction.atomic
def approve(*, approval: Approval, by: Actor, at: datetime) -> Approval:
    """Say yes as the second person. It then holds for the asker alone, for as long as its kind lasts."""
    require(why_not_decide(approval, by=by, at=at))
    _decide(approval, ApprovalState.APPROVED, by=by, at=at, expires_at=at + NEEDS[approval.what].lasts)
    audit.record("approval.approved", subject=approval.subject, by=by, at=at, reason=approval.reason, details={"what": approval.what})
    return approval


@transaction.atomic
def decline(*, approval: Approval, by: Actor, at: datetime) -> Approval:
    """Say no as the second person."""
    require(why_not_decide(approval, by=by, at=at))
    _decide(approval, ApprovalState.DECLINED, by=by, at=at, expires_at=at)
    audit.record("approval.declined", subject=approval.subject, by=by, at=at, reason=approval.reason, details={"what": approval.what})
    return approval


@transaction.atomic
def use_approval(*, what: str, subject: str, by: Actor, at: datetime) -> Approval:
    """Call inside the action that needs a second person. Refuses with ApprovalNeeded; one for a single use is then used up."""
    approval = queries.approval_in_force(what=what, subject=subject, for_actor=by, at=at)
    if approval is None:
        raise ApprovalNeeded(details={"what": what})
    if NEEDS[what].is_for_one_use:
        used = Approval.objects.filter(pk=approval.pk, state=ApprovalState.APPROVED).update(state=ApprovalState.USED)
        if not used:
            raise ApprovalNeeded(details={"what": what})
        approval.state = ApprovalState.USED
    audit.record("approval.used", subject=subject, by=by, at=at, reason=approval.reason, details={"what": what})
    return approval


def _subject(member: StaffMember) -> str:
    return f"staff:{member.pk}"


def _address(typed: str) -> str:
    email = typed.strip().lower()
    if len(email) > LONGEST_EMAIL:
        raise EmailNotRead(field="email")
    try:
        validate_email(email)
    except ValidationError:
        raise EmailNotRead(field="email") from None
    return email


def _refuse_unknown(codes: Iterable[str]) -> None:
    if any(code not in ROLES for code in codes):
        raise UnknownRole(field="roles")


def _refuse_last_administrator(member: StaffMember, *, losing: Iterable[str]) -> None:
    if "administrator" not in losing or not member.roles.filter(role="administrator").exists():
        return
    others = StaffRole.objects.select_for_update().filter(role="administrator", member__is_active=True).exclude(member=member)
    if not others:
        raise LastAdministrator


def _decide(approval: Approval, state: ApprovalState, *, by: Actor, at: datetime, expires_at: datetime) -> None:
    decider = queries.member_of(by)
    undecided = Approval.objects.filter(pk=approval.pk, state=ApprovalState.ASKED)
    if not undecided.update(state=state, decided_by=decider, decided_at=at, expires_at=expires_at):
        raise AskIsOver
    approval.refresh_from_db()
