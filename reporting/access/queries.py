"""Reading who works here, what they may do, their sessions, and what waits for a second person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q, QuerySet

from reporting import clock
from reporting.access import rules
from reporting.access.approvals import NEEDS
from reporting.access.kinds import LATER, ApprovalState, Permission
from reporting.access.models import Approval, Session, StaffMember, StaffRole
from reporting.access.refusals import NobodyChosen
from reporting.access.roles import ROLES, Role, held
from reporting.actors import Actor, ActorKind
from reporting.refusals import NotFound


def roles_of(member: StaffMember) -> tuple[Role, ...]:
    return held(member.roles.values_list("role", flat=True))


def actor_for(member: StaffMember) -> Actor:
    """The member as an actor: `ref` is their number, `role` the code of their first role, permissions and queues those of all roles.

    Asked anew for every request, so a role given or taken counts at once (ASVS 8.3.2). Somebody who has left may do nothing.
    """
    roles = roles_of(member) if member.is_active else ()
    return Actor(
        ActorKind.STAFF,
        ref=str(member.pk),
        role=roles[0].code if roles else "",
        permissions=frozenset().union(*(role.permissions for role in roles)),
        queues=frozenset().union(*(role.queues for role in roles)),
    )


def member_of(actor: Actor) -> StaffMember:
    """The staff member behind an actor. Refuses with NotFound for anybody else."""
    member = StaffMember.objects.filter(pk=actor.ref, is_active=True).first() if actor.is_staff else None
    if member is None:
        raise NotFound
    return member


def member_numbered(ref: str) -> StaffMember:
    """An active member by their number, as a page names them. Refuses with NobodyChosen."""
    member = StaffMember.objects.filter(pk=int(ref), is_active=True).first() if ref.isdecimal() and len(ref) < 18 else None
    if member is None:
        raise NobodyChosen(field="to")
    return member


def _number(actor: Actor) -> int | None:
    return int(actor.ref) if actor.is_staff else None


def members(*, visible_to: Actor) -> QuerySet[StaffMember]:
    """Everybody who works or worked here, for those who manage staff; nobody for others."""
    everybody = StaffMember.objects.prefetch_related("roles").order_by("display_name", "pk")
    return everybody if visible_to.may(Permission.STAFF_MANAGE) else everybody.none()


def colleagues(*, visible_to: Actor) -> QuerySet[StaffMember]:
    """Everybody who works or worked here, for those who manage staff or give cases to people; only oneself for others."""
    everybody = StaffMember.objects.prefetch_related("roles").order_by("-is_active", "display_name", "pk")
    if visible_to.may(Permission.STAFF_MANAGE) or visible_to.may(Permission.CASES_ASSIGN):
        return everybody
    return everybody.filter(pk=_number(visible_to) or 0)


def colleague(number: int, *, visible_to: Actor) -> StaffMember:
    """One of them. Refuses with NotFound, the same for absent and for not yours to see."""
    member = colleagues(visible_to=visible_to).filter(pk=number).first()
    if member is None:
        raise NotFound
    return member


def seen_hours(members: Iterable[StaffMember]) -> dict[int, datetime]:
    """The hour in which each was last here, by their running sessions and their last sign-in; no finer."""
    latest = Session.objects.filter(staff__in=members, idle_after__isnull=False).values_list("staff").annotate(Max("idle_after"))
    used = {staff: idle_after - rules.STAFF_IDLE for staff, idle_after in latest if staff is not None and idle_after is not None}
    known = {one.pk: [at for at in (used.get(one.pk), one.last_login) if at] for one in members}
    return {pk: clock.hour(max(times)) for pk, times in known.items() if times}


def members_for_queue(queue: str) -> QuerySet[StaffMember]:
    """Active members who may work cases of this queue, by name."""
    workers = [role.code for role in ROLES.values() if queue in role.queues and Permission.CASES_WORK in role.permissions]
    return members_with(*workers)


def members_with(*roles: str) -> QuerySet[StaffMember]:
    """Active members who hold any of these roles, by name."""
    holders = StaffRole.objects.filter(role__in=roles).values("member")
    return StaffMember.objects.filter(pk__in=holders, is_active=True).order_by("display_name", "pk")


@dataclass(frozen=True, slots=True)
class RoleRow:
    role: Role
    sentences: tuple[str, ...]
    members: int


def role_rows() -> list[RoleRow]:
    """The page that explains roles: each role, a sentence for each permission that something asks for, and how many active members hold it."""
    holders = list(StaffRole.objects.filter(member__is_active=True).values_list("role", flat=True))
    return [RoleRow(role, _sentences(role), holders.count(role.code)) for role in ROLES.values()]


def _sentences(role: Role) -> tuple[str, ...]:
    return tuple(str(permission.label) for permission in Permission if permission in role.permissions - LATER)


@dataclass(frozen=True, slots=True)
class SessionRow:
    lookup: str
    begun_at: datetime
    used_at: datetime
    ends_at: datetime


def sessions_of(member: StaffMember, *, at: datetime) -> list[SessionRow]:
    """A member's running sessions, newest use first. `used_at` is exact to a minute; no address or device is kept."""
    running = Session.objects.filter(staff=member, expires_at__gt=at, idle_after__gt=at).order_by("-idle_after")
    return [
        SessionRow(lookup, expires_at - rules.STAFF_SESSION, idle_after - rules.STAFF_IDLE, expires_at)
        for lookup, expires_at, idle_after in running.values_list("lookup", "expires_at", "idle_after")
        if idle_after is not None
    ]


