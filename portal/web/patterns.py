"""The pattern book: every component with true-to-life words, on whole pages and one by one. Only where DEBUG is on."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import translation

from portal.web.fields import Checkboxes, DatePieces, OneOf, Radios, SomeOf
from reporting.refusals import SomebodyElseWasFirst

NOW = datetime(2026, 11, 18, 12, 30, tzinfo=UTC)
PAGES = ("components", "start", "interruption", "question", "words", "check", "sent", "mailbox", "queue", "case", "refused", "missing")

CATEGORIES = [
    ("child-sexual", "Sexual content involving a child"),
    ("intimate-image", "Sexual or intimate content of an adult without their consent"),
    ("self-harm", "Suicide, self-harm or eating disorders"),
    ("violence", "Violence or threats"),
    ("dk", "I am not sure"),
    ("pnts", "I would rather not say"),
]
CASE_STATES = ["received", "in_triage", "with_platform", "waiting_for_reporter", "confirming", "reopened", "closed"]
OTHER_STATES = ["notified", "fix_claimed", "fix_verified", "critical", "high", "medium", "low", "delivered", "failed", "given_up"]
KEY_WORDS = ["ladder", "orbit", "maple", "violin", "harbour", "pencil", "window", "copper", "meadow", "lantern", "anchor", "ribbon"]


class Category(forms.Form):
    """One question a page: the label is the h1."""

    question_is_heading = True
    category = OneOf(
        label="What kind of thing was it?",
        help_text="Choose the nearest. You do not need to be sure.",
        choices=CATEGORIES,
        error_messages={"required": "Choose the nearest, or choose “I am not sure”."},
        widget=Radios(hints={"child-sexual": "Anyone who looks under 18, real or not."}, apart=("dk", "pnts")),
    )


class Account(forms.Form):
    """Several questions on a page, every kind of control."""

    what_happened = forms.CharField(
        label="What happened?",
        help_text="For example: which tool it was, what you were trying to do, and in general terms what was wrong.",
        max_length=4000,
        error_messages={"required": "Write a few words about what happened, or skip this question."},
        widget=forms.Textarea,
    )
    product = forms.CharField(label="Which tool or app?", max_length=120, error_messages={"required": "Say which tool or app it was."})
    kinds = SomeOf(
        label="What did it show?",
        choices=[("image", "A picture"), ("text", "Words"), ("voice", "A voice"), ("dk", "I am not sure")],
        widget=Checkboxes(apart=("dk",)),
        required=False,
    )
    day = forms.DateField(label="Which day was it?", help_text="For example, 17 11 2026", widget=DatePieces, required=False)
    hour = forms.TimeField(label="About what time?", widget=forms.TimeInput({"type": "time"}), required=False)
    country = OneOf(
        label="Where are you?",
        choices=[("", "Choose a country"), ("IE", "Ireland"), ("JP", "Japan")],
        error_messages={"required": "Choose where you are, so that we can say who can help there."},
    )
    good_faith = forms.BooleanField(
        label="What I have written is true as far as I know.",
        error_messages={"required": "Tick this if it is so. We cannot take a report without it."},
    )


class QueueFilter(forms.Form):
    marks_optional = False
    words = forms.CharField(label="Case number or platform", required=False, widget=forms.TextInput({"autocomplete": "off"}))
    state = SomeOf(
        label="State",
        choices=[("received", "Received"), ("in_triage", "In triage"), ("with_platform", "With platform")],
        widget=Checkboxes,
        required=False,
    )
    queue = OneOf(label="Queue", choices=[("", "All"), ("legal", "Legal"), ("trust", "Trust")], required=False)


def patterns(request: HttpRequest, name: str = "components") -> HttpResponse:
    """One page of the book. `?dir=rtl` shows it as Arabic readers would see it."""
    if not settings.DEBUG or name not in PAGES:
        raise Http404
    language = "ar" if request.GET.get("dir") == "rtl" else "en"
    with translation.override(language):
        template = "pattern_book.html" if name == "components" else f"patterns/{name}.html"
        return render(request, template, _sample(request) | {"refusal": SomebodyElseWasFirst() if name == "refused" else None})


def _sample(request: HttpRequest) -> dict[str, Any]:
    answers: dict[str, str] | None = {} if "check" in request.GET else None
    forms_shown = {"form": Account(answers), "category": Category(answers), "filter_form": QueueFilter({"state": ["received"]})}
    return {"now": NOW, "pages": PAGES, "states": CASE_STATES + OTHER_STATES, **forms_shown, **_talk(), **_case()}


def _talk() -> dict[str, Any]:
    asked = "I closed the tab straight away and did not save anything.\nDo I need to do anything else?"
    answered = "Thank you for telling us. No: please do not go back to look for it. We have passed on what you wrote."
    return {
        "talk": [
            {"text": asked, "who": "You", "is_mine": True, "at": NOW - timedelta(hours=3)},
            {"text": answered, "who": "Legal reviewer", "is_mine": False, "at": NOW - timedelta(hours=2)},
            {"text": "شكرا لكم", "who": "You", "is_mine": True, "at": NOW - timedelta(hours=1)},
        ],
        "events": [
            {"title": "We received your report", "at": NOW - timedelta(days=1), "words": "Your receipt is ready to keep."},
            {"title": "A legal reviewer read it", "at": NOW - timedelta(hours=4)},
            {"title": "The platform has been told", "at": NOW, "words": "Lumen must answer within seven days.", "is_now": True},
            {"title": "The platform says what it will change", "at": NOW + timedelta(days=7), "is_next": True},
        ],
    }


def _case() -> dict[str, Any]:
    return {
        "key_words": KEY_WORDS,
        "key_characters": "7K2M9-4QXWB-D3TVE-8HN0R-6FJ5",
        "number": "GF-7K2M-94QX-B",
        "person": {"display_name": "Amina Diallo"},
        "role_names": "Legal reviewer",
        "late": NOW - timedelta(hours=3),
        "soon": NOW + timedelta(hours=2),
        "rows": [
            {"label": "Tool", "value": "Lumen Image 4", "change": "#tool"},
            {"label": "When it happened", "value": "17 November 2026, about 21:30", "change": "#when"},
            {"label": "Where", "value": "United Kingdom (England and Wales)", "change": "#where"},
            {"label": "Asked for", "value": "No, nothing like it", "change": "#asked"},
            {
                "label": "In your words",
                "value": "I asked for a birthday card.\nIt showed something else.",
                "typed": True,
                "change": "#words",
            },
        ],
        "tabs": [
            {"label": "Overview", "href": "#", "is_here": True},
            {"label": "Messages", "href": "#messages", "count": 3},
            {"label": "Incident", "href": "#incident"},
            {"label": "Trail", "href": "#trail"},
        ],
        "columns": ["Month", "Received", "Fixed"],
        "figures": [["September", "41", "29"], ["October", "38", "35"], ["November", "52", "40"]],
        "cases": _cases(),
    }


def _cases() -> list[dict[str, Any]]:
    of = [
        ("GF-7K2M-94QX-B", "Sexual content involving a child", "Lumen Image 4", "received", "critical", 2, ""),
        ("GF-3P8D-11TB-0", "Intimate content of an adult", "Parley Chat", "in_triage", "high", -3, "A. Diallo"),
        ("GF-9WQA-52HC-K", "Violence or threats", "SnapMend", "with_platform", "medium", 28, "J. Okafor"),
        ("GF-5TRE-08MM-4", "Personal information exposed", "Echoform", "waiting_for_reporter", "medium", 96, "A. Diallo"),
        ("GF-8CXB-30RD-Z", "Dangerous health advice", "Fathom Search", "confirming", "low", 120, "M. Lindqvist"),
    ]
    names = ("number", "category", "product", "state", "severity", "hours", "owner")
    rows: list[dict[str, Any]] = [dict(zip(names, values, strict=True)) for values in of]
    return [row | {"at": NOW - timedelta(hours=30), "due": NOW + timedelta(hours=row["hours"])} for row in rows]


urlpatterns = [
    path("", patterns, name="patterns"),
    path("<slug:name>/", patterns, name="pattern"),
]
