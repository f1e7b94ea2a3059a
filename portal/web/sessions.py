"""Sessions that only their own cookie opens: the row is found by a hash of the cookie and sealed under a key derived from it.

Whoever holds the database, the backups and the server's keys, but not the cookie, reads no session and no draft in it (P5, T10).
Each saving is one statement, a change of key included. Django reads `SessionStore` from this module by SESSION_ENGINE.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.contrib.auth import SESSION_KEY as STAFF_NUMBER
from django.contrib.sessions.backends.base import SessionBase, UpdateError

from reporting import clock, rows
from reporting.access import actions, rules
from reporting.access.models import Session
from reporting.actors import Actor
from reporting.sealing import ciphertext
from reporting.sealing.refusals import Tampered

COOKIE = re.compile(r"[A-Za-z0-9_-]{43}")


def _derive(cookie: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"portal session " + purpose).derive(cookie.encode())


def lookup_of(cookie: str) -> str:
    """The name a session's row goes by. Says nothing about the key that opens it."""
    return _derive(cookie, b"lookup").hex()


def seal(content: bytes, cookie: str) -> bytes:
    """The content as a padded ciphertext bound to its row (reporting/sealing/ciphertext.py). Refuses with TooLongToSeal."""
    lookup = lookup_of(cookie)
    return ciphertext.seal(content, name=lookup[:16], secret=_derive(cookie, b"content"), bound_to=f"v1|session|{lookup}".encode())


def open_sealed(sealed: bytes, cookie: str) -> bytes:
    """The content again. Refuses with Tampered for another cookie, another row or a changed byte."""
    lookup = lookup_of(cookie)
    return ciphertext.unseal(sealed, name=lookup[:16], secret=_derive(cookie, b"content"), bound_to=f"v1|session|{lookup}".encode())


@dataclass(slots=True)
class _Stored:
    """How this session stands in its row: under which cookie, whose, until when, and with which content."""

    cookie: str
    staff: int | None
    expires_at: datetime
    content: bytes


class SessionStore(SessionBase):
    """A reporter's session ends an hour after it began; a staff session after eight hours, or thirty minutes without use."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self._stored: _Stored | None = None

    def _validate_session_key(self, key: str | None) -> bool:
        return bool(key and COOKIE.fullmatch(key))

    def _get_new_session_key(self) -> str:
        return secrets.token_urlsafe(32)

    @property
    def row(self) -> str:
        """The lookup of the row as it stands in the database now, before this request's answer is saved."""
        self.keys()
        return lookup_of(self._stored.cookie) if self._stored else ""

    def load(self) -> dict[str, Any]:
        """The content, or nothing, and then no key either, when the row is missing, over or not sealed by this cookie."""
        cookie, at = self._session_key or "", clock.now()
        row = rows.find(Session, lookup_of(cookie))
        if row is None or rules.session_is_over(expires_at=row.expires_at, idle_after=row.idle_after, at=at):
            self._session_key = None
            return {}
        try:
            content = open_sealed(bytes(row.sealed), cookie)
        except Tampered:
            self._session_key = None
            return {}
        self._stored = _Stored(cookie, row.staff_id, row.expires_at, content)
        self.modified = self.modified or rules.use_should_be_noted(idle_after=row.idle_after, at=at)
        return dict(self.serializer().loads(content))

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(pk=lookup_of(session_key)).exists()

    def create(self) -> None:
        self.cycle_key()
        self._stored = None
        self.save(must_create=True)

    def cycle_key(self) -> None:
        """A new cookie for the same content. The old one stops working with the statement that saves this session."""
        self.keys()
        self._session_key = self._get_new_session_key()
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        """Write the row in one statement: insert, update, or only the note that it is in use.

        Raises UpdateError when the row went meanwhile, for example because somebody ended the session.
        """
        content = self.serializer().dumps(dict(self.items()))
        cookie = self._session_key = self._session_key or self._get_new_session_key()
        row, seen = self._row(cookie), self._stored
        if seen is None:
            row.sealed = seal(content, cookie)
            rows.add(row)
        elif seen.cookie == cookie and seen.content == content:
            self._update(seen, idle_after=row.idle_after)
        else:
            fields = {"lookup": row.lookup, "staff_id": row.staff_id, "expires_at": row.expires_at, "idle_after": row.idle_after}
            self._update(seen, sealed=seal(content, cookie), **fields)
        self._stored = _Stored(cookie, row.staff_id, row.expires_at, content)

    def _row(self, cookie: str) -> Session:
        """The row to be, not yet sealed. Its time starts anew when somebody signs in or out."""
        at, seen, member = clock.now(), self._stored, self.get(STAFF_NUMBER)
        staff = None if member is None else int(member)
        ends_at = rules.session_ends_at(begun_at=at, is_staff=staff is not None)
        expires_at = seen.expires_at if seen and seen.staff == staff else ends_at
        return Session(lookup=lookup_of(cookie), staff_id=staff, expires_at=expires_at, idle_after=at + rules.STAFF_IDLE if staff else None)

    def _update(self, seen: _Stored, **fields: object) -> None:
        """Only what differs, so that two pages read at once never undo each other's changes."""
        if not rows.change(Session, lookup_of(seen.cookie), **fields):
            raise UpdateError

    def delete(self, session_key: str | None = None) -> None:
        cookie = session_key or (self._stored.cookie if self._stored else self._session_key)
        if cookie is not None:
            Session.objects.filter(pk=lookup_of(cookie)).delete()
        self._stored = None

    @classmethod
    def clear_expired(cls) -> None:
        actions.sweep_sessions(by=Actor.system("clearsessions"), at=clock.now())
