"""The form of one rule: every question it may ask, folded away until it asks it, and what it then does. The action says what is right."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.desk.forms import Act, choose
from portal.web.fields import Checkboxes, SomeOf
from reporting.cases.kinds import Queue, Severity
from reporting.facts.kinds import Condition
from reporting.routing import queries, words
from reporting.routing.kinds import ChangeReason, Rule

NOT_ASKED = _("Not asked")
WAYS = (("is", _("Is one of these")), ("is_not", _("Is none of these")), ("answered", _("Was answered at all")))
GRAVENESS = (("at_least", _("Is at least this grave")),)
STEPS = (("1", _("One step graver")), ("2", _("Two steps graver")), ("3", _("Three steps graver")))
FIRST = ("category", "subcategory", "severity")
REFUSED_BESIDE = ("code", "words", "queue", "severity", "raise_severity", "also_queue", "flag")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the form: its title, whether the rule asks it, and its two controls."""

    title: str
    is_asked: bool
    way: BoundField
    values: BoundField


class RuleForm(forms.Form):
    """`was` is the rule as it stands in the draft; its name then stays."""

    marks_optional = False
    code = forms.CharField(
        label=_("Short name"),
        help_text=_("Small letters, digits and hyphens, for example seen-by-many. It stays with the rule."),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "size": 30}),
    )
    words = forms.CharField(
        label=_("Why, in a sentence that staff read on the case"),
        required=False,
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
    )
    queue = choose(_("Goes to the queue"), Queue.choices, _("Leave as it is"))
    severity = choose(_("At least this grave"), [row for row in Severity.choices if row[0] != Severity.LOW], _("Leave as it is"))
    raise_severity = choose(_("Or graver by"), STEPS, _("Leave as it is"))
    also_queue = choose(_("Seen by another queue too"), Queue.choices, _("None"))
    flag = forms.CharField(
        label=_("Marked as"),
        help_text=_("A word of small letters for lists and figures, for example widely_seen."),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "size": 30}),
    )

    def __init__(self, posted: QueryDict | None = None, *, was: Rule | None = None) -> None:
        super().__init__(posted, initial=_initial(was) if was else None)
        self.posted = posted or QueryDict()
        self.asked_keys = sorted(queries.known().values, key=lambda key: FIRST.index(key) if key in FIRST else len(FIRST))
        for key in self.asked_keys:
            ways = GRAVENESS if key == "severity" else WAYS
            self.fields[f"way_{key}"] = choose(_("This rule waits for an answer that"), ways, NOT_ASKED)
            self.fields[f"is_{key}"] = SomeOf(
                label=_("Answers"), choices=list(words.values_of(key).items()), required=False, widget=Checkboxes
            )
        if was:
            del self.fields["code"]

    def asked(self) -> Iterator[Asked]:
        """Every question, those of the tree first."""
        for key in self.asked_keys:
            way, values = self[f"way_{key}"], self[f"is_{key}"]
            yield Asked(words.title(key), bool(way.value() or values.value()), way, values)

    def effects(self) -> list[BoundField]:
        return [self[name] for name in ("queue", "also_queue", "severity", "raise_severity", "flag")]

    def rule(self, code: str = "") -> Rule:
        """The rule as it was filled in; what cannot be is for the action to say."""
        self.full_clean()
        given: dict[str, Any] = {name: str(self.posted.get(name, "")).strip() for name in REFUSED_BESIDE}
        steps = given.pop("raise_severity")
        found = (_one(key, str(self.posted.get(f"way_{key}", "")), self.posted.getlist(f"is_{key}")) for key in self.asked_keys)
        when = tuple(one for one in found if one)
        return Rule(**{**given, "code": code or given["code"]}, when=when, raise_severity=int(steps) if steps.isdecimal() else 0)


def _one(key: str, way: str, values: list[str]) -> Condition | None:
    """What one question's controls say; answers chosen without a way mean one of them."""
    chosen = () if way == "answered" else tuple(value for value in values if value)
    usual = "at_least" if key == "severity" else "is"
    return Condition(field=key, operator=way or usual, values=chosen) if way or chosen else None


def _initial(rule: Rule) -> dict[str, Any]:
    asked = {f"way_{one.field}": one.operator for one in rule.when} | {f"is_{one.field}": list(one.values) for one in rule.when}
    own = {name: getattr(rule, name) for name in ("words", "queue", "severity", "also_queue", "flag")}
    return {**asked, **own, "raise_severity": str(rule.raise_severity or "")}


class PutIntoUse(Act):
    reason = choose(_("Why"), ChangeReason.choices)
    note = forms.CharField(
        label=_("More exactly, for colleagues (optional)"), required=False, max_length=200, widget=forms.Textarea({"rows": 2})
    )


class PutBack(PutIntoUse):
    pass
