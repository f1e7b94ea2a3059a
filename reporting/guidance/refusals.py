"""What guidance refuses, and in which words."""

from django.utils.translation import gettext_lazy as _

from reporting.refusals import Refused


class NoSuchCountry(Refused):
    code = "no_such_country"
    words = _("There is no country with that code. Choose one from the list.")
    status = 404
