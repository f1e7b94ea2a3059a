"""A form of the room does its work once: its mark is kept with what it did, in one transaction, under a constraint of the database."""

import secrets
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from reporting import clock
from reporting.mailbox.models import Mailbox
from reporting.platforms import calls

NAME = "form"
LONGEST = 40


def mark() -> str:
    """A mark for the forms of one showing of a page."""
    return secrets.token_urlsafe(12)


def once(request: HttpRequest, box: Mailbox, act: Callable[[], object]) -> None:
    """Do what the form asks for, unless this very form, with the same words, was taken before. A refusal leaves the form free.

    A form without a mark is taken as it is: a program or an old page sent it.
    """
    name = _name(request, box)
    if name is None:
        act()
    elif calls.answered(name) is None:
        _first(name, act)


def _name(request: HttpRequest, box: Mailbox) -> calls.CallName | None:
    form = request.POST.get(NAME, "")[:LONGEST]
    sent = "|".join(request.POST.get(name, "") for name in ("do", "reason", "text"))
    return calls.CallName(f"room {box.case.number}", sent, form, {}) if form else None


def _first(name: calls.CallName, act: Callable[[], object]) -> None:
    try:
        with transaction.atomic():
            call = calls.begin(name, at=clock.now())
            act()
            calls.finish(call, status=303, body={})
    except IntegrityError:
        if calls.answered(name) is None:
            raise
