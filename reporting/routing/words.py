"""A rule in plain words: when it holds, and what it does."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import ngettext as counted

from reporting.cases.kinds import Queue, Severity
from reporting.facts import catalogue
from reporting.facts.kinds import Condition
from reporting.facts.words import say
from reporting.routing.kinds import Rule

ASKED = ("?", "？", "؟")
CHANGES: Mapping[str, str | Promise] = {
    "added": gettext_lazy("New"),
    "changed": gettext_lazy("Changed"),
    "switched_on": gettext_lazy("Switched on"),
    "switched_off": gettext_lazy("Switched off"),
    "placed": gettext_lazy("Moved"),
}
OWN_TITLES: Mapping[str, str | Promise] = {
    "category": gettext_lazy("What was reported"),
    "subcategory": gettext_lazy("More exactly"),
    "severity": gettext_lazy("How grave it is"),
}


def title(field: str) -> str:
    """A question's short words."""
    if field in OWN_TITLES:
        return str(OWN_TITLES[field])
    known = catalogue.fields_by_key().get(field)
    return say(known.title) if known else field


def values_of(field: str) -> dict[str, str]:
    """Each answer a question may have, in words."""
    if field == "category":
        return {row.code: say(row.label) for row in catalogue.categories()}
    if field == "subcategory":
        return _subcategories()
    if field == "severity":
        return {code: str(label) for code, label in reversed(Severity.choices)}
    known = catalogue.fields_by_key().get(field)
    return {choice.code: say(choice.label) for choice in known.choices} if known else {}


def _subcategories() -> dict[str, str]:
    """A code that several categories share stands once, with each."""
    labels: dict[str, list[str]] = {}
    for category in catalogue.categories():
        for sub in category.subcategories:
            labels.setdefault(sub.code, []).append(f"{say(sub.label)} ({say(category.label)})")
    return {code: "; ".join(words) for code, words in labels.items()}


def condition(one: Condition) -> str:
    """One condition, for example: Who saw it? “Many people, in public”."""
    labels = values_of(one.field)
    said = _(" or ").join(f"“{labels.get(value, value)}”" for value in one.values)
    sentences = {
        "is": _("%(question)s %(answers)s"),
        "is_not": _("%(question)s anything but %(answers)s"),
        "answered": _("%(question)s answered"),
        "at_least": _("%(question)s at least %(answers)s"),
    }
    asked = title(one.field)
    return sentences[one.operator] % {"question": asked if asked.endswith(ASKED) else f"{asked}:", "answers": said}


def effects(rule: Rule) -> list[str]:
    """What a rule does, a sentence each."""
    steps = counted("One step graver", "%(steps)s steps graver", rule.raise_severity) % {"steps": rule.raise_severity}
    said = {
        _("Goes to the queue %(queue)s") % {"queue": queue(rule.queue)}: rule.queue,
        _("At least %(severity)s") % {"severity": severity(rule.severity)}: rule.severity,
        steps: rule.raise_severity,
        _("Seen by %(queue)s too") % {"queue": queue(rule.also_queue)}: rule.also_queue,
        _("Held as: %(place)s") % {"place": place(rule.treat_as)}: rule.treat_as,
        _("Marked %(mark)s") % {"mark": rule.flag}: rule.flag,
    }
    return [words for words, is_so in said.items() if is_so]


def queue(code: str) -> str:
    return str(Queue(code).label) if code in Queue.values else code


def severity(code: str) -> str:
    return str(Severity(code).label).lower() if code in Severity.values else code


def place(named: str) -> str:
    """A place in the tree, category and sub-category."""
    code, _dot, sub = named.partition(".")
    category = catalogue.by_code().get(code)
    labels = [say(one.label) for one in category.subcategories if one.code == sub] if category else []
    return ", ".join([say(category.label), *labels]) if category else named
