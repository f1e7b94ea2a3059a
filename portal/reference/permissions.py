"""permissions.md: roles, what each may do and in which queues, what needs a second person, and what a platform's token may do."""

from portal.reference.tables import code, page, section, table
from reporting.access.approvals import NEEDS
from reporting.access.kinds import LATER, Act, Permission, Queue
from reporting.access.roles import ROLES, Role
from reporting.platforms.kinds import Scope

PERMISSION = ("permission", "what it allows", "roles")
LATER_WORDS = "Held by these roles already, but nothing asks for them yet: what they are for is not built."


def text() -> str:
    return page(
        "Roles and permissions",
        "Roles are data (`reporting/access/roles.py`). Permission is enforced in the action, visibility in the query. What the desk has no page "
        "for is done on the server, and the trail says by which command: `create_staff`, `staff_role`, `renew_sign_in`, `end_sessions`, "
        "`create_platform`, `add_product`, `platform_token` ([commands](commands.md)).",
        section("Roles", table(("role", "name", "what for", "queues"), map(role, ROLES.values()))),
        section("Permissions", table(PERMISSION, map(permission, [one for one in Permission if one not in LATER]))),
        section("What needs a second person", table(("act", "words", "who may ask", "who may decide"), map(act, asked_for()))),
        section("Still to come", LATER_WORDS, table(PERMISSION, map(permission, [one for one in Permission if one in LATER]))),
        section("What a platform's token may do", table(("scope", "words"), ((f"`{one.value}`", one.label) for one in Scope))),
    )


def asked_for() -> list[Act]:
    """The acts that somebody can ask for today."""
    return [one for one in Act if NEEDS[one].ask not in LATER]


def role(one: Role) -> tuple[str, ...]:
    queues = "every queue" if one.queues == frozenset(Queue.values) else code(sorted(one.queues)) or "none"
    return f"`{one.code}`", str(one.name), str(one.sentence), queues


def permission(one: Permission) -> tuple[str, ...]:
    return f"`{one.value}`", str(one.label), code(role.code for role in ROLES.values() if one in role.permissions) or "nobody yet"


def act(one: Act) -> tuple[str, ...]:
    return f"`{one.value}`", str(one.label), f"`{NEEDS[one].ask.value}`", f"`{NEEDS[one].decide.value}`"
