"""Nobody does the gravest things alone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from reporting.access import actions, queries
from reporting.access.approvals import NEEDS
from reporting.access.models import Approval
from reporting.access.refusals import AlreadyAsked, ApprovalNeeded, AskIsOver, NotYourOwnAsk, UnknownReason
from reporting.access.roles import ROLES
from reporting.audit.models import AuditEntry
from reporting.refusals import NotAllowed
from tests.access.conftest import AT

CASE = "GF-0000-0000-0"
LATER = AT + timedelta(minutes=5)


@pytest.fixture
def asker(join):
    return queries.actor_for(join("mira", "triager"))


@pytest.fixture
def second(join):
    return queries.actor_for(join("lena", "team_lead"))


@pytest.fixture
def ask(asker):
    return actions.ask_approval(what="text.open", subject=CASE, reason="triage", by=asker, at=AT)


def test_an_approval_opens_for_the_asker_alone_and_for_an_hour(ask, asker, second):
    assert not queries.is_approved("text.open", subject=CASE, asked_by=asker, at=LATER)

    actions.approve(approval=ask, by=second, at=LATER)

    assert queries.is_approved("text.open", subject=CASE, asked_by=asker, at=LATER + timedelta(minutes=59))
    assert not queries.is_approved("text.open", subject=CASE, asked_by=asker, at=LATER + timedelta(minutes=60))
    assert not queries.is_approved("text.open", subject=CASE, asked_by=second, at=LATER)
    assert not queries.is_approved("text.open", subject="GF-1111-1111-1", asked_by=asker, at=LATER)
    assert set(AuditEntry.objects.values_list("event", flat=True)) >= {"approval.asked", "approval.approved"}


def test_nobody_decides_their_own_ask(second):
    own = actions.ask_approval(what="text.open", subject=CASE, reason="appeal", by=second, at=AT)

    with pytest.raises(NotYourOwnAsk):
        actions.approve(approval=own, by=second, at=LATER)
    assert own not in queries.approvals_to_decide(visible_to=second, at=LATER)


def test_the_database_agrees_that_nobody_decides_their_own_ask(ask):
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.filter(pk=ask.pk).update(state="approved", decided_by=ask.asked_by, decided_at=LATER)


DECIDERS = {"legal_officer", "safety_officer", "team_lead"}


@pytest.mark.parametrize("role", ROLES)
def test_who_may_approve_the_opening_of_words(role, ask, join):
    actor = queries.actor_for(join("noor", role))

    if role in DECIDERS:
        assert actions.approve(approval=ask, by=actor, at=LATER).state == "approved"
    else:
        with pytest.raises(NotAllowed):
            actions.approve(approval=ask, by=actor, at=LATER)


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_who_may_not_even_ask(role, join):
    with pytest.raises(NotAllowed):
        actions.ask_approval(what="text.open", subject=CASE, reason="triage", by=queries.actor_for(join("noor", role)), at=AT)


def test_a_reason_is_one_of_the_list_never_text(asker):
    with pytest.raises(UnknownReason):
        actions.ask_approval(what="text.open", subject=CASE, reason="because I am curious", by=asker, at=AT)


def test_asking_twice_is_refused_until_the_first_ask_lapsed(ask, asker):
    with pytest.raises(AlreadyAsked):
        actions.ask_approval(what="text.open", subject=CASE, reason="triage", by=asker, at=LATER)

    again = actions.ask_approval(what="text.open", subject=CASE, reason="triage", by=asker, at=AT + timedelta(hours=25))

    ask.refresh_from_db()
    assert (ask.state, again.state) == ("lapsed", "asked")


def test_an_ask_is_decided_once_and_in_time(ask, second):
    with pytest.raises(AskIsOver):
        actions.approve(approval=ask, by=second, at=AT + timedelta(hours=24))
    actions.decline(approval=ask, by=second, at=LATER)

    with pytest.raises(AskIsOver):
        actions.approve(approval=ask, by=second, at=LATER)


def test_whoever_decides_later_loses_the_race_kindly(ask, second):
    stale = Approval.objects.get(pk=ask.pk)
    actions.decline(approval=ask, by=second, at=LATER)

    with pytest.raises(AskIsOver):
        actions.approve(approval=stale, by=second, at=LATER)


def test_an_approval_for_one_use_is_used_up(join):
    privacy, legal = queries.actor_for(join("pia", "privacy_officer")), queries.actor_for(join("lars", "legal_officer"))
    ask = actions.ask_approval(what="erase", subject=CASE, reason="reporter_asked", by=privacy, at=AT)
    actions.approve(approval=ask, by=legal, at=LATER)

    actions.use_approval(what="erase", subject=CASE, by=privacy, at=LATER)

    with pytest.raises(ApprovalNeeded):
        actions.use_approval(what="erase", subject=CASE, by=privacy, at=LATER)


def test_without_approval_there_is_no_use(asker):
    with pytest.raises(ApprovalNeeded):
        actions.use_approval(what="text.open", subject=CASE, by=asker, at=AT)


def test_for_everything_that_needs_two_there_are_two_who_can():
    for need in NEEDS.values():
        deciders = [role for role in ROLES.values() if need.decide in role.permissions]
        assert len(deciders) >= 2, need.act
