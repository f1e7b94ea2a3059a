"""Who is asked first, and how a leaver's cases are shared out: by load, language and knowledge, within queues, never back to who decided."""

import pytest

from reporting.access import actions as access
from reporting.access import queries as members
from reporting.access.models import Session, StaffMember
from reporting.access.refusals import UnknownSkill
from reporting.access.roles import ROLES
from reporting.actors import Actor
from reporting.audit.models import AuditEntry
from reporting.cases import actions as cases
from reporting.cases import load, rules
from reporting.cases.kinds import Candidate, CaseState
from reporting.cases.models import Case
from reporting.cases.refusals import MemberCannotWorkIt, NobodyToTakeIt, NotInYourQueues
from reporting.refusals import NotAllowed, SomebodyElseWasFirst
from tests.makers import AT, HOUSE, file_report, fresh, make_actor, make_member

pytestmark = pytest.mark.django_db


def somebody(name, weight=0, *, languages=("en",), categories=(), cases=None, here=True):
    return Candidate(ord(name), name, weight if cases is None else cases, weight, frozenset(languages), frozenset(categories), here)


ORDERS = [
    ("who has least to do", [somebody("a", 7), somebody("b", 2)], "ba"),
    ("a critical case outweighs three low ones", [somebody("a", 4, cases=1), somebody("b", 3, cases=3)], "ba"),
    ("as much to do, fewer cases", [somebody("a", 4, cases=4), somebody("b", 4, cases=1)], "ba"),
    ("who speaks the language, however much they have", [somebody("a"), somebody("b", 9, languages=("ja", "en"))], "ba"),
    ("who knows the kind, up to one critical case", [somebody("a", 1), somebody("b", 4, categories=("hate",))], "ba"),
    ("not beyond it", [somebody("a", 1), somebody("b", 6, categories=("hate",))], "ab"),
    ("who has been here before who never came", [somebody("a", languages=("ja",), here=False), somebody("b", 9)], "ba"),
    ("else by name", [somebody("b"), somebody("a")], "ab"),
]


@pytest.mark.parametrize(("what", "asked", "order"), ORDERS, ids=[row[0] for row in ORDERS])
def test_who_is_asked_first(what, asked, order):
    found = rules.in_order(asked, language="ja", category="hate")

    assert "".join(one.name for one in found) == order


@pytest.fixture
def lead():
    return make_actor("team_lead", name="Lead")


def given(to: StaffMember, by: Actor, **answers) -> Case:
    case = file_report(**answers).case
    return cases.assign(case=case, to=to, by=by, at=AT)


def names(found):
    return [one.name for one in found]


def test_only_who_works_the_queue_is_suggested(lead):
    make_member("triager", name="Trust")
    make_member("legal_officer", name="Legal")
    make_member("auditor", name="Reader")
    gone = make_member("triager", name="Gone")
    access.deactivate(member=gone, by=HOUSE, at=AT)

    assert sorted(names(load.candidates(file_report().case))) == ["Lead", "Trust"]


def test_open_cases_count_by_how_urgent_they_are(lead):
    mira = make_member("triager", name="Mira")
    given(mira, lead)
    closed = given(mira, lead)
    cases.close(case=closed, reason="not_harmful", by=lead, at=AT)
    given(mira, lead, category="harassment")

    assert load.loads([mira])[mira.pk] == load.Load(cases=2, weight=2 + 3)


def test_the_next_free_person_is_given_the_case(lead):
    mira = make_member("triager", name="Mira")
    given(members.member_of(lead), lead)

    case = cases.assign_next(case=file_report().case, by=lead, at=AT)

    assert (case.assignee, case.state) == (mira, CaseState.IN_TRIAGE)


def test_the_reporters_language_goes_before_load(lead):
    kenji = make_member("triager", name="Kenji")
    make_member("triager", name="Idle")
    access.declare_skills(member=kenji, languages=["ja"], categories=[], by=HOUSE, at=AT)
    given(kenji, lead)

    assert names(load.candidates(file_report(language="ja").case))[0] == "Kenji"
    assert names(load.candidates(file_report(language="en").case))[-1] == "Kenji"


def test_who_decided_before_is_not_suggested_when_the_reporter_disagrees(lead):
    mira = make_member("safety_officer", name="Mira")
    case = given(mira, lead)
    case = cases.close(case=case, reason="not_harmful", by=members.actor_for(mira), at=AT)
    case = cases.reopen(case=fresh(case), because="reporter", by=Actor.reporter(case.number), at=AT)

    assert names(load.candidates(fresh(case))) == ["Lead"]


def test_when_nobody_else_may_take_it_nothing_happens(lead):
    case = given(members.member_of(lead), lead, category="child-sexual", subcategory="image-video")

    with pytest.raises(NobodyToTakeIt):
        cases.assign_next(case=case, by=lead, at=AT)

    assert fresh(case).assignee.display_name == "Lead"


def test_the_next_case_goes_to_nobody_who_never_signed_in_while_somebody_has(lead):
    make_member("triager", name="Invited")
    mira = make_member("triager", name="Mira")
    StaffMember.objects.filter(pk=mira.pk).update(last_login=AT)
    given(mira, lead)

    assert cases.assign_next(case=file_report().case, by=lead, at=AT).assignee == mira


def test_a_leavers_cases_go_to_who_has_been_here(leaver, lead):
    make_member("triager", name="Invited")
    StaffMember.objects.filter(pk=members.member_of(lead).pk).update(last_login=AT)

    assert [share.name for share in load.shares(load.shared_out(leaver, visible_to=lead))] == ["Lead"]


