"""The words of clocks: which there are, and how one stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ClockKind(TextChoices):
    FIRST_LOOK = "first_look", _("First look by a person")
    UPDATE = "update", _("News for the reporter")
    EMERGENCY = "emergency", _("Somebody on call is told")
    ANSWER = "answer", _("An answer that was asked for")
    STATUTORY = "statutory", _("A deadline in law")


class ClockState(TextChoices):
    RUNNING = "running", _("Running")
    PAUSED = "paused", _("Paused")
    BREACHED = "breached", _("Overdue")
    MET = "met", _("Kept")
    STOPPED = "stopped", _("Stopped")


class StartReason(TextChoices):
    COUNSEL = "counsel", _("Counsel says that it applies")
    REPORT_SHOWS = "report_shows", _("What was reported is what the law names")
    PLATFORM_TOLD = "platform_told", _("The platform told us what happened")
    AUTHORITY = "authority", _("An authority asked for it")


class EndReason(TextChoices):
    """How a deadline in law ended; those of DONE say that it was met."""

    REPORTED = "reported", _("It was reported where the law says")
    SHOWN = "shown", _("The platform showed that it did what the law asks")
    NOT_APPLICABLE = "not_applicable", _("Counsel says that it does not apply")
    SOMEBODY_ELSE = "somebody_else", _("Another body took it over")
    MISTAKE = "mistake", _("It was started by mistake")


DONE = frozenset({EndReason.REPORTED, EndReason.SHOWN})

OPEN = (ClockState.RUNNING, ClockState.PAUSED, ClockState.BREACHED)
TICKING = (ClockState.RUNNING, ClockState.BREACHED)

# The law's clocks and the emergency promise run on while we wait for somebody's answer.
PAUSABLE = frozenset({ClockKind.FIRST_LOOK, ClockKind.UPDATE, ClockKind.ANSWER})


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as ISO 8601 writes it. Months and years follow the calendar; days are 24 hours."""

    months: int
    exact: timedelta


@dataclass(frozen=True, slots=True)
class Statutory:
    """A deadline in law that may run on a case. Without `due_at` the law says no time, only the words; always confirm with counsel."""

    fact: str
    law: str
    jurisdiction: str
    trigger: str
    who: str
    to: str
    due_at: datetime | None
    deadline_words: str
    may_start: bool
    source: tuple[str, ...]
    confirm: str | Promise
