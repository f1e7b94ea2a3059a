"""Why a change to an endpoint or a delivery is refused."""

from django.utils.translation import gettext_lazy as _

from reporting.refusals import Refused, Words
from reporting.webhooks.addresses import UrlFault

URL_WORDS: dict[UrlFault, Words] = {
    UrlFault.TOO_LONG: _("The address is too long: at most 300 characters. It names a place of yours; what happened comes in the message."),
    UrlFault.MALFORMED: _("This is not a web address we can use. Write it in full, in plain ASCII, with no spaces."),
    UrlFault.SCHEME: _("The address must begin with https://."),
    UrlFault.CREDENTIALS: _("Leave out the name and password; our signature proves who sends."),
    UrlFault.FRAGMENT: _("Leave out the part after #; it is never sent."),
    UrlFault.PORT: _("Use port 443, or another port this portal allows."),
    UrlFault.HOST: _("Use a public host name with a domain, for example hooks.example.com."),
    UrlFault.ADDRESS: _("This address is not on the public internet, so we do not send there."),
}


class UrlNotAllowed(Refused):
    code = "url_not_allowed"
    words = _("This address cannot receive webhooks. Use a public https:// address.")
    status = 422

    def __init__(self, fault: UrlFault) -> None:
        super().__init__(field="url", words=URL_WORDS[fault], details={"reason": str(fault)})


class UnknownEvent(Refused):
    code = "unknown_event"
    words = _("One of these events is not known here. Choose from the list; an empty list means all of them.")
    status = 422


class TooManyEndpoints(Refused):
    code = "too_many_endpoints"
    words = _("This platform already has as many endpoints as one may have. Remove one first.")


class AtOnceOutOfRange(Refused):
    code = "at_once_out_of_range"
    words = _("Choose between 1 and 64 deliveries at once.")
    status = 422


class OverlapTooLong(Refused):
    code = "overlap_too_long"
    words = _("The old secret can go on signing for at most 7 days.")
    status = 422


class EndpointNotActive(Refused):
    code = "endpoint_not_active"
    words = _("This endpoint is switched off. Switch it on first, then try again.")


class ReplayReachesTooFar(Refused):
    code = "replay_reaches_too_far"
    words = _("Only the last 30 days can be replayed, from an earlier to a later time.")
    status = 422


class NotReplayable(Refused):
    code = "not_replayable"
    words = _("This delivery is still being tried. Wait for it to end, then replay it.")
