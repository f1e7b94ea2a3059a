"""What templates may ask for: a tag, a time, crumbs, a place in the navigation. Showing only; nothing is decided here."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.template.defaultfilters import date as format_date
from django.urls import NoReverseMatch, reverse
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

register = template.Library()

Words = str | Promise
STYLES = {
    "moment": pgettext_lazy("date format", "j F Y, H:i T"),
    "date": pgettext_lazy("date format", "j F Y"),
    "time": pgettext_lazy("date format", "H:i T"),
    "short": pgettext_lazy("date format", "j M, H:i T"),
}


@register.inclusion_tag("components/tag.html")
def tag(state: Any, label: Words = "") -> dict[str, object]:
    """A state or severity as a small coloured label. Takes a state row (code, label), a choice, or a code with a label."""
    code = str(getattr(state, "code", getattr(state, "value", state)))
    return {"code": code, "label": label or getattr(state, "label", "") or code.replace("_", " ").capitalize()}


@register.simple_tag
def when(at: datetime | None, style: str = "moment") -> SafeString | str:
    """A time in the reader's language, with the exact one for machines. Styles: moment, date, time, short."""
    if at is None:
        return "–"
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), format_date(at, str(STYLES[style])))


@register.simple_tag
def due(by: datetime | None, now: datetime) -> SafeString | str:
    """How long is left, or how late it is. `now` is the page's own time."""
    if by is None:
        return "–"
    is_late = by < now
    words = _("%(time)s late") if is_late else _("%(time)s left")
    length = _largest(timesince(by, now) if is_late else timeuntil(by, now))
    return format_html('<time class="due{}" datetime="{}">{}</time>', " late" if is_late else "", by.isoformat(), words % {"time": length})


def _largest(words: str) -> str:
    """The largest unit of "3 days, 4 hours"."""
    return words.replace("،", ",").split(",")[0]


@register.inclusion_tag("components/crumbs.html")
def crumbs(*parts: Words) -> dict[str, object]:
    """Where this page is: label, address, label, address, …, and last the label of this page."""
    pairs = [{"label": label, "href": href} for label, href in zip(parts[::2], parts[1::2], strict=False)]
    return {"crumbs": [*pairs, {"label": parts[-1]}] if len(parts) % 2 else pairs}


@register.simple_tag(takes_context=True)
def nav_link(context: Context, name: str, label: Words, section: str, count: int | None = None, *, alarm: bool = False) -> SafeString | str:
    """One place of the desk's navigation; left out while its address does not exist."""
    href = _address(name)
    if not href:
        return ""
    here = SafeString(' aria-current="page"') if context.get("section") == section else ""
    return format_html('<li><a href="{}"{}>{}{}</a></li>', href, here, label, _count(count, alarm=alarm))


def _count(count: int | None, *, alarm: bool) -> SafeString | str:
    return format_html(' <span class="count{}">{}</span>', " alarm" if alarm else "", count) if count else ""


@register.simple_tag
def footer_link(name: str, label: Words) -> SafeString | str:
    """A link in a list; left out while its address does not exist."""
    href = _address(name)
    return format_html('<li><a href="{}">{}</a></li>', href, label) if href else ""


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.filter
def at(of: Sequence[Any] | Mapping[str, Any], place: Any) -> Any:
    """What is at this place of a list or under this key; nothing when there is none."""
    try:
        return of[place]
    except (IndexError, KeyError):
        return ""


@register.filter
def dial(number: str) -> str:
    """The address a phone dials this number from: its digits and signs alone."""
    return "tel:" + "".join(character for character in number if character.isdecimal() or character in "+*#")


@register.filter
def grouped(number: int) -> str:
    """4000 as the reader's language writes it: 4,000."""
    return number_format(number, force_grouping=True)
