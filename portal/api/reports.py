"""Filing a report by program: the same questions, the same guard, the same receipt as the form."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.calls import KEY, Call, key_of
from portal.api.fields import Hour, Shape
from portal.api.schema import report_body
from reporting import clock
from reporting.actors import Actor
from reporting.cases.models import NOTHING_DUE, Case
from reporting.cases.states import STATES
from reporting.facts import catalogue
from reporting.facts.words import say
from reporting.intake import actions as intake
from reporting.intake.refusals import UnknownField, WrongType
from reporting.refusals import Invalid
from reporting.sealing import case_keys
from reporting.sealing.kinds import CaseKey
from reporting.sealing.refusals import CaseKeyNotRead

HOUR = Hour()
GUESSABLE = gettext_lazy("Anybody could guess this case key. Nothing was filed. Draw one at random, or leave it out and we give you one.")
FORMS: Mapping[str, type] = {"boolean": bool, "multi": list}


class NextStep(Shape):
    """What happens next, and by when where that is promised."""

    words = serializers.CharField()
    by = Hour(allow_null=True)


class Filed(Shape):
    """`case_key` is told in the first answer only; the receipt is the same bytes every time."""

    case_number = serializers.CharField()
    case_key = serializers.CharField(allow_null=True)
    receipt = serializers.CharField()
    next = NextStep(many=True)


class Reports(Call):
    authentication_classes = ()

    @extend_schema(operation_id="file_report", request=report_body(), parameters=[KEY], responses={201: Filed})
    def post(self, request: Request) -> Response:
        """File a report. Anyone may. The same report with the same case key or Idempotency-Key is filed once; other words are refused."""
        filing_key, answers = key_of(request), _answers(request.data)
        key = _key(answers.pop("case_key", None))
        language = str(answers.get("language") or get_language() or "en")
        filed = intake.submit(
            answers=answers, case_key=key, language=language[:12], by=Actor.reporter(), at=clock.now(), filing_key=filing_key
        )
        return Response(_about(filed, _emergency(answers)), status=201)


def _emergency(answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Whom to call first, when somebody is in danger now: the numbers of the country they named, as the form shows them."""
    if answers.get("danger_now") != "yes":
        return []
    calls = catalogue.emergency_numbers().get(str(answers.get("help_country") or ""), ())
    numbers = ", ".join(f"{call.number} ({say(call.words)})" if call.words else call.number for call in calls)
    words = _("If someone is in danger now, call %(number)s first.") % {"number": numbers or _("your local emergency number")}
    return [{"words": words, "by": None}]


def _about(filed: intake.Filed, first: list[dict[str, Any]]) -> Any:
    """In the shape of `Filed`, without its machinery: this is the busiest call there is."""
    shown = case_keys.to_characters(filed.case_key) if filed.case_key else None
    steps = [
        {"words": step["words"], "by": step["by"] and HOUR.to_representation(step["by"])} for step in [*first, *next_steps(filed.case)]
    ]
    return {"case_number": filed.case.number, "case_key": shown, "receipt": filed.receipt, "next": steps}


def next_steps(case: Case) -> list[dict[str, Any]]:
    """In words: what we do, by when, and how the reporter hears of it."""
    due = None if case.due_at == NOTHING_DUE else case.due_at
    stay = _("Keep the case key and the receipt, apart from each other. With the key you read our answers and write to us.")
    return [{"words": str(STATES[case.state].what_next), "by": due}, {"words": stay, "by": None}]


def _key(typed: str | None) -> CaseKey | None:
    """The key the client chose, if it chose one. Refuses one that anybody could guess."""
    if typed is None:
        return None
    try:
        key = case_keys.read_case_key(typed)
    except CaseKeyNotRead as slip:
        raise Invalid(field="case_key", words=slip.words) from None
    if case_keys.is_guessable(key):
        raise Invalid(field="case_key", words=GUESSABLE)
    return key


def _answers(body: object) -> dict[str, Any]:
    """The answers as sent. Refuses unknown keys and wrong forms before anything else is looked at."""
    if not isinstance(body, dict):
        raise WrongType()
    known = catalogue.fields_by_key()
    for key, value in body.items():
        if key != "case_key" and key not in known:
            raise UnknownField(field=key)
        if value is not None and not isinstance(value, FORMS.get(known[key].type, str) if key in known else str):
            raise WrongType(field=key)
    return dict(body)
