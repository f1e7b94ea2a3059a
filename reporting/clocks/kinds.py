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
