"""permissions.md: roles, what each may do and in which queues, what needs a second person, and what a platform's token may do."""

from portal.reference.tables import code, page, section, table
from reporting.access.approvals import NEEDS
from reporting.access.kinds import Act, Permission, Queue
from reporting.access.roles import ROLES, Role
from reporting.platforms.kinds import Scope


def text() -> str:
    return page(
        "Roles and permissions",
        "Roles are data (`reporting/access/roles.py`). Permission is enforced in the action, visibility in the query.",
        section("Roles", table(("role", "name", "what for", "queues"), map(role, ROLES.values()))),
        section("Permissions", table(("permission", "what it allows", "roles"), map(permission, Permission))),
        section("What needs a second person", table(("act", "words", "who may ask", "who may decide"), map(act, Act))),
        section("What a platform's token may do", table(("scope", "words"), ((f"`{one.value}`", one.label) for one in Scope))),
    )


def role(one: Role) -> tuple[str, ...]:
    queues = "every queue" if one.queues == frozenset(Queue.values) else code(sorted(one.queues)) or "none"
    return f"`{one.code}`", str(one.name), str(one.sentence), queues


def permission(one: Permission) -> tuple[str, ...]:
    return f"`{one.value}`", str(one.label), code(role.code for role in ROLES.values() if one in role.permissions) or "nobody yet"


def act(one: Act) -> tuple[str, ...]:
    return f"`{one.value}`", str(one.label), f"`{NEEDS[one].ask.value}`", f"`{NEEDS[one].decide.value}`"
