"""How every form looks: one renderer, one question a field, hints beside choices, dates in three pieces."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.forms.renderers import TemplatesSetting
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class OneOf(forms.ChoiceField):
    """One of the answers offered. Django's own words would repeat what was sent instead."""

    default_error_messages = {"invalid_choice": _("Choose one of the answers offered.")}


class SomeOf(forms.MultipleChoiceField):
    """Any of the answers offered."""

    default_error_messages = {"invalid_choice": _("Choose among the answers offered.")}


class Typed(forms.CharField):
    """What a person writes. Django's own word about null characters is left to the guard, which says what to do instead."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators = [one for one in self.validators if not isinstance(one, ProhibitNullCharactersValidator)]


class Question(forms.BoundField):
    """A field as a page shows it: label or legend, hint, what to look at again, control and limit, tied by `aria-describedby`.

    A form may say `question_is_heading = True`: when it has one visible field, its label is the page's h1.
    With further ones, `heading_field` names the field whose label that is. A tick's label is never a heading.
    A form may say `marks_optional = False`: a filter, where everything is.
    """

    @property
    def is_tick(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_heading(self) -> bool:
        is_first = self.name == getattr(self.form, "heading_field", "") or len(self.form.visible_fields()) == 1
        return getattr(self.form, "question_is_heading", False) and is_first and not self.is_tick

    @property
    def is_optional(self) -> bool:
        """Said beside the label; a heading has its skip button instead. A form may name in `needed` what it checks by itself."""
        may_be_empty = not self.field.required and self.name not in getattr(self.form, "needed", ())
        return may_be_empty and not self.is_heading and getattr(self.form, "marks_optional", True)

    @property
    def limit(self) -> int | None:
        """How many characters fit, said where a person writes freely; a form that browsers know (email, code) needs no word."""
        widget = self.field.widget
        is_prose = isinstance(widget, forms.Textarea) or getattr(widget, "input_type", "") == "text"
        return getattr(self.field, "max_length", None) if is_prose and "autocomplete" not in widget.attrs else None

    @property
    def first_control(self) -> str:
        """The id that a link from the summary goes to."""
        widget = self.field.widget
        several = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.MultiWidget)
        return f"{self.auto_id}_0" if several else self.id_for_label

    @property
    def aria_describedby(self) -> str:
        parts = {"helptext": self.help_text, "error": self.errors, "limit": self.limit}
        return " ".join(f"{self.auto_id}_{part}" for part, is_there in parts.items() if is_there and not self.is_hidden)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Nothing that makes a browser interrupt or cut off what is typed: we say what to look at again ourselves."""
        built = super().build_widget_attrs(attrs, widget) | {"required": False}
        if isinstance(widget or self.field.widget, forms.Textarea):
            built["maxlength"] = False
        if self.use_fieldset and not isinstance(self.field.widget, forms.MultiWidget):
            built.pop("aria-invalid", None)
        return built


class FormRenderer(TemplatesSetting):
    """`FORM_RENDERER`: our templates, our questions."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = Question


class Choices(forms.widgets.ChoiceWidget):
    """Choices with a hint beside some (`hints`, by value) and some set apart by "or" (`apart`: do not know, rather not say)."""

    def __init__(self, *args: Any, hints: Mapping[str, Words] | None = None, apart: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}
        self.apart = apart

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        option["is_apart"] = str(value) == next(iter(self.apart), None)
        if option["hint"]:
            option["attrs"]["aria-describedby"] = f"{option['attrs'].get('id', '')}_hint"
        return option


class Radios(Choices, forms.RadioSelect):
    """One of several."""


class Checkboxes(Choices, forms.CheckboxSelectMultiple):
    """Any of several."""


PIECES: Mapping[str, tuple[Words, int]] = {"day": (_("Day"), 2), "month": (_("Month"), 2), "year": (_("Year"), 4)}


class DatePieces(forms.MultiWidget):
    """A date typed as day, month and year, for a `DateField`. Two pieces of three are answered, never guessed."""

    template_name = "forms/date_pieces.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([forms.TextInput({"title": title, "size": size}) for title, size in PIECES.values()], attrs)
        self.widgets_names = [f"_{name}" for name in PIECES]

    @staticmethod
    def names_of(name: str) -> list[str]:
        """Under which names its pieces are sent."""
        return [f"{name}_{piece}" for piece in PIECES]

    def decompress(self, value: date | str | None) -> list[str]:
        year, month, day = [*str(value or "").split("-"), "", ""][:3]
        return [day, month, year]

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> Any:
        """Year-month-day as typed, for the field to judge; empty when nothing was typed."""
        day, month, year = (str(data.get(piece, "")).strip() for piece in self.names_of(name))
        return f"{year}-{month}-{day}" if day or month or year else ""
