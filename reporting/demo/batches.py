"""A batch of cases with their history: cast, gathered into incidents, lived up to today, and stored table by table."""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from random import Random

from django.db import models, transaction

from reporting.audit import actions as audit
from reporting.audit import queries as trail
from reporting.audit import rules as chaining
from reporting.audit.models import AuditEntry
from reporting.cases.models import Case
from reporting.demo import failures, filing, lives, tables, turns
from reporting.demo.courses import ALONE, COURSES, Course
from reporting.demo.failures import Failure
from reporting.demo.filing import Around
from reporting.demo.lives import Life
from reporting.demo.moulds import Mould
from reporting.incidents.models import Fix, Incident
from reporting.ledger import holding
from reporting.ledger.models import Leaf
from reporting.mailbox.models import Mailbox, Message
from reporting.reports.models import Report

NUMBERED: tuple[type[models.Model], ...] = (Report, Case, Mailbox, Leaf, Incident, Fix, Message)
SAME_DAYS = timedelta(days=4)
GATHERED_AFTER = timedelta(hours=12)
Counts = Counter[str]


def plan(times: Sequence[datetime], moulds: Sequence[Mould], around: Around, chance: Random) -> tuple[list[Life], list[Failure]]:
    """Cases filed at about these times and the incidents of some of them, each as far along its course as its age allows."""
    everybody: list[Life] = []
    gathered: list[Failure] = []
    while len(everybody) < len(times):
        at, mould = times[len(everybody)], chance.choice(moulds)
        course = _course(mould, chance)
        members = [filing.cast(mould, at=then, around=around) for then in _days(at, course, len(times) - len(everybody), around, chance)]
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
        at = begun + timedelta(days=step.days * pace)
        if at > now:
            break
        turns.take(life, step, at=at)


def _gather(members: Sequence[Life], course: Course, around: Around, chance: Random) -> list[Failure]:
    """One incident for these cases, opened half a day after the last was filed; none while that is still to come."""
    opened, pace, first = members[-1].filed_at + GATHERED_AFTER, chance.uniform(0.6, 1.5), members[0]
    if opened > around.now:
        return []
    failure = failures.begin(first.case, staff=first.staff, verifier=around.lead, at=opened, numbers=around.numbers)
    for life in members:
        life.incident, life.fix, life.is_first = failure.incident, failure.fix, life is first
        failures.gather(failure, life.case, because=turns.because(life), at=opened)
        _live(life, course, opened, pace, around.now)
    for step in course.incident:
        at = opened + timedelta(days=step.days * pace)
        if at <= around.now:
            failures.take(failure, step, at=at)
    return [failure]


@transaction.atomic
def store(everybody: Sequence[Life], gathered: Sequence[Failure], around: Around, counts: Counts) -> None:
    """Everything into its table, the trail's entries chained where nobody else is chaining; `counts` grows by what was stored."""
    messages = [message for life in everybody for message in life.messages]
    _number(messages, around)
    chains = [*(life.entries for life in everybody), *(failure.entries for failure in gathered)]
    entries = sorted(itertools.chain.from_iterable(chains), key=lambda entry: entry.hour)
    _chain(entries)
    by_table: list[Sequence[models.Model]] = [*zip(*(life.filed for life in everybody), strict=True)]
    by_table += [_all(everybody, name) for name in ("clocks", "events")] + [messages, _all(everybody, "notes")]
    by_table += [[failure.incident.envelope for failure in gathered], [failure.incident for failure in gathered]]
    by_table += [_all(gathered, name) for name in ("events", "causes", "fixes", "verifications")]
    by_table += [_all(everybody, name) for name in ("links", "confirmations")] + [entries]
    for made in by_table:
        if made:
            counts[str(made[0]._meta.verbose_name_plural).replace(" ", "_")] += tables.insert(made)


def _all(owners: Sequence[Life] | Sequence[Failure], name: str) -> list[models.Model]:
    return [row for owner in owners for row in getattr(owner, name)]


def _number(messages: Iterable[Message], around: Around) -> None:
    """An answer names its question, so both need their numbers before they are stored."""
    for message in messages:
        message.pk = next(around.numbers[Message])
        message.answers_id = message.answers.pk if message.answers else None


def _chain(entries: Sequence[AuditEntry]) -> None:
    if not holding.is_ours(holding.CHAIN):
        return
    audit.chain()
    head = trail.head()
    seq, previous = head.seq, head.hash
    for seq, entry in enumerate(entries, start=head.seq + 1):
        entry.seq, entry.prev, entry.hash = seq, previous, chaining.link(previous, trail.event_of(entry))
        previous = entry.hash
