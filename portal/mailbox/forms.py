"""What a reporter may type or choose in the room. A refused text is not sent back to the page."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.web.fields import OneOf, Radios
from reporting.incidents.kinds import DisputeReason
from reporting.refusals import Refused, Words


class KeyForm(forms.Form):
    """One field, for words or characters. Never filled in again, so the key is in no page."""

    key = forms.CharField(
        label=_("Your case key"),
        help_text=_("The twelve words, or the characters in seven groups. Capital letters, spaces and dashes do not matter."),
        required=False,
        widget=forms.Textarea({"rows": 3, "autocapitalize": "none", "autocorrect": "off", "spellcheck": "false", "autocomplete": "off"}),
    )
    question_is_heading = False
    marks_optional = False


class MessageForm(forms.Form):
    """A message, or the answer to the open question."""

    text = forms.CharField(
        max_length=4000, widget=forms.Textarea({"rows": 5}), error_messages={"required": _("Write a few words first, then send them.")}
    )

    def __init__(self, sent: Mapping[str, str] | None = None, *, label: Words = "", hint: Words = "") -> None:
        super().__init__(sent)
        self.fields["text"].label, self.fields["text"].help_text = str(label), str(hint)


class DisputeForm(forms.Form):
    """Why the fix does not settle it. Nobody is asked for proof."""

    question_is_heading = True
    reason = OneOf(
        label=_("Why does it not settle it for you?"),
        choices=DisputeReason.choices,
        widget=Radios,
        error_messages={"required": _("Choose the answer that comes closest.")},
    )


def refused(form: forms.Form, field: str, refusal: Refused) -> forms.Form:
    """The form again, with the refusal beside the field and nothing of what was typed."""
    form.data, form.is_bound = {}, True
    form.full_clean()
    form.errors.clear()
    form.add_error(field, str(refusal.words))
    return form