def approvals_to_decide(*, visible_to: Actor, at: datetime) -> QuerySet[Approval]:
    """Open asks that this actor may decide: not their own, and of a kind their roles cover. Oldest first."""
    acts = [act for act, need in NEEDS.items() if visible_to.may(need.decide)]
    waiting = Approval.objects.filter(state=ApprovalState.ASKED, expires_at__gt=at, what__in=acts)
    return waiting.exclude(asked_by=_number(visible_to)).select_related("asked_by").order_by("asked_at")


def approval_in_force(*, what: str, subject: str, for_actor: Actor, at: datetime) -> Approval | None:
    """The approval that lets this actor do this to this subject now, or None."""
    mine = Q(what=what, subject=subject, asked_by=_number(for_actor))
    return Approval.objects.filter(mine, state=ApprovalState.APPROVED, expires_at__gt=at).order_by("-expires_at").first()


def is_approved(what: str, *, subject: str, asked_by: Actor, at: datetime) -> bool:
    """True while a second person's yes lets this actor do this to this subject."""
    return approval_in_force(what=what, subject=subject, for_actor=asked_by, at=at) is not None


def latest_ask(what: str, *, subject: str, asked_by: Actor) -> Approval | None:
    """What this actor last asked a second person about this subject, however it ended."""
    return Approval.objects.filter(what=what, subject=subject, asked_by=_number(asked_by)).order_by("-pk").first()


def own_asks(*, asked_by: Actor) -> QuerySet[Approval]:
    """What this actor asked a second person, newest first."""
    return Approval.objects.filter(asked_by=_number(asked_by)).select_related("decided_by").order_by("-pk")


def get_approval(number: int, *, visible_to: Actor) -> Approval:
    """One ask, for its asker and for those whose roles decide on its kind. Refuses with NotFound."""
    acts = [act for act, need in NEEDS.items() if visible_to.may(need.decide)]
    seen = Approval.objects.filter(Q(what__in=acts) | Q(asked_by=_number(visible_to)), pk=number).select_related("asked_by").first()
    if seen is None:
        raise NotFound
    return seen


def names(refs: Iterable[str]) -> dict[str, str]:
    """Display names by member number, for a history that staff read. Anything that is no member's number is left out."""
    numbers = {int(ref) for ref in refs if ref.isdecimal()}
    return {str(pk): name for pk, name in StaffMember.objects.filter(pk__in=numbers).values_list("pk", "display_name")}
