"""The case key while the room is open: in the visitor's sealed session and nowhere else."""

from datetime import datetime

from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext_lazy as _

from portal.web.budget import failed_keys
from reporting.mailbox import queries as mailboxes
from reporting.mailbox.models import Mailbox
from reporting.mailbox.refusals import NoSuchMailbox
from reporting.refusals import Refused
from reporting.sealing.kinds import CaseKey

NAME = "case_key"
PAGE = "case_page"


class RoomClosed(Refused):
    """The session holds no key (any more)."""

    code = "room_closed"
    words = _("Your case was closed in this browser, as it is after an hour. Nothing was sent. Open it again with your case key.")
    status = 403


def take(session: SessionBase, typed: str, *, at: datetime) -> None:
    """Open the room. Refuses a slip (CaseKeyNotRead), a key that opens nothing (NoSuchMailbox), and too many of those (TooManyKeysTried)."""
    try:
        key, _mailbox = mailboxes.opened_with(typed)
    except NoSuchMailbox:
        failed_keys.spend(at=at)
        raise
    session.cycle_key()
    session[NAME] = key.hex()
    session.pop(PAGE, None)


def held(session: SessionBase) -> CaseKey:
    """The key of the open room, or RoomClosed."""
    if NAME not in session:
        raise RoomClosed()
    return CaseKey(bytes.fromhex(session[NAME]))


def mailbox_of(session: SessionBase) -> Mailbox:
    """The mailbox of the open room. RoomClosed without a key; a key whose case was erased meanwhile is forgotten first."""
    try:
        return mailboxes.opened_by(held(session))
    except NoSuchMailbox:
        session.flush()
        raise RoomClosed() from None
