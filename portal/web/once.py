"""A reporter's form names each field once: a second value under one name is refused, not dropped."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from portal.web.refusals import answer
from reporting.facts import catalogue
from reporting.intake.refusals import DuplicateField

FORMS = ("/report", "/case")


class EachFieldOnce:
    """Stands before the session and the forgery check, so that nothing is done with such a form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and request.path.startswith(FORMS):
            several = {field.key for field in catalogue.fields() if field.type == "multi"}
            twice = [name for name, values in request.POST.lists() if len(values) > 1 and name not in several]
            if twice:
                return answer(request, DuplicateField(field=twice[0]))
        return self.get_response(request)
