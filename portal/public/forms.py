"""One page of the report form, made from the facts: nothing here decides what is asked."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta, timezone
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from portal.web.fields import Checkboxes, DatePieces, OneOf, Radios, SomeOf, Typed
from reporting.facts import catalogue, words
from reporting.facts.kinds import Field
from reporting.intake import answers as checked
from reporting.intake import steps
from reporting.intake.refusals import NameBesideChoice, NotADate
from reporting.intake.rules import Answer
from reporting.platforms import queries as platforms
from reporting.refusals import Refused, require

APART = ("dk", "pnts")
LANGUAGES = (
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("de", "Deutsch"),
    ("ar", "العربية"),
    ("ja", "日本語"),
    ("pt", "Português"),
    ("hi", "हिन्दी"),
    ("zh", "中文"),
)
NOT_LISTED = "other"
PARTS = {
    "product_or_text": ("product", "product_name"),
    "datetime_with_tz": (*DatePieces.names_of("happened_at"), "happened_time", "happened_zone"),
}
YES_NO = (("yes", _("Yes, add details")), ("no", _("No, go on")))
LONG_TEXT = 200


class PageForm(forms.Form):
    """The questions of one page. After `is_valid`, `answers` holds what was answered, without what these answers do not ask for."""

    question_is_heading = True
    heading_field = "product"
    template_name = "forms/form.html"

    def __init__(self, page: steps.Page, so_far: Mapping[str, object], at: datetime, data: QueryDict | None = None) -> None:
        super().__init__(data, initial=dict(initial_of(page, so_far)))
        self.page, self.so_far, self.at = page, so_far, at
        self.answers: dict[str, Answer] = {}
        if page.key == steps.MORE:
            self.fields[steps.MORE] = OneOf(label=str(page.title), help_text=str(page.hint), choices=YES_NO, widget=Radios)
        asked = self.asked = steps.fields_of(page, so_far)
        self.controls = {field.key: controls(field, so_far) for field in asked}
        for shown in self.controls.values():
            self.fields.update(shown)
        self.needed = {field.key for field in asked if field.required}
        self.marks_optional = bool(self.needed) and len(asked) > 1
        self.lone_title = self._ask_alone(asked[0]) if is_lone_tick(asked) else ""

    def _ask_alone(self, field: Field) -> str:
        """A single tick: its question is the page's heading, the tick says yes."""
        title = str(self.fields[field.key].label)
        self.fields[field.key].label = _("Yes")
        return title

    def clean(self) -> dict[str, Any]:
        """Each answer past the rules and the guard; what is refused is said beside its field and goes no further."""
        elsewhere = {key: value for key, value in self.so_far.items() if key not in self.page.fields}
        for field in self.asked:
            so_far = {**elsewhere, **self.answers}
            if steps.is_asked(field, so_far) and not self.controls[field.key].keys() & self.errors.keys():
                self._clean_one(field, so_far)
        if self.errors:
            self._send_back_what_passed()
        if self.page.key == steps.MORE and steps.MORE in self.cleaned_data:
            self.answers[steps.MORE] = self.cleaned_data[steps.MORE]
        return self.cleaned_data

    def _clean_one(self, field: Field, so_far: Mapping[str, object]) -> None:
        try:
            value = checked.one(field, self._raw(field), so_far, at=self.at)
        except Refused as refusal:
            self.add_error(field.key, str(refusal.words))
        else:
            self.answers |= {} if value is None else {field.key: value}

    def _send_back_what_passed(self) -> None:
        """What was typed and has not passed its rule and the guard is not sent back: the page comes with that control empty."""
        sent = cast(QueryDict, self.data).copy()
        for key, shown in self.controls.items():
            if key not in self.answers:
                for name in typed_names(shown):
                    sent[name] = ""
        self.data = sent

    def _raw(self, field: Field) -> object:
        value = self.cleaned_data.get(field.key)
        if field.type == "product_or_text":
            return product_meant(str(value or ""), self.cleaned_data.get("product_name", ""))
        if field.type == "datetime_with_tz":
            return moment(self.cleaned_data)
        return value


def product_meant(chosen: str, name: str) -> str:
    """The product in the list, or the name that was typed instead. Refuses a name beside another choice: one of the two would be lost."""
    if name and chosen not in ("", NOT_LISTED):
        raise NameBesideChoice(field="product")
    return name or chosen


def names_on(page: steps.Page, so_far: Mapping[str, object]) -> set[str]:
    """Every name that the form of this page sends."""
    asked = [name for field in steps.fields_of(page, so_far) for name in PARTS.get(field.type, (field.key,))]
    return {*asked, steps.MORE} if page.key == steps.MORE else set(asked)


def typed_names(shown: Mapping[str, forms.Field]) -> list[str]:
    """The names under which a person's own words of these controls are sent."""
    typed = {name: field.widget for name, field in shown.items() if not isinstance(field, forms.ChoiceField | forms.BooleanField)}
    return [name for key, widget in typed.items() for name in names_of(key, widget)]


def names_of(key: str, widget: forms.Widget) -> list[str]:
    return DatePieces.names_of(key) if isinstance(widget, DatePieces) else [key]


def is_lone_tick(asked: Sequence[Field]) -> bool:
    """Whether a page asks nothing but one tick, which "Continue" answers either way."""
    return len(asked) == 1 and asked[0].type == "boolean"


