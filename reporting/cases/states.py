"""The table of case states: one row each, with every fact about it. The diagram in the docs is made from it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reporting.cases.kinds import CaseState


@dataclass(frozen=True, slots=True)
class StateFacts:
    """`words` and `what_next` are for the reporter, `next_step` for staff. `owner` has the next step;
    `clock_runs` says whether the promise to answer is running; `event` is what the platform is told on entering.
    """

    state: CaseState
    words: str | Promise
    what_next: str | Promise
    next_step: str | Promise
    owner: str
    next: frozenset[CaseState]
    clock_runs: bool
    event: str


S = CaseState
TABLE: tuple[StateFacts, ...] = (
    StateFacts(
        S.RECEIVED,
        _("We have your report, and it is kept safe."),
        _("A person will look at it."),
        _("Take the case, then read what the reporter chose. Open the words only if you need them."),
        "staff",
        frozenset({S.IN_TRIAGE, S.WITH_PLATFORM, S.CLOSED}),
        True,
        "case.opened",
    ),
    StateFacts(
        S.IN_TRIAGE,
        _("A person is looking at your report."),
        _("They decide what has to happen and who has to be told."),
        _("Decide: join or open an incident so that the platform is told, ask the reporter, or close with a reason."),
        "staff",
        frozenset({S.WAITING_FOR_REPORTER, S.WITH_PLATFORM, S.CONFIRMING, S.CLOSED}),
        True,
        "case.moved",
    ),
    StateFacts(
        S.WAITING_FOR_REPORTER,
        _("We have asked you a question."),
        _("You can answer it here. You do not have to, and you never need to look again or try again."),
        _("Wait for the reporter, or go on without the answer. They need not give one."),
        "reporter",
        frozenset({S.IN_TRIAGE, S.WITH_PLATFORM, S.CONFIRMING, S.CLOSED}),
        False,
        "case.moved",
    ),
    StateFacts(
        S.WITH_PLATFORM,
        _("The platform has been told and has to say what caused it."),
        _("When it says that it has mended the cause, somebody else checks."),
        _("The platform states the cause and claims a fix on the incident. Watch the clocks."),
        "platform",
        frozenset({S.REOPENED, S.IN_TRIAGE, S.WAITING_FOR_REPORTER, S.CONFIRMING, S.CLOSED}),
        True,
        "case.moved",
    ),
    StateFacts(
        S.CONFIRMING,
        _("The platform says the cause is mended, and we have checked."),
        _("Tell us whether that settles it for you. Please do not try it yourself."),
        _("The reporter confirms or disputes the fix. Without an answer the incident can still be closed."),
        "reporter",
        frozenset({S.WITH_PLATFORM, S.REOPENED, S.CLOSED}),
        True,
        "case.moved",
    ),
    StateFacts(
        S.REOPENED,
        _("Your case is open again."),
        _("A person looks at what you told us."),
        _("Take the case and read why it is open again."),
        "staff",
        frozenset({S.IN_TRIAGE, S.WITH_PLATFORM, S.CONFIRMING, S.CLOSED}),
        True,
        "case.moved",
    ),
    StateFacts(
        S.CLOSED,
        _("Your case is closed."),
        _("If you disagree, write to us here and a different person will look at it."),
        _("Nothing. A dispute or an appeal opens it again."),
        "nobody",
        frozenset({S.REOPENED}),
        False,
        "case.closed",
    ),
)
STATES: dict[str, StateFacts] = {row.state.value: row for row in TABLE}
