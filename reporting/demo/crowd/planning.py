"""A batch of cases with their history, not stored yet: cast, gathered into incidents, and lived up to today."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from reporting.demo.crowd import failures, filing, lives, turns
from reporting.demo.crowd.courses import ALONE, COURSES, Course
from reporting.demo.crowd.failures import Failure
from reporting.demo.crowd.filing import Around
from reporting.demo.crowd.lives import Life
from reporting.demo.crowd.moulds import Mould
from reporting.demo.steps import office_hours
from reporting.demo.texts import EXPLANATIONS

SAME_DAYS = timedelta(days=4)
GATHERED_AFTER = timedelta(hours=12)


def plan(times: Sequence[datetime], moulds: Sequence[Mould], around: Around, chance: Random) -> tuple[list[Life], list[Failure]]:
    """Cases filed at about these times and the incidents of some of them, each as far along its course as its age allows."""
    everybody: list[Life] = []
    gathered: list[Failure] = []
    while len(everybody) < len(times):
        at, mould = times[len(everybody)], chance.choice(moulds)
        course = _course(mould, chance)
        days = _days(at, course, len(times) - len(everybody), around, chance)
        members = [filing.cast(mould, at=then, around=around, chance=chance) for then in days]
        everybody += members
        if course.incident:
            gathered += _gather(members, course, around, chance)
        else:
            _live(members[0], course, at, chance.uniform(0.5, 1.8), around.now)
    for life in everybody:
        lives.settle(life, now=around.now)
    return everybody, gathered


def _course(mould: Mould, chance: Random) -> Course:
    choices = COURSES if mould.is_shared and mould.product else ALONE
    return chance.choices(choices, weights=[course.weight / course.gathers for course in choices])[0]


def _days(at: datetime, course: Course, most: int, around: Around, chance: Random) -> list[datetime]:
    """When the reports of one failure were filed: the first, and others within the same days."""
    others = chance.randint(0, min(course.gathers, most) - 1) if course.gathers > 1 else 0
    return sorted([at, *(min(around.now, at + SAME_DAYS * chance.random()) for _ in range(others))])


def _live(life: Life, course: Course, begun: datetime, pace: float, now: datetime) -> None:
    for step in course.steps:
        at = office_hours(begun + timedelta(days=step.days * pace))
        if at > now:
            break
        turns.take(life, step, at=at)


def _gather(members: Sequence[Life], course: Course, around: Around, chance: Random) -> list[Failure]:
    """One incident for these cases, opened half a day after the last was filed; none while that is still to come."""
    opened, pace, first = office_hours(members[-1].filed_at + GATHERED_AFTER), chance.uniform(0.6, 1.5), members[0]
    explained = chance.choice(EXPLANATIONS)
    if opened > around.now:
        return []
    failure = failures.begin(first.case, explained, staff=first.staff, verifier=around.lead, at=opened, numbers=around.numbers)
    for life in members:
        life.shared, life.is_first = failure, life is first
        failures.gather(failure, life.case, because=turns.because(life), at=opened)
        _live(life, course, opened, pace, around.now)
    for step in course.incident:
        at = office_hours(opened + timedelta(days=step.days * pace))
        if at <= around.now:
            failures.take(failure, step, at=at)
    return [failure]