def initial_of(page: steps.Page, so_far: Mapping[str, object]) -> Mapping[str, object]:
    """What the page shows as answered: earlier answers, or the facts' defaults."""
    initial: dict[str, object] = {steps.MORE: so_far.get(steps.MORE)}
    for field in steps.fields_of(page, so_far):
        value = so_far.get(field.key, field.default)
        initial[field.key] = value
        if field.type == "product_or_text" and value:
            initial |= _product_chosen(field, str(value))
        if field.type == "datetime_with_tz" and value:
            at = datetime.fromisoformat(str(value))
            initial |= {"happened_at": at.date(), "happened_time": at.time(), "happened_zone": at.strftime("%z")}
    return initial


def _product_chosen(field: Field, value: str) -> Mapping[str, object]:
    """The product in the list, or the name that was typed instead."""
    if value in ("dk", NOT_LISTED) or value in dict(platforms.form_choices()):
        return {field.key: value}
    return {field.key: NOT_LISTED, "product_name": value}


def controls(field: Field, so_far: Mapping[str, object]) -> dict[str, forms.Field]:
    """The controls that ask one field; most need one, a product not in the list and a moment need more."""
    if field.type == "product_or_text":
        return _product(field)
    if field.type == "datetime_with_tz":
        return _moment(field)
    return {field.key: _control(field, so_far)}


def _control(field: Field, so_far: Mapping[str, object]) -> forms.Field:
    said: dict[str, Any] = {"label": words.say(field.title), "help_text": words.say(field.hint), "required": False}
    match field.type:
        case "choice":
            return OneOf(choices=labelled(field, so_far), widget=Radios(apart=APART), **said)
        case "category_code" | "subcategory_code":
            return OneOf(choices=labelled(field, so_far), widget=Radios(apart=APART), **said)
        case "multi":
            return SomeOf(choices=labelled(field, so_far), widget=Checkboxes(apart=APART), **said)
        case "boolean":
            return forms.BooleanField(**said)
        case "iso3166" | "iso3166_or_none":
            return OneOf(choices=[("", _("Choose a country, or leave this out")), *countries], **said)
        case "bcp47":
            return OneOf(choices=[("", _("Choose a language, or leave this out")), *LANGUAGES], **said)
        case "email":
            return Typed(widget=forms.EmailInput({"autocomplete": "off"}), **said)
    longest = steps.longest(field, so_far)
    widget = forms.Textarea({"rows": 6}) if (longest or 0) >= LONG_TEXT else forms.TextInput({"spellcheck": "false"})
    control = Typed(widget=widget, **said)
    control.max_length = longest
    return control


def labelled(field: Field, so_far: Mapping[str, object]) -> list[tuple[str, str]]:
    """(code, words) of what may be chosen."""
    if field.type == "category_code":
        return [(row.code, words.say(row.plain)) for row in catalogue.categories()]
    if field.type == "subcategory_code":
        category = catalogue.by_code().get(str(so_far.get("category", "")))
        return [(sub.code, words.say(sub.label)) for sub in category.subcategories] if category else []
    return [(choice.code, words.say(choice.label)) for choice in field.choices]


def _product(field: Field) -> dict[str, forms.Field]:
    choices = [*platforms.form_choices(), (NOT_LISTED, _("Another one that is not in this list")), ("dk", _("I do not know"))]
    several = len(choices) > 16
    widget = forms.Select if several else Radios(apart=(NOT_LISTED,))
    label, hint = words.say(field.title), words.say(field.hint)
    product = OneOf(label=label, help_text=hint, required=False, choices=[("", "–"), *choices] if several else choices, widget=widget)
    name = Typed(label=_("If it is not in the list, what is it called?"), required=False)
    name.max_length = field.max or 80
    return {field.key: product, "product_name": name}


def _moment(field: Field) -> dict[str, forms.Field]:
    day = forms.DateField(label=_("Which day?"), help_text=_("For example 17 11 2026"), required=False, widget=DatePieces)
    hour = forms.TimeField(label=_("About what time?"), required=False, widget=forms.TimeInput({"type": "time"}))
    zone = OneOf(label=_("In which time zone?"), choices=zones, required=False, initial="+0000")
    return {field.key: day, "happened_time": hour, "happened_zone": zone}


def zones() -> list[tuple[str, str]]:
    """Offsets from UTC in half hours."""
    minutes = range(-12 * 60, 14 * 60 + 1, 30)
    signed = [("-" if value < 0 else "+", divmod(abs(value), 60)) for value in minutes]
    return [(f"{sign}{hour:02}{minute:02}", f"UTC{sign}{hour:02}:{minute:02}") for sign, (hour, minute) in signed]


def moment(cleaned: Mapping[str, Any]) -> str | None:
    """The day, time and zone as one ISO 8601 moment; noon when only the day is known. Refuses a time without its day."""
    day: date | None = cleaned.get("happened_at")
    hour: time | None = cleaned.get("happened_time")
    if day is None:
        require(NotADate(field="happened_at") if hour else None)
        return None
    zone = cleaned.get("happened_zone") or "+0000"
    offset = timedelta(hours=int(zone[:3]), minutes=int(zone[0] + zone[3:]))
    return datetime.combine(day, hour or time(12), timezone(offset)).isoformat(timespec="minutes")
