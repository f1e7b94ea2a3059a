"""The table of case states: one row each, with every fact about it. The diagram in the docs is made from it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reporting.cases.kinds import CaseState


@dataclass(frozen=True, slots=True)
class StateFacts:
    """`owner` has the next step; `clock_runs` says whether the promise to answer is running; `event` is what the platform is told on entering."""

    state: CaseState
    words: str | Promise
    what_next: str | Promise
    owner: str
    next: frozenset[CaseState]
    clock_runs: bool
    event: str


S = CaseState
TABLE: tuple[StateFacts, ...] = (
    StateFacts(
        S.RECEIVED,
        _("We have your report. Nobody has read it yet."),
        _("A person will look at it."),
        "staff",
        frozenset({S.IN_TRIAGE, S.WITH_PLATFORM, S.CLOSED}),
        True,
        "case.opened",
    ),
    StateFacts(
        S.IN_TRIAGE,
        _("A person is looking at your report."),
        _("They decide what has to happen and who has to be told."),
        "staff",
        frozenset({S.WAITING_FOR_REPORTER, S.WITH_PLATFORM, S.CONFIRMING, S.CLOSED}),
        True,
        "case.moved",
    ),
    StateFacts(
        S.WAITING_FOR_REPORTER,
        _("We have asked you a question."),
        _("You can answer it here. You do not have to, and you never need to look again or try again."),
        "reporter",
        frozenset({S.IN_TRIAGE, S.WITH_PLATFORM, S.CONFIRMING, S.CLOSED}),
        False,
        "case.moved",
    ),
    StateFacts(
        S.WITH_PLATFORM,
        _("The platform has been told and has to say what caused it."),
        _("When it says that it has mended the cause, somebody else checks."),
        "platform",
        frozenset({S.REOPENED, S.IN_TRIAGE, S.WAITING_FOR_REPORTER, S.CONFIRMING, S.CLOSED}),
        True,
        "case.moved",
    ),
    StateFacts(
        S.CONFIRMING,
        _("The platform says the cause is mended, and we have checked."),
        _("Tell us whether that settles it for you. Please do not try it yourself."),
        "reporter",
        frozenset({S.WITH_PLATFORM, S.REOPENED, S.CLOSED}),
        True,
        "case.moved",
    ),
    StateFacts(
        S.REOPENED,
        _("Your case is open again."),
        _("A person looks at what you told us."),
        "staff",
        frozenset({S.IN_TRIAGE, S.WITH_PLATFORM, S.CONFIRMING, S.CLOSED}),
        True,
        "case.moved",
    ),
    StateFacts(
        S.CLOSED,
        _("Your case is closed."),
        _("If you disagree, write to us here and a different person will look at it."),
        "nobody",
        frozenset({S.REOPENED}),
        False,
        "case.closed",
    ),
)
STATES: dict[str, StateFacts] = {row.state.value: row for row in TABLE}
