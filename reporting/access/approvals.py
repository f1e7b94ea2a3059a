"""What needs a second person, as data: who may ask, who may decide, how long it lasts, whether it is for one use."""

from dataclasses import dataclass
from datetime import timedelta

from reporting.access.kinds import Act, Permission

ASK_STAYS_OPEN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Need:
    """`lasts` counts from the decision. `is_for_one_use` ends an approval with its first use."""

    act: Act
    ask: Permission
    decide: Permission
    lasts: timedelta
    is_for_one_use: bool = True


NEEDS: dict[str, Need] = {
    need.act: need
    for need in (
        Need(Act.TEXT_OPEN, Permission.TEXT_OPEN, Permission.TEXT_APPROVE, timedelta(hours=1), is_for_one_use=False),
        Need(Act.PERSON_REVEAL, Permission.PERSON_REVEAL, Permission.APPROVALS_DECIDE, timedelta(hours=1)),
        Need(Act.EXPORT, Permission.EXPORTS_MAKE, Permission.APPROVALS_DECIDE, timedelta(hours=8)),
        Need(Act.ERASE, Permission.CASES_ERASE, Permission.APPROVALS_DECIDE, timedelta(hours=24)),
        Need(Act.HOLD_RELEASE, Permission.HOLDS_MANAGE, Permission.APPROVALS_DECIDE, timedelta(hours=24)),
    )
}
