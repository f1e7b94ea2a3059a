"""A form is text that can be read as it was sent, and a reporter's names each field once: nothing is guessed, nothing dropped."""

from collections.abc import Callable, Sequence
from urllib.parse import unquote_to_bytes

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from portal.web.refusals import answer
from reporting.facts import catalogue
from reporting.intake.refusals import DuplicateField
from reporting.refusals import Refused

FORMS = ("/report", "/case")
MOST_FIELDS = 40  # security design, 4.1.2
FORM_TYPE = "application/x-www-form-urlencoded"


class NotReadable(Refused):
    """Bytes that are no UTF-8. Django would put replacement characters in their place."""

    code = "not_utf8"
    words = _("Some characters arrived damaged, so nothing was kept. Go back, check what you wrote, and send it again.")
    status = 400


class TooManyFields(Refused):
    """More than any form of a reporter's has, or than any form here (DATA_UPLOAD_MAX_NUMBER_FIELDS)."""

    code = "too_many_fields"
    words = _("That is more fields than any form here has, so nothing was kept. Go back and use the form as it is.")
    status = 413


class EachFieldOnce:
    """Stands before the session and the forgery check, so that nothing is done with such a form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refusal = why_not(request) if request.method == "POST" else None
        return answer(request, refusal) if refusal else self.get_response(request)


def why_not(request: HttpRequest) -> Refused | None:
    """The reason this form is not taken, or None."""
    if request.content_type == FORM_TYPE and not is_readable(request.body):
        return NotReadable()
    try:
        sent = list(request.POST.lists())
    except TooManyFieldsSent:
        return TooManyFields()
    return _why_not_reporters(sent) if request.path.startswith(FORMS) else None


def _why_not_reporters(sent: Sequence[tuple[str, Sequence[object]]]) -> Refused | None:
    if sum(len(values) for _name, values in sent) > MOST_FIELDS:
        return TooManyFields()
    several = {field.key for field in catalogue.fields() if field.type == "multi"}
    twice = [name for name, values in sent if len(values) > 1 and name not in several]
    return DuplicateField(field=twice[0]) if twice else None


def is_readable(body: bytes) -> bool:
    """Whether a url-encoded form is UTF-8 throughout."""
    try:
        unquote_to_bytes(body).decode()
    except UnicodeDecodeError:
        return False
    return True
