"""Each role's permissions and queues, row by row; change the table and this page together."""

import pytest

from reporting.access import queries
from reporting.access.kinds import Permission, Queue
from reporting.access.roles import ROLES, held

ROW = "role, queues, may, may_not"
TABLE = [
    ("triager", {"trust"}, {"cases.work", "messages.write", "text.open"}, {"cases.close", "text.approve", "staff.manage", "trail.read"}),
    ("legal_officer", {"legal"}, {"cases.close", "text.approve", "holds.manage", "approvals.decide"}, {"staff.manage", "cases.assign"}),
    ("security_analyst", {"security"}, {"cases.work", "cases.close", "incidents.verify"}, {"text.approve", "exports.make", "staff.manage"}),
    ("privacy_officer", {"privacy"}, {"cases.erase", "person.reveal", "approvals.decide"}, {"text.approve", "platforms.manage"}),
    ("safety_officer", {"safety_emergency", "trust"}, {"cases.close", "text.approve"}, {"cases.assign", "staff.manage"}),
    ("team_lead", set(Queue.values), {"cases.assign", "text.approve", "routing.manage"}, {"staff.manage", "trail.read", "cases.erase"}),
    (
        "auditor",
        set(Queue.values),
        {"cases.read", "trail.read", "figures.read"},
        {"cases.work", "text.open", "notes.write", "staff.manage"},
    ),
    ("administrator", set(), {"staff.manage", "platforms.manage"}, {"cases.read", "text.open", "trail.read", "approvals.decide"}),
]


@pytest.mark.parametrize(ROW, TABLE, ids=[row[0] for row in TABLE])
def test_a_role_carries_its_permissions_and_queues(role, queues, may, may_not, join):
    actor = queries.actor_for(join("mira", role))

    assert actor.role == role
    assert actor.queues == queues
    assert all(actor.may(permission) for permission in may)
    assert not any(actor.may(permission) for permission in may_not)


def test_the_table_names_every_role():
    assert [row[0] for row in TABLE] == list(ROLES)


def test_every_permission_is_held_by_some_role_and_has_a_sentence():
    assert frozenset().union(*(role.permissions for role in ROLES.values())) == frozenset(Permission.values)
    assert all(str(permission.label).endswith(".") for permission in Permission)


def test_every_queue_is_worked_by_a_role_of_its_own_and_by_the_team_lead(join):
    lead, workers = join("lena", "team_lead"), {queue: join(queue, role) for queue, role in WORKERS.items()}

    for queue in Queue.values:
        assert set(queries.members_for_queue(queue)) >= {lead, workers[queue]}


WORKERS = {
    "legal": "legal_officer",
    "trust": "triager",
    "security": "security_analyst",
    "privacy": "privacy_officer",
    "safety_emergency": "safety_officer",
}


def test_an_auditor_sees_queues_but_is_given_no_cases(join):
    auditor = join("otto", "auditor")

    assert auditor not in queries.members_for_queue("legal")


def test_several_roles_add_up_and_the_first_in_the_table_speaks(join):
    actor = queries.actor_for(join("mira", "security_analyst", "triager"))

    assert actor.role == "triager"
    assert actor.queues == {"trust", "security"}


def test_a_code_that_is_no_role_any_more_gives_nothing():
    assert held(["no_longer_a_role"]) == ()


def test_the_page_of_roles_says_a_sentence_for_each_permission(join):
    join("mira", "triager")

    row = next(row for row in queries.role_rows() if row.role.code == "triager")

    assert row.members == 1
    assert len(row.sentences) == len(row.role.permissions)
