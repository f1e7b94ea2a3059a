"""Why the audit trail does not take an entry."""

from django.utils.translation import gettext_lazy as _

from reporting.refusals import Refused


class TrailTakesNoText(Refused):
    """`details["part"]` names the part; what it held is not repeated."""

    code = "trail_takes_no_text"
    words = _(
        "The trail of what was done takes codes and numbers only, never words. "
        "Nothing was changed. Please tell the people who run this portal."
    )
    status = 422
