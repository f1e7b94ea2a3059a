"""Why the log refuses to sign."""

from django.utils.translation import gettext_lazy as _

from reporting.refusals import Refused


class LogContradictsItself(Refused):
    """Raised before signing; `details["reason"]` is a code. Nothing was signed or kept."""

    code = "log_contradicts_itself"
    words = _(
        "The log in this database does not continue from a checkpoint that was already signed, so nothing was signed. "
        "Most likely an older backup was restored. Bring back the newer database, then run check_trail."
    )
    status = 503


class NotALeaf(Refused):
    code = "not_a_leaf"
    words = _("The log takes only hashes of 32 bytes.")
    status = 422
