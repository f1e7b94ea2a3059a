"""Telling a reporter by e-mail that there is news, without a word of what it is (F19). Every write about it."""

import logging
from datetime import datetime
from smtplib import SMTPRecipientsRefused

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from reporting import clock
from reporting.actors import Actor, ActorKind
from reporting.audit import actions as audit
from reporting.cases.models import CaseEvent
from reporting.mailbox.models import Mailbox, Notice
from reporting.refusals import Refused
from reporting.sealing import actions as sealing
from reporting.sealing.kinds import DataKey, Place

logger = logging.getLogger("reporting.mailbox")
NEWS = ("message_to_reporter", "question_passed_on", "statement", "confirming", "closed", "reopened")
"""What happened that a reporter is told of at once; the rest waits in the room."""


@transaction.atomic(savepoint=False)
def ask_for(*, mailbox: Mailbox, address: str, key: DataKey, by: Actor, at: datetime) -> Notice:
    """Keep the address a reporter gave, sealed under the case's key, to say there is news and for nothing else."""
    notice = Notice(mailbox=mailbox)
    notice.sealed_address = sealing.seal(text=address, place=_place(mailbox), key=key)
    notice.save(force_insert=True)
    audit.record("notice.asked_for", subject=mailbox.case.number, by=by, at=at)
    return notice


def address_of(mailbox: Mailbox, key: DataKey) -> str:
    """The address in the clear, for the reporter's own page; empty when none is kept."""
    notice = Notice.objects.filter(mailbox=mailbox).first()
    return sealing.open_sealed(sealed=bytes(notice.sealed_address), place=_place(mailbox), key=key) if notice else ""


@transaction.atomic
def stop(*, mailbox: Mailbox, by: Actor, at: datetime) -> None:
    """Delete the address; nothing more is sent. Safe to run twice."""
    if Notice.objects.filter(mailbox=mailbox).delete()[0]:
        audit.record("notice.stopped", subject=mailbox.case.number, by=by, at=at)


def due() -> QuerySet[Notice]:
    """Those whose case had news, of somebody else's doing, since the last notice."""
    news = CaseEvent.objects.filter(case=OuterRef("mailbox__case"), code__in=NEWS, id__gt=OuterRef("told_up_to"))
    told = Exists(news.exclude(by_kind=ActorKind.REPORTER))
    return Notice.objects.filter(told).select_related("mailbox__case__report__envelope")


@transaction.atomic
def send(*, notice: Notice, by: Actor, at: datetime) -> None:
    """Send one notice: no case number, no fact. OSError when the mail server does not take it; then it stays due."""
    case = notice.mailbox.case
    key = sealing.unlock_for_queue(envelope=case.report.envelope)
    address = sealing.open_sealed(sealed=bytes(notice.sealed_address), place=_place(notice.mailbox), key=key)
    up_to = case.events.aggregate(last=Max("id"))["last"] or 0
    with translation.override(case.report.language or None):
        send_mail(_("News"), _("There is news. Open the portal with your case key.") + "\n", None, [address])
    Notice.objects.filter(pk=notice.pk).update(told_up_to=up_to, sent_at=clock.hour(at))
    audit.record("notice.sent", subject=case.number, by=by, at=at)


@transaction.atomic
def drop(*, notice: Notice, by: Actor, at: datetime) -> None:
    """Delete an address that no letter can go to. Safe to run twice."""
    if Notice.objects.filter(pk=notice.pk).delete()[0]:
        audit.record("notice.dropped", subject=notice.mailbox.case.number, by=by, at=at)


def send_due(*, by: Actor, at: datetime) -> int:
    """Send notices that are due, each by itself; answers how many went out.

    One that the mail server does not take now waits for another round, in no order, so that those that wait hold up nobody. Dropped is an
    address that cannot be written to, and one refused for good by a server that took others.
    """
    sent, refused = 0, []
    for notice in due().order_by("?")[:100]:
        try:
            send(notice=notice, by=by, at=at)
        except ValueError:
            drop(notice=notice, by=by, at=at)
        except (OSError, Refused) as error:
            logger.warning("notice not sent", extra={"error": type(error).__name__})
            refused += [notice] if _is_for_good(error) else []
        else:
            sent += 1
    for notice in refused if sent else ():
        drop(notice=notice, by=by, at=at)
    return sent


def _is_for_good(error: Exception) -> bool:
    """Whether the mail server said of the one address that there is no such (5xx)."""
    return isinstance(error, SMTPRecipientsRefused) and all(code >= 500 for code, _said in error.recipients.values())


def _place(mailbox: Mailbox) -> Place:
    return Place(table="notice", field="sealed_address", row=(mailbox.lookup or "")[:16])
