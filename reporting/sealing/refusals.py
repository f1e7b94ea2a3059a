"""Every "no" of sealing, with words for whoever asked."""

from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from reporting.refusals import Refused
from reporting.sealing.slips import Slip, SlipKind


class KeysNotHere(Refused):
    """The keys that open reports live on the console host; a taken-over intake process must find nothing to open with."""

    code = "keys_not_here"
    words = _("This part of the portal takes reports in and cannot open them. Open the case at the desk.")
    status = 503


class CannotOpen(Refused):
    code = "cannot_open"
    words = _(
        "The key given does not open this case. Check which case the key belongs to; if it should open, ask the person who keeps the keys."
    )
    status = 409


class Tampered(Refused):
    """The ciphertext is not the one sealed for this place: altered, moved from another row, or sealed with another key."""

    code = "tampered"
    words = _("This text is not as it was stored, so it is not shown. Tell the person who runs the portal; a backup may hold it.")
    status = 409


class EnvelopeDestroyed(Refused):
    code = "envelope_destroyed"
    words = _("This text was erased for good. Its key no longer exists, so nobody can open it.")
    status = 410


class TooLongToSeal(Refused):
    code = "too_long_to_seal"
    words = _("This text is longer than the portal keeps. Shorten it and send it again.")
    status = 422


class CaseKeyNotRead(Refused):
    """`slip` says where. Status as for an unknown key (promise P7); neither the words nor the details repeat what was typed."""

    code = "case_key_not_read"
    words = _("This does not look like a case key. It is 12 words, or 28 characters in 7 groups. Check it and try again.")
    status = 404

    def __init__(self, slip: Slip, *, field: str = "case_key") -> None:
        super().__init__(field=field, words=_words_for(slip), details={"slip": slip.kind.value, "place": slip.place})
        self.slip = slip


SLIP_WORDS = {
    SlipKind.WORD: _("Word %(place)s is not one of the words we use."),
    SlipKind.WORD_COUNT: ngettext_lazy(
        "We read %(count)s word. A case key has 12. Check whether some are missing.",
        "We read %(count)s words. A case key has 12. Check whether one is missing or written twice.",
        "count",
    ),
    SlipKind.WORD_CHECK: _(
        "These are words we use, but together they are not a case key. Check the order, and each word against your note."
    ),
    SlipKind.GROUP: _("Group %(place)s does not look right."),
    SlipKind.SWAPPED: _("Two characters seem to have changed places."),
    SlipKind.CHARACTER_COUNT: ngettext_lazy(
        "We read %(count)s character. A case key has 28, in 7 groups of 4. Check whether some are missing.",
        "We read %(count)s characters. A case key has 28, in 7 groups of 4. Check whether one is missing or written twice.",
        "count",
    ),
    SlipKind.CHARACTER_CHECK: _("More than one character does not look right. Check each group against your note."),
    SlipKind.NOT_A_KEY: CaseKeyNotRead.words,
}


def _words_for(slip: Slip) -> str:
    sentence = str(SLIP_WORDS[slip.kind] % {"place": slip.place, "count": slip.count})
    if not slip.suggestions:
        return sentence
    hint = now_in_words("Did you mean %(suggestion)s?") % {"suggestion": now_in_words(" or ").join(slip.suggestions)}
    return f"{sentence} {hint}"
