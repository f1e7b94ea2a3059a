"""The guard's one refusal: it says what cannot be taken and what to write instead, and holds nothing of what was typed."""

from typing import Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from reporting.guard.kinds import Reason
from reporting.guard.words import WORDINGS
from reporting.refusals import Refused

_BUCKETS: Final = (80, 300, 1_000, 4_000, 16_000)


class ContentRefused(Refused):
    """A text holds what this portal never takes. `details`: the reason's code and how long the text was, roughly; nothing else."""

    code = "content_refused"
    words = _("This text cannot be taken, because it may carry content. Describe it in your own words instead.")
    status = 422

    def __init__(self, reason: Reason, *, length: int) -> None:
        wording = WORDINGS[reason.code]
        words = format_lazy("{cannot} {instead}", cannot=wording.cannot, instead=wording.instead)
        super().__init__(field=reason.field, words=words, details={"reason": reason.code.value, "length": length_bucket(length)})


def length_bucket(length: int) -> str:
    """A length as rough as the log may have it: `up to 300`, `over 16000`."""
    return next((f"up to {most}" for most in _BUCKETS if length <= most), f"over {_BUCKETS[-1]}")
