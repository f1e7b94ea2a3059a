"""Inviting, giving and taking roles, leaving."""

import pytest
from django.db import IntegrityError, transaction

from reporting.access import actions, queries
from reporting.access.models import Session, StaffMember
from reporting.access.refusals import EmailTaken, LastAdministrator, NotYourOwnRoles, UnknownRole
from reporting.access.roles import ROLES
from reporting.audit.models import AuditEntry
from reporting.refusals import NotAllowed, NotFound
from reporting.sealing import ciphertext
from tests.access.conftest import AT, HOUSE


def test_an_address_is_kept_in_lower_case_and_belongs_to_one_member(join):
    member = actions.add_member(email=" Mira@Desk.Example ", display_name="Mira", password="x" * 20, roles=["triager"], by=HOUSE, at=AT)

    assert member.email == "mira@desk.example"
    with pytest.raises(EmailTaken):
        join("mira")


def test_the_database_refuses_an_address_in_capitals(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        StaffMember.objects.create(email="Mira@desk.example", display_name="Mira", joined_at=AT, invited_at=AT)


def test_an_unknown_role_is_refused_and_nobody_is_added(join):
    with pytest.raises(UnknownRole):
        join("mira", "chief")

    assert not StaffMember.objects.exists()


@pytest.mark.parametrize("role", [code for code in ROLES if code != "administrator"])
def test_only_administrators_manage_staff(role, join):
    actor, other = queries.actor_for(join("mira", role)), join("noor", "triager")

    for refused in (
        lambda: actions.add_member(email="x@desk.example", display_name="x", password="x" * 20, roles=[], by=actor, at=AT),
        lambda: actions.give_role(member=other, role="auditor", by=actor, at=AT),
        lambda: actions.take_role(member=other, role="triager", by=actor, at=AT),
        lambda: actions.deactivate(member=other, by=actor, at=AT),
        lambda: actions.renew_sign_in(member=other, password="x" * 20, by=actor, at=AT),
        lambda: actions.end_sessions(member=other, by=actor, at=AT),
    ):
        with pytest.raises(NotAllowed):
            refused()
    assert not queries.members(visible_to=actor)


def test_a_role_given_or_taken_counts_at_once(join, administrator):
    mira = join("mira", "triager")

    actions.give_role(member=mira, role="legal_officer", by=administrator, at=AT)
    assert queries.actor_for(mira).queues == {"trust", "legal"}

    actions.take_role(member=mira, role="triager", by=administrator, at=AT)
    assert queries.actor_for(mira).queues == {"legal"}
    assert set(AuditEntry.objects.values_list("event", flat=True)) >= {"staff.added", "staff.role_given", "staff.role_taken"}


def test_nobody_changes_their_own_roles(administrator):
    ada = queries.member_of(administrator)

    with pytest.raises(NotYourOwnRoles):
        actions.give_role(member=ada, role="auditor", by=administrator, at=AT)


def test_the_last_administrator_stays(administrator):
    ada = queries.member_of(administrator)

    with pytest.raises(LastAdministrator):
        actions.take_role(member=ada, role="administrator", by=HOUSE, at=AT)
    with pytest.raises(LastAdministrator):
        actions.deactivate(member=ada, by=HOUSE, at=AT)


def test_somebody_who_left_may_do_nothing_and_has_no_session(join, administrator):
    mira = join("mira", "team_lead")
    actor = queries.actor_for(mira)
    sealed = ciphertext.seal(b"", name="0" * 16, secret=bytes(32), bound_to=b"")
    Session.objects.create(lookup="a" * 64, staff=mira, idle_after=AT, expires_at=AT, sealed=sealed)

    actions.deactivate(member=mira, by=administrator, at=AT)

    assert not queries.actor_for(mira).permissions
    assert not Session.objects.exists()
    assert mira not in queries.members_for_queue("legal")
    with pytest.raises(NotFound):
        queries.member_of(actor)
