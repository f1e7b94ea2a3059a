"""Why a receipt cannot be made or opened."""

from django.utils.translation import gettext_lazy as _

from reporting.refusals import Refused


class NotAnswered(Refused):
    """`details["field"]` names the question."""

    code = "not_answered"
    words = _("This question was not answered in the report, so there is nothing to open. Choose one that was answered.")
    status = 422
