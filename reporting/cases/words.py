"""What happened to a case, in words: for staff, and for its reporter. One row per event code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from reporting.cases.kinds import CloseReason, Queue
from reporting.cases.models import CaseEvent

Words = str | Promise


@dataclass(frozen=True, slots=True)
class EventWords:
    """`reporter` is empty where the reporter is not told of it."""

    code: str
    staff: Words
    reporter: Words = ""


TABLE: tuple[EventWords, ...] = (
    EventWords("received", _("Report received"), _("We received your report")),
    EventWords("assigned", _("Given to somebody")),
    EventWords("handed_over", _("Handed over to somebody else")),
    EventWords("given_back", _("Back in the queue, with nobody")),
    EventWords("moved", _("Moved to another queue"), _("Your case went to the team that knows this best")),
    EventWords("in_triage", _("Triage began"), _("A person began to look at your report")),
    EventWords("waiting_for_reporter", _("Waiting for the reporter"), _("We asked you a question")),
    EventWords("with_platform", _("With the platform"), _("The platform was told and has to say what caused it")),
    EventWords(
        "confirming", _("Confirming with the reporter"), _("The fix was checked. You can tell us whether it settles things for you")
    ),
    EventWords("closed", _("Closed"), _("Your case was closed")),
    EventWords("reopened", _("Reopened"), _("Your case was opened again")),
    EventWords("noted", _("Note written")),
    EventWords("message_to_reporter", _("Message to the reporter"), _("We wrote to you")),
    EventWords("platform_asked", _("The platform asked the reporter something; the question is held")),
    EventWords("question_passed_on", _("The platform’s question was handed on"), _("The platform asked you a question")),
    EventWords("question_declined", _("The platform’s question was not handed on")),
    EventWords("reporter_wrote", _("The reporter wrote"), _("You wrote to us")),
    EventWords("reporter_answered", _("The reporter answered"), _("You answered the question")),
    EventWords(
        "statement", _("The platform’s statement went to the reporter"), _("The platform made a statement, which is in your messages")
    ),
    EventWords("joined_incident", _("Joined an incident"), _("Your report was put together with others about the same failure")),
    EventWords("platform_acknowledged", _("The platform acknowledged the notice"), _("The platform said that it is looking for the cause")),
    EventWords("cause_stated", _("The platform stated the cause"), _("The platform said what caused it")),
    EventWords("fix_claimed", _("The platform claims a fix"), _("The platform said that it mended the cause. Somebody else checks that")),
    EventWords("fix_confirmed", _("The reporter says the fix settles it"), _("You said that the fix settles it")),
    EventWords("fix_disputed", _("The reporter says the fix does not settle it"), _("You said that the fix does not settle it")),
)
EVENTS: Mapping[str, EventWords] = {row.code: row for row in TABLE}
GIVEN_TO: Mapping[str, Words] = {"assigned": _("Given to %(name)s"), "handed_over": _("Handed over to %(name)s")}

CLOSED_FOR_STAFF: Mapping[str, Words] = {
    CloseReason.FIXED: _("The cause was fixed and somebody else checked it"),
    CloseReason.NOT_OURS: _("Another body deals with this; the reporter was told which"),
    CloseReason.NOT_HARMFUL: _("The output breaks no rule"),
    CloseReason.CANNOT_LOCATE: _("The platform could not find it"),
    CloseReason.DUPLICATE: _("The same reporter’s other case goes on"),
    CloseReason.WITHDRAWN: _("The reporter asked us to stop"),
    CloseReason.BAD_FAITH: _("What was reported did not happen, as far as we could find"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a history or timeline. `by_kind`, `by_role` and `by_ref` say who; a reporter is shown the role alone."""

    title: str
    words: str
    at: datetime
    by_kind: str
    by_role: str
    by_ref: str


def for_staff(events: Iterable[CaseEvent], names: Mapping[str, str]) -> list[Told]:
    """Every event, in the order given; `names` are those of members by their number (`people_in`)."""
    return [_told(event, _title(event, names), _detail(event)) for event in events]


def people_in(events: Iterable[CaseEvent]) -> set[str]:
    """The numbers of all members that events tell of."""
    told = [(event.by_ref if event.by_kind == "staff" else "", str(event.details.get("to", ""))) for event in events]
    return {ref for pair in told for ref in pair if ref.isdecimal()}


def for_reporter(events: Iterable[CaseEvent]) -> list[Told]:
    """The events that a reporter is told of, in the order given, without what is for staff."""
    shown = [(event, EVENTS.get(event.code)) for event in events if event.details.get("kind") != "question"]  # told as waiting
    return [_told(event, str(row.reporter), _detail_for_reporter(event)) for event, row in shown if row and row.reporter]


def _told(event: CaseEvent, title: str, words: str) -> Told:
    return Told(title, words, event.at, event.by_kind, event.by_role, event.by_ref)


def _title(event: CaseEvent, names: Mapping[str, str]) -> str:
    to = names.get(str(event.details.get("to", "")), "")
    if to and event.code in GIVEN_TO:
        return str(GIVEN_TO[event.code]) % {"name": to}
    return str(EVENTS[event.code].staff) if event.code in EVENTS else event.code


def _detail(event: CaseEvent) -> str:
    details = event.details
    if event.code == "moved":
        return now_in_words("From %(before)s to %(after)s.") % {"before": _queue(details.get("from")), "after": _queue(details.get("to"))}
    if event.code == "joined_incident":
        return str(details.get("incident", ""))
    return f"{CLOSED_FOR_STAFF[details['reason']]}." if event.code == "closed" and details.get("reason") in CLOSED_FOR_STAFF else ""


def _detail_for_reporter(event: CaseEvent) -> str:
    reason = event.details.get("reason")
    return f"{CloseReason(reason).label}." if event.code == "closed" and reason in CloseReason.values else ""


def _queue(code: object) -> str:
    return str(Queue(code).label) if code in Queue.values else ""
