"""Who is acting, and what they may do. Every action takes one as `by`."""

from dataclasses import dataclass, field
from enum import StrEnum


class ActorKind(StrEnum):
    REPORTER = "reporter"
    STAFF = "staff"
    PLATFORM = "platform"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone acting now.

    `ref` names them in the audit trail: a staff member's number, a platform's slug, a case number, a job's name.
    `role` is what a reporter is told instead of a name. `queues` are the queues a staff member works.
    """

    kind: ActorKind
    ref: str = ""
    role: str = ""
    permissions: frozenset[str] = field(default_factory=frozenset)
    queues: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def reporter(cls, case_number: str = "") -> "Actor":
        return cls(ActorKind.REPORTER, case_number, "reporter")

    @classmethod
    def system(cls, job: str) -> "Actor":
        return cls(ActorKind.SYSTEM, job, "system")

    @classmethod
    def platform(cls, slug: str, scopes: frozenset[str] = frozenset()) -> "Actor":
        return cls(ActorKind.PLATFORM, slug, "platform", permissions=scopes)

    @property
    def is_staff(self) -> bool:
        return self.kind is ActorKind.STAFF

    def may(self, permission: str) -> bool:
        """System acts for the house itself; everyone else needs the permission."""
        return self.kind is ActorKind.SYSTEM or permission in self.permissions