def test_who_only_reads_cases_is_given_none(lead):
    with pytest.raises(MemberCannotWorkIt):
        cases.assign(case=file_report().case, to=make_member("auditor"), by=lead, at=AT)


@pytest.fixture
def leaver(lead):
    """Somebody with five open cases of two queues, one of which nobody else works but the lead."""
    member = make_member("triager", "legal_officer", name="Leaver")
    for _ in range(4):
        given(member, lead)
    given(member, lead, category="extremism")
    return member


def handed(leaver, lead, *, seen=5, leaves=False):
    return cases.hand_over(member=leaver, seen=seen, leaves=leaves, by=lead, at=AT)


def test_the_dry_run_says_to_whom_how_many_would_go_and_changes_nothing(leaver, lead):
    make_member("triager", name="Mira")
    before = list(Case.objects.order_by("pk").values())

    shares = load.shares(load.shared_out(leaver, visible_to=lead))

    assert [(share.name, share.cases, share.has) for share in shares] == [("Mira", 3, 0), ("Lead", 2, 0)]
    assert list(Case.objects.order_by("pk").values()) == before


def test_all_of_a_leavers_cases_are_handed_over_as_the_dry_run_said(leaver, lead):
    mira = make_member("triager", name="Mira")
    said = {case.number: one.name for case, one in load.shared_out(leaver, visible_to=lead)}

    assert handed(leaver, lead) == 5

    assert {case.number: case.assignee.display_name for case in Case.objects.select_related("assignee")} == said
    assert not leaver.cases.exists() and mira.cases.count() == 3


def test_every_case_and_the_handing_over_itself_are_in_the_trail(leaver, lead):
    make_member("triager", name="Mira")

    handed(leaver, lead)

    assert AuditEntry.objects.filter(event="case.handed_over", details__from=leaver.pk).count() == 5
    assert AuditEntry.objects.get(event="staff.cases_handed_over").details == {"cases": 5}


def test_a_case_that_nobody_else_may_take_goes_back_to_its_queue(leaver, lead):
    access.take_role(member=members.member_of(lead), role="team_lead", by=HOUSE, at=AT)

    handed(leaver, lead)

    assert Case.objects.filter(assignee=None, assigned_at=None).count() == 5
    assert AuditEntry.objects.filter(event="case.given_back").count() == 5


def test_when_the_cases_changed_meanwhile_none_is_handed_over(leaver, lead):
    with pytest.raises(SomebodyElseWasFirst):
        handed(leaver, lead, seen=4)

    assert leaver.cases.count() == 5


def test_when_one_case_cannot_be_given_none_is(leaver, lead, monkeypatch):
    real = cases._change

    def third_is_taken(case, **values):
        if Case.objects.exclude(assignee=leaver).exists():
            raise SomebodyElseWasFirst()
        real(case, **values)

    monkeypatch.setattr(cases, "_change", third_is_taken)

    with pytest.raises(SomebodyElseWasFirst):
        handed(leaver, lead)

    assert leaver.cases.count() == 5
    assert not AuditEntry.objects.filter(event="case.handed_over").exists()


def test_whose_queues_are_fewer_than_the_leavers_hands_nothing_over(leaver, lead):
    fewer = Actor(lead.kind, lead.ref, lead.role, lead.permissions, frozenset({"trust"}))

    with pytest.raises(NotInYourQueues):
        handed(leaver, fewer)

    assert leaver.cases.count() == 5


def test_access_ends_with_the_handing_over_for_who_may_end_it(leaver):
    make_member("administrator")
    both = make_actor("team_lead", "administrator")

    handed(leaver, both, leaves=True)

    leaver.refresh_from_db()
    assert not leaver.is_active and not Session.objects.filter(staff=leaver).exists()


def test_who_may_not_end_access_hands_nothing_over_when_asked_to(leaver, lead):
    with pytest.raises(NotAllowed):
        handed(leaver, lead, leaves=True)

    leaver.refresh_from_db()
    assert leaver.is_active and leaver.cases.count() == 5


@pytest.mark.parametrize("role", [role for role in ROLES if role != "team_lead"])
def test_only_a_team_lead_gives_the_next_and_hands_over(role, leaver):
    by = make_actor(role)

    with pytest.raises(NotAllowed):
        cases.assign_next(case=file_report().case, by=by, at=AT)
    with pytest.raises(NotAllowed):
        handed(leaver, by)


@pytest.mark.parametrize("role", list(ROLES))
def test_everybody_says_for_themselves_what_they_speak_and_only_administrators_for_others(role, leaver):
    member = make_member(role)
    by = members.actor_for(member)

    access.declare_skills(member=member, languages=["ja", "en"], categories=["hate"], by=by, at=AT)

    member.refresh_from_db()
    assert (member.languages, member.categories) == (["en", "ja"], ["hate"])
    if role == "administrator":
        access.declare_skills(member=leaver, languages=["de"], categories=[], by=by, at=AT)
    else:
        with pytest.raises(NotAllowed):
            access.declare_skills(member=leaver, languages=["de"], categories=[], by=by, at=AT)


@pytest.mark.parametrize("unknown", [{"languages": ["klingon"]}, {"categories": ["weather"]}])
def test_what_is_not_in_the_list_is_refused(unknown, leaver):
    with pytest.raises(UnknownSkill):
        access.declare_skills(**{"member": leaver, "languages": [], "categories": [], "by": HOUSE, "at": AT} | unknown)
