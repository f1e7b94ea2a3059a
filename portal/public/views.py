"""The reporter's way in: start, the form at one address, sent, leave."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.public import blank, pages
from portal.public import draft as drafts
from portal.public.draft import Draft
from portal.public.forms import PageForm, names_on
from reporting import clock
from reporting.actors import Actor
from reporting.intake import actions as intake
from reporting.intake import steps
from reporting.intake.refusals import CaseKeyUsed, KeyIsNew, KeyNotRepeated, UnknownField
from reporting.mailbox.refusals import NoSuchMailbox
from reporting.refusals import Refused, require

FILED = "filed"
OF_EVERY_FORM = frozenset({"do", "page", "to", "part", "csrfmiddlewaretoken"})


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    return render(request, "public/start.html", {"promises": pages.never_do()})


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Every step of the form at one address. GET shows where the visitor is; POST does one thing and leads back here."""
    if request.method != "POST":
        return _show(request)
    act = request.POST.get("do", "answer")
    draft = drafts.load(request.session)
    if FILED in request.session and draft is None and act not in ("begin", "receipt"):
        return redirect("report")
    require(_why_not_these(request.POST, draft))
    return {"begin": _begin, "back": _back, "change": _change, "skip": _skip, "send": _send, "receipt": _receipt}.get(act, _answer)(request)


def _why_not_these(sent: QueryDict, draft: Draft | None) -> Refused | None:
    """A name that the form in front of the visitor does not have: refused before anything is kept, not dropped."""
    names = sent.keys() - OF_EVERY_FORM
    if draft is None:
        return UnknownField() if names and sent.get("do") in ("begin", "receipt") else None
    page = steps.BY_KEY.get(sent.get("page", ""), draft.page)
    return UnknownField() if names - names_on(page, draft.answers) else None


def _show(request: HttpRequest) -> HttpResponse:
    if FILED in request.session:
        try:
            return _sent(request)
        except NoSuchMailbox:  # erased meanwhile, from another device
            del request.session[FILED]
    draft = drafts.load(request.session)
    if draft is None:
        return blank.answer(request, "interruption", lambda: render(request, "public/interruption.html"))
    if blank.is_blank(draft):
        return blank.answer(request, blank.name_of(draft), lambda: _page(request, draft))
    return _page(request, draft)


def _sent(request: HttpRequest) -> HttpResponse:
    """What was filed. The case key stands on the first showing alone, as whoever comes to this device next may not see it."""
    filed = request.session[FILED]
    shown = render(request, "public/sent.html", pages.sent(filed))
    if request.method == "GET":
        request.session[FILED] = {**filed, "is_seen": True}
    return shown


def _page(request: HttpRequest, draft: Draft, form: PageForm | None = None, refusal: Refused | None = None) -> HttpResponse:
    """The page the draft is at, or the same page again with what needs another look."""
    form = form or PageForm(draft.page, draft.answers, clock.now())
    shown: dict[str, Any] = {"draft": draft, "page": draft.page, "form": form, "refusal": refusal, **pages.around(draft)}
    shown["missing"] = pages.missing(refusal) if draft.at == "check" else ()
    is_again = form.is_bound or refusal is not None
    return render(request, pages.template_of(draft.page), shown, status=422 if is_again else 200)


def _begin(request: HttpRequest) -> HttpResponse:
    request.session.pop(FILED, None)
    drafts.begin(request.session)
    return redirect("report")


def _answer(request: HttpRequest) -> HttpResponse:
    draft = drafts.need(request.session)
    draft.at = request.POST.get("page", draft.at) if request.POST.get("page") in steps.BY_KEY else draft.at
    if draft.at == "key":
        return _key_kept(request, draft)
    form = PageForm(draft.page, draft.answers, clock.now(), request.POST)
    if not form.is_valid():
        return _page(request, draft, form)
    draft.take(draft.page, form.answers)
    return _on(request, draft)


def _on(request: HttpRequest, draft: Draft) -> HttpResponseRedirect:
    draft.go_on()
    drafts.keep(request.session, draft)
    return redirect("report")


def _key_kept(request: HttpRequest, draft: Draft) -> HttpResponse:
    try:
        draft.check_part(request.POST.get("part", ""))
    except Refused as refusal:
        return _page(request, draft, refusal=refusal)
    return _on(request, draft)


def _skip(request: HttpRequest) -> HttpResponse:
    draft = drafts.need(request.session)
    if not any(field.required for field in steps.fields_of(draft.page, draft.answers)):
        draft.take(draft.page, {})
        draft.go_on()
    drafts.keep(request.session, draft)
    return redirect("report")


def _back(request: HttpRequest) -> HttpResponse:
    draft = drafts.need(request.session)
    draft.go_back()
    drafts.keep(request.session, draft)
    return redirect("report")


def _change(request: HttpRequest) -> HttpResponse:
    draft = drafts.need(request.session)
    if request.POST.get("to") in steps.BY_KEY:
        draft.at, draft.changing = request.POST["to"], True
    drafts.keep(request.session, draft)
    return redirect("report")


def _send(request: HttpRequest) -> HttpResponse:
    """File the report. Whatever fails leaves the draft and its case key, so the same report can be sent again."""
    draft = drafts.need(request.session)
    if not draft.is_kept:
        draft.at = "key"
        return _page(request, draft, refusal=KeyNotRepeated(field="part"))
    try:
        filed = intake.submit(
            answers=draft.for_sending(), case_key=draft.case_key, language=get_language() or "en", by=Actor.reporter(), at=clock.now()
        )
    except CaseKeyUsed:
        draft.renew_key()
        drafts.keep(request.session, draft)
        return _page(request, draft, refusal=KeyIsNew(field="part"))
    except Refused as refusal:
        draft.at = "check"
        return _page(request, draft, refusal=refusal)
    country = draft.answers.get("help_country", "")
    request.session[FILED] = {"number": filed.case.number, "key": draft.key, "country": country, "category": draft.answers["category"]}
    del request.session[drafts.NAME]
    return redirect("report")


def _receipt(request: HttpRequest) -> HttpResponse:
    """The receipt as a text file to keep."""
    try:
        text = pages.receipt_text(request.session[FILED])
    except (KeyError, NoSuchMailbox):
        return redirect("report")
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_("receipt")}.txt"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Quick exit: the session and everything in it is gone before the neutral page opens."""
    request.session.flush()
    response = HttpResponseRedirect(settings.EXIT_TO, status=303)
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@require_safe
def danger(request: HttpRequest) -> HttpResponse:
    return render(request, "public/danger.html", {"numbers": pages.emergency()})
