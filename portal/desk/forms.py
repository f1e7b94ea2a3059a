"""The desk's forms: what may be chosen and typed. What is right is decided by the actions alone."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.web.fields import Checkboxes, OneOf, Radios, SomeOf
from reporting.access.kinds import Reason
from reporting.cases.kinds import CaseState, CloseReason, MoveReason, Queue, ReadReason, Severity
from reporting.cases.words import CLOSED_FOR_STAFF
from reporting.facts import catalogue, words
from reporting.guard.refusals import ContentRefused
from reporting.incidents.kinds import JOINED_BECAUSE, IncidentState, LinkReason, VerifyMethod
from reporting.platforms import queries as platforms
from reporting.refusals import Refused

Choices = Iterable[tuple[str, Any]]
FIRST = _("Choose")
MESSAGE, QUESTION = "message", "question"
KINDS = ((MESSAGE, _("A message")), (QUESTION, _("A question: the case waits for the answer and its clocks stand still")))


def choose(label: Any, choices: Choices, first: Any = FIRST) -> OneOf:
    """One of a list, with nothing chosen at first."""
    return OneOf(label=label, choices=[("", first), *choices], required=False)


def prose(label: Any, *, hint: Any = "", rows: int = 4) -> forms.CharField:
    """A few sentences."""
    return forms.CharField(label=label, help_text=hint, required=False, widget=forms.Textarea({"rows": rows}))


class Filter(forms.Form):
    """A filter in the address. `chosen` holds what was set and may be asked for."""

    marks_optional = False

    @property
    def chosen(self) -> dict[str, list[str]]:
        self.full_clean()
        given = {key: value if isinstance(value, list) else [value] for key, value in self.cleaned_data.items() if value}
        return {key: [str(one) for one in value] for key, value in given.items()}


class QueueFilter(Filter):
    number = forms.CharField(label=_("Case number"), required=False, widget=forms.TextInput({"autocomplete": "off"}))
    state = SomeOf(label=_("State"), choices=CaseState.choices, required=False, widget=Checkboxes)
    severity = SomeOf(label=_("Severity"), choices=Severity.choices, required=False, widget=Checkboxes)

    def __init__(self, asked: QueryDict, *, queues: Iterable[str]) -> None:
        super().__init__(asked)
        own = [(code, label) for code, label in Queue.choices if code in queues]
        self.fields["queue"] = choose(_("Queue"), own, _("All"))
        self.fields["platform"] = choose(_("Platform"), platforms.platform_choices(with_sandbox=True), _("All"))
        kinds = [(row.code, words.say(row.label)) for row in catalogue.categories()]
        self.fields["category"] = choose(_("What was reported"), kinds, _("All"))


class IncidentFilter(Filter):
    state = choose(_("State"), IncidentState.choices, _("All that are not closed"))

    def __init__(self, asked: QueryDict) -> None:
        super().__init__(asked)
        self.fields["platform"] = choose(_("Platform"), platforms.platform_choices(with_sandbox=True), _("All"))


class TrailFilter(Filter):
    subject = forms.CharField(label=_("Case, incident or other subject"), required=False, widget=forms.TextInput({"autocomplete": "off"}))


class Act(forms.Form):
    """One thing to do on a page with many: every form's ids are its own."""

    marks_optional = False
    name = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{self.name}_%s", **kwargs})

    def field_of(self, refusal: Refused) -> str:
        """Which field a refusal is about, or none. What is typed is always `text` here, whatever the subject calls it."""
        return refusal.field if refusal.field in self.fields else "text" if refusal.field and "text" in self.fields else ""

    def refused(self, refusal: Refused, field: str) -> "Act":
        """The same form with the refusal beside its field. What was typed is still there, unless it is what is never taken."""
        if isinstance(refusal, ContentRefused):
            self.data = {**self.data, field: ""}
        self.full_clean()
        self.errors.clear()
        self.add_error(field, str(refusal.words))
        return self


class Assign(Act):
    name = "assign"
    to = choose(_("To whom"), ())

    def __init__(self, *args: Any, asked: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("In the order we would ask: who speaks the reporter’s language and has least to do.")
        self.fields["to"] = OneOf(label=_("To whom"), help_text=hint, choices=[("", FIRST), *asked], required=False)


class Move(Act):
    name = "move"
    reason = choose(_("Why"), MoveReason.choices)

    def __init__(self, *args: Any, queue: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"queue": choose(_("To which queue"), [row for row in Queue.choices if row[0] != queue]), **self.fields}


class Note(Act):
    name = "note"
    text = prose(_("Note"), hint=_("For colleagues. It never leaves the house and the reporter never sees it."))


class Message(Act):
    name = "message"
    text = prose(_("Your words"), hint=_("Calm and short. Never ask anybody to look again, to try again or to send anything."))
    kind = OneOf(label=_("What is it?"), choices=KINDS, initial=MESSAGE, required=False, widget=Radios)


class CloseIncident(Act):
    name = "close"
    reason = choose(_("Why"), CLOSED_FOR_STAFF.items())


class Close(Act):
    """A case is closed as fixed with its incident alone."""

    name = "close"
    reason = choose(_("Why"), [row for row in CLOSED_FOR_STAFF.items() if row[0] != CloseReason.FIXED])


class OpenText(Act):
    name = "open_text"
    reason = choose(_("Why do you need to read it?"), ReadReason.choices)


class AskToOpen(Act):
    name = "ask_to_open"
    reason = choose(_("Why does a colleague have to agree?"), Reason.choices)


class Join(Act):
    name = "join"
    because = choose(_("Why does it belong there?"), [row for row in LinkReason.choices if row[0] in JOINED_BECAUSE])


class Verify(Act):
    name = "verify"
    method = choose(_("How was it checked?"), VerifyMethod.choices)
    text = prose(_("What was found (optional)"), rows=3)


def acts(*, queue: str = "", asked: Iterable[tuple[str, str]] = (), replaced: Mapping[str, Act] | None = None) -> dict[str, Act]:
    """Every form of a case's page by the name of its act; `replaced` are those shown again."""
    fresh: list[Act] = [Assign(asked=asked), Move(queue=queue), Note(), Message(), Close(), OpenText(), AskToOpen()]
    return {form.name: form for form in fresh} | dict(replaced or {})
