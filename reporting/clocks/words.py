"""What is said beside every deadline in law."""

from django.utils.translation import gettext_lazy as _

CONFIRM_WITH_COUNSEL = _(
    "A reminder, not legal advice. Whether this applies here, and from when it counts, must be confirmed with counsel."
)
NOT_YET_IN_FORCE = _("Not yet in force on that day. Confirm with counsel.")
