"""What the desk's templates may ask for: a category, a reason, a person in words."""

from collections.abc import Mapping

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.web import answers
from reporting.access.roles import ROLES
from reporting.cases.kinds import Queue
from reporting.cases.words import Told
from reporting.clocks.kinds import ClockKind
from reporting.clocks.models import Clock
from reporting.facts import catalogue
from reporting.facts.kinds import Category, Subcategory
from reporting.incidents.words import CHOICES

register = template.Library()
SENSITIVITY: Mapping[str, str | Promise] = {
    "S1": _("Open to the team"),
    "S2": _("Sealed words"),
    "S3": _("Sealed words, sensitive"),
    "S4": _("Sealed to two"),
}
WHO: Mapping[str, str | Promise] = {"reporter": _("the reporter"), "platform": _("the platform"), "system": _("the portal")}


@register.filter
def category(code: str) -> str:
    """A category's code in words."""
    return answers.category(code)


@register.filter
def goes_elsewhere(category: Category) -> list[Subcategory]:
    """The sub-categories that another queue takes than the category's own."""
    return [sub for sub in category.subcategories if sub.route != category.queue]


@register.filter
def queue(code: str) -> str | Promise:
    """A queue's code in words."""
    return Queue(code).label if code in Queue.values else code


@register.filter
def role(code: str) -> str | Promise:
    """A role's code in words."""
    return ROLES[code].name if code in ROLES else WHO.get(code, code)


@register.filter
def who(told: Told, names: Mapping[str, str]) -> str | Promise:
    """Who did something: a member by name, everybody else by what they are."""
    return names.get(told.by_ref) or WHO.get(told.by_kind, "") if told.by_kind == "staff" else WHO.get(told.by_kind, told.by_kind)


@register.filter
def sensitivity(code: str) -> str | Promise:
    """How closely a case's words are kept."""
    return SENSITIVITY.get(code, code)


@register.filter
def clock_words(clock: Clock) -> str:
    """What a clock counts: a promise of ours, or a deadline in law by the law's name."""
    fact = catalogue.clock_facts().get(clock.fact)
    if fact:
        return fact.law
    return str(ClockKind(clock.kind).label) if clock.kind in ClockKind.values else clock.kind


@register.filter
def choice(code: str, of: str) -> str | Promise:
    """A code of an incident in words: part, measure, method, position, because, reason."""
    return CHOICES[of].get(code, code)


@register.filter
def name_of(ref: str, names: Mapping[str, str]) -> str:
    """A member by name; a platform by its short name."""
    return names.get(ref, ref)


@register.filter
def clock_link(clock: Clock) -> SafeString:
    """The case or incident a clock belongs to, as a link to its page."""
    name = "desk:case" if clock.subject.startswith("GF-") else "desk:incident"
    return format_html('<a class="nowrap" href="{}">{}</a>', reverse(name, kwargs={"number": clock.subject}), clock.subject)
