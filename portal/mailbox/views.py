"""The reporter's room at one address: open it with the case key, read, write, answer, withdraw, erase, keep the receipt, close it."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.mailbox import forms, keys, pages
from portal.mailbox.once import once
from reporting import clock
from reporting.actors import Actor
from reporting.incidents import actions as incidents
from reporting.mailbox import actions as mailboxes
from reporting.mailbox import notices
from reporting.mailbox.models import Mailbox
from reporting.mailbox.refusals import NoSuchMailbox
from reporting.receipts import queries as receipts
from reporting.refusals import Refused
from reporting.sealing.refusals import CaseKeyNotRead

Act = Callable[[HttpRequest, Mailbox], HttpResponse]


@require_http_methods(["GET", "HEAD", "POST"])
def mailbox(request: HttpRequest) -> HttpResponse:
    """GET shows the key form or the open room; POST does one thing and leads back here."""
    if request.method != "POST":
        return _show(request)
    act = request.POST.get("do", "open")
    if act in ("open", "leave"):
        return _open(request) if act == "open" else _leave(request)
    return ACTS.get(act, _turn)(request, keys.mailbox_of(request.session))


def _show(request: HttpRequest) -> HttpResponse:
    if keys.NAME not in request.session:
        return _key_page(request)
    try:
        box = keys.mailbox_of(request.session)
    except keys.RoomClosed as refusal:
        return _key_page(request, refusal)
    return _page(request, box, request.session.get(keys.PAGE, pages.ROOM))


def _key_page(request: HttpRequest, refusal: Refused | None = None) -> HttpResponse:
    form = forms.refused(forms.KeyForm(), "key", refusal) if refusal else forms.KeyForm()
    return render(request, "mailbox/key.html", {"form": form}, status=refusal.status if refusal else 200)


def _page(request: HttpRequest, box: Mailbox, name: str, refusal: Refused | None = None) -> HttpResponse:
    shown = pages.shown(name, box, keys.held(request.session), refusal, at=clock.now())
    return render(request, f"mailbox/{name}.html", shown, status=refusal.status if refusal else 200)


def _open(request: HttpRequest) -> HttpResponse:
    """Unknown, wrong and erased keys get one answer; a slip is named."""
    try:
        keys.take(request.session, request.POST.get("key", ""), at=clock.now())
    except (NoSuchMailbox, CaseKeyNotRead) as refusal:
        return _key_page(request, refusal)
    return redirect("mailbox")


def _back(request: HttpRequest, said: str = "") -> HttpResponse:
    """To the room, with a word about what was done."""
    request.session.pop(keys.PAGE, None)
    if said:
        messages.success(request, said)
    return redirect("mailbox")


def _turn(request: HttpRequest, box: Mailbox) -> HttpResponse:
    """To another page of the room."""
    to = request.POST.get("to", "")
    request.session[keys.PAGE] = to if to in pages.PAGES else pages.ROOM
    return redirect("mailbox")


def _write(request: HttpRequest, box: Mailbox) -> HttpResponse:
    try:
        once(request, box, lambda: _write_down(request, box))
    except Refused as refusal:
        return _page(request, box, pages.ROOM, refusal)
    return _back(request, _("Thank you. We have what you wrote."))


def _write_down(request: HttpRequest, box: Mailbox) -> None:
    mailboxes.write_as_reporter(
        mailbox=box,
        text=pages.typed(request.POST),
        case_key=keys.held(request.session),
        by=_reporter(box),
        at=clock.now(),
        answers_question=request.POST.get("answers") == "yes",
    )


def _confirm(request: HttpRequest, box: Mailbox) -> HttpResponse:
    once(request, box, lambda: incidents.confirm(case=box.case, by=_reporter(box), at=clock.now()))
    return _back(request, _("Thank you for telling us that this settles it."))


def _dispute(request: HttpRequest, box: Mailbox) -> HttpResponse:
    form = forms.DisputeForm(request.POST)
    if not form.is_valid():
        return render(request, "mailbox/dispute.html", {"form": form, **pages.head(box)}, status=422)
    reason = form.cleaned_data["reason"]
    once(request, box, lambda: incidents.dispute(case=box.case, reason=reason, by=_reporter(box), at=clock.now()))
    return _back(request, _("Thank you. Your case is open again, and a person looks at it."))


def _quiet(request: HttpRequest, box: Mailbox) -> HttpResponse:
    notices.stop(mailbox=box, by=_reporter(box), at=clock.now())
    return _back(request, _("Your e-mail address is deleted. We write to it no more."))


def _withdraw(request: HttpRequest, box: Mailbox) -> HttpResponse:
    once(request, box, lambda: mailboxes.withdraw(mailbox=box, by=_reporter(box), at=clock.now()))
    return _back(request, _("We have stopped working on your report, as you asked."))


def _erase(request: HttpRequest, box: Mailbox) -> HttpResponse:
    once(request, box, lambda: mailboxes.erase(mailbox=box, by=_reporter(box), at=clock.now()))
    return _gone(request, "mailbox/erased.html")


def _leave(request: HttpRequest) -> HttpResponse:
    """Close the room: the key and everything else of this visit is forgotten."""
    return _gone(request, "mailbox/left.html")


def _gone(request: HttpRequest, template: str) -> HttpResponse:
    request.session.flush()
    response = render(request, template)
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _receipt(request: HttpRequest, box: Mailbox) -> HttpResponse:
    return _file(receipts.text_of(box.case.receipt), _("receipt"))


def _copy(request: HttpRequest, box: Mailbox) -> HttpResponse:
    """Everything that we hold of the case, as a text file."""
    return _file(pages.copy_of(box, keys.held(request.session)), _("my-case"))


def _file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.txt"'
    return response


def _reporter(box: Mailbox) -> Actor:
    return Actor.reporter(box.case.number)


ACTS: Mapping[str, Act] = {
    "turn": _turn,
    "write": _write,
    "confirm": _confirm,
    "dispute": _dispute,
    "quiet": _quiet,
    "withdraw": _withdraw,
    "erase": _erase,
    "receipt": _receipt,
    "copy": _copy,
}
