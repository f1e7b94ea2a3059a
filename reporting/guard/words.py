"""What the person is told: what cannot be taken, and a neutral wording to use instead. Never blaming, never repeating the text."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reporting.guard.kinds import ReasonCode


@dataclass(frozen=True, slots=True)
class Wording:
    """`cannot` names the thing in plain words; `instead` offers words that do the same work without it."""

    cannot: Promise | str
    instead: Promise | str


WORDINGS: Final = MappingProxyType(
    {
        ReasonCode.OVERSIZE: Wording(
            _("This text is longer than this answer can be."),
            _("Please keep to the main points. You can add more in your mailbox later."),
        ),
        ReasonCode.CONTROL: Wording(
            _("This text has control characters in it, as files have and typing has not."),
            _("Please type it again, or paste it as plain text."),
        ),
        ReasonCode.HIDDEN_CHARACTERS: Wording(
            _("This text has characters in it that cannot be seen. They can carry content, so we cannot take them."),
            _("Please type the text again in your own words."),
        ),
        ReasonCode.DATA_URI: Wording(
            _("This text has a data address in it, which holds the content itself."),
            _("You could write: “It showed a picture I did not ask for.”"),
        ),
        ReasonCode.HIDDEN_SERVICE: Wording(
            _("This text has the address of a hidden service in it. We never take addresses."),
            _("You could write: “It gave me an address I had not asked for.” A hotline can take the address itself."),
        ),
        ReasonCode.P2P: Wording(
            _("This text has a file-sharing address in it, which leads to content. We never take addresses."),
            _("You could write: “It named a shared file.” A hotline can take the address itself."),
        ),
        ReasonCode.MARKUP: Wording(
            _("This text has markup or code in it, which can draw or load something."),
            _("Please use plain sentences. You could write: “It answered with code.”"),
        ),
        ReasonCode.LINK: Wording(
            _("This text has a link in it. A link can open the content, so we cannot take it. The name of a site alone is fine."),
            _("You could write the name of the service, and give the conversation's number in its own field."),
        ),
        ReasonCode.CONTENT_HASH: Wording(
            _("This text has the fingerprint of a file in it. A fingerprint points to content and shows that a copy exists."),
            _("Please leave it out. You do not need to keep, open or measure anything to report it."),
        ),
        ReasonCode.ENCODED_BYTES: Wording(
            _("This text has a long run of letters and numbers in it that can hold a file."),
            _("One request number is fine; please put it in its own field, and describe the rest in words."),
        ),
        ReasonCode.PIXEL_DATA: Wording(
            _("This text has a drawing in it, made of characters or numbers."),
            _("You could write: “It drew something I did not ask for.”"),
        ),
        ReasonCode.VERBATIM: Wording(
            _("This text repeats the conversation, or quotes a long part of it. We ask what happened, never for what it said."),
            _("You could write: “I asked for a birthday card, and the answer was about something harmful.”"),
        ),
        ReasonCode.RECIPE: Wording(
            _("This text has the settings or the prompt that made the output. They could make it again, so we cannot take them."),
            _("You could write: “I used the usual settings and asked for a landscape.”"),
        ),
        ReasonCode.TYPE: Wording(
            _("This answer takes letters, digits and the signs . _ : - only."),
            _("Please copy just the number or name, without anything around it."),
        ),
    }
)
