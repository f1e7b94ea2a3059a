"""Sessions that only their cookie opens."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.web.sessions import SessionStore, lookup_of, open_sealed, seal
from reporting import clock, jobs
from reporting.access import actions
from reporting.access.models import Session, StaffMember
from reporting.actors import Actor
from reporting.sealing.refusals import Tampered

DRAFT = "what a reporter wrote so far, marker-7f3a"


@pytest.fixture
def member(db):
    return StaffMember.objects.create(email="mira@desk.example", display_name="Mira", joined_at=clock.now(), invited_at=clock.now())


@pytest.fixture
def draft(db):
    session = SessionStore()
    session["draft"] = DRAFT
    session.save()
    return session


@pytest.fixture
def signed_in(member):
    session = SessionStore()
    session["_auth_user_id"] = str(member.pk)
    session.save()
    return session


def statements_of(act):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        act()
    return [query["sql"].split()[0] for query in seen.captured_queries]


def test_the_cookie_carries_256_bits_and_opens_the_session(draft):
    assert len(draft.session_key) == 43
    assert SessionStore(draft.session_key)["draft"] == DRAFT


def test_a_stolen_database_and_the_settings_open_nothing(draft, settings):
    row = Session.objects.get()

    everything = json.dumps({field.attname: str(getattr(row, field.attname)) for field in row._meta.concrete_fields}) + settings.SECRET_KEY
    assert DRAFT not in everything and draft.session_key not in everything
    for guess in (row.lookup, row.lookup[:43], settings.SECRET_KEY, "A" * 43):
        with pytest.raises(Tampered):
            open_sealed(bytes(row.sealed), guess)


def test_a_session_moved_to_another_row_or_changed_by_a_bit_is_no_session(draft):
    row, other = Session.objects.get(), SessionStore()
    other["draft"] = "another"
    other.save()
    Session.objects.filter(pk=lookup_of(other.session_key)).update(sealed=row.sealed)

    assert SessionStore(other.session_key).get("draft") is None
    changed = bytearray(row.sealed)
    changed[100] ^= 1
    Session.objects.filter(pk=row.pk).update(sealed=bytes(changed))
    assert SessionStore(draft.session_key).get("draft") is None


def test_the_size_says_little(draft):
    sizes = {len(seal(b"x" * length, "A" * 43)) for length in range(300)}

    assert len(sizes) == 1


def test_a_cookie_somebody_else_chose_never_becomes_a_session(db):
    session = SessionStore("A" * 43)
    session["draft"] = DRAFT
    session.save()

    assert session.session_key != "A" * 43


@pytest.mark.parametrize("cookie", ["", "short", "ü" * 43, "A" * 44, "A" * 42 + "!"])
def test_a_cookie_of_another_form_costs_no_statement(cookie, db):
    assert statements_of(lambda: SessionStore(cookie).get("draft")) == []


def test_each_saving_is_one_statement(draft):
    session = SessionStore()
    session["draft"] = DRAFT
    assert statements_of(session.save) == ["INSERT"]

    session["draft"] = "more"
    assert statements_of(session.save) == ["UPDATE"]

    assert statements_of(lambda: (session.cycle_key(), session.save())) == ["UPDATE"]
    assert statements_of(session.flush) == ["DELETE"]


def test_a_new_key_ends_the_old_one(draft):
    old = draft.session_key
    draft.cycle_key()
    draft.save()

    assert SessionStore(old).get("draft") is None
    assert SessionStore(draft.session_key)["draft"] == DRAFT
    assert Session.objects.count() == 1


def test_a_session_ended_meanwhile_does_not_come_back(draft):
    session = SessionStore(draft.session_key)
    session["draft"] = "more"
    Session.objects.all().delete()

    with pytest.raises(UpdateError):
        session.save()


def test_a_reporters_session_ends_an_hour_after_it_began_however_busy(db):
    with time_machine.travel("2026-03-02T09:00:00Z", tick=False) as clockwork:
        session = SessionStore()
        session["draft"] = "1"
        session.save()
        for minute in (20, 40, 59):
            clockwork.move_to(f"2026-03-02T09:{minute}:00Z")
            again = SessionStore(session.session_key)
            again["draft"] = str(minute)
            again.save()

        assert SessionStore(session.session_key)["draft"] == "59"
        clockwork.move_to("2026-03-02T10:00:00Z")
        assert SessionStore(session.session_key).get("draft") is None


def test_a_staff_session_ends_after_thirty_minutes_without_use(signed_in):
    with time_machine.travel(clock.now() + timedelta(minutes=29), tick=False):
        assert SessionStore(signed_in.session_key).get("_auth_user_id")
    with time_machine.travel(clock.now() + timedelta(minutes=31), tick=False):
        assert not SessionStore(signed_in.session_key).get("_auth_user_id")


def test_a_staff_session_in_use_ends_after_eight_hours(signed_in):
    began = clock.now()
    for minutes in range(20, 480, 20):
        with time_machine.travel(began + timedelta(minutes=minutes), tick=False):
            session = SessionStore(signed_in.session_key)
            assert session.get("_auth_user_id") and session.modified
            session.save()
    with time_machine.travel(began + timedelta(hours=8, minutes=1), tick=False):
        assert not SessionStore(signed_in.session_key).get("_auth_user_id")


def test_use_is_noted_at_most_once_a_minute_and_changes_nothing_else(signed_in):
    session = SessionStore(signed_in.session_key)
    assert session.get("_auth_user_id") and not session.modified
    before = bytes(Session.objects.get().sealed)

    with time_machine.travel(clock.now() + timedelta(minutes=2), tick=False):
        session = SessionStore(signed_in.session_key)
        assert session.get("_auth_user_id") and session.modified
        assert statements_of(session.save) == ["UPDATE"]

    assert bytes(Session.objects.get().sealed) == before


def test_signing_in_gives_a_draft_session_a_new_key_and_a_members_time(draft, member):
    old = draft.session_key
    draft.cycle_key()
    draft["_auth_user_id"] = str(member.pk)
    draft.save()

    row = Session.objects.get()
    assert row.staff == member and row.lookup != lookup_of(old)
    assert row.expires_at - clock.now() > timedelta(hours=7)


def test_all_sessions_of_one_member_end_together(signed_in, draft, member):
    actions.end_sessions(member=member, by=Actor.system("tests"), at=clock.now())

    assert not SessionStore(signed_in.session_key).get("_auth_user_id")
    assert SessionStore(draft.session_key)["draft"] == DRAFT


def test_the_sweep_removes_what_is_over_and_may_run_twice(draft, signed_in):
    sweep = jobs.registry["access.sweep_sessions"].work
    assert sweep() == 0

    with time_machine.travel(clock.now() + timedelta(minutes=31), tick=False):
        assert sweep() == 1
    with time_machine.travel(clock.now() + timedelta(minutes=61), tick=False):
        assert (sweep(), sweep()) == (1, 0)
