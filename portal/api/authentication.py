"""Who calls: a platform's program by its token, or a reporter by their case key."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from portal.web.budget import failed_keys
from reporting import clock
from reporting.actors import Actor
from reporting.mailbox import queries as mailboxes
from reporting.mailbox.models import Mailbox
from reporting.mailbox.refusals import NoSuchMailbox
from reporting.platforms import actions as platforms
from reporting.platforms import queries as tokens
from reporting.platforms.models import Platform
from reporting.refusals import Refused
from reporting.sealing.kinds import CaseKey


class TokenNeeded(Refused):
    code = "token_needed"
    words = _("Send your platform's token: Authorization: Bearer, a space, the token.")
    status = 401


class CaseKeyNeeded(Refused):
    code = "case_key_needed"
    words = _("Send your case key: Authorization: CaseKey, a space, the twelve words or the characters.")
    status = 401


@dataclass(frozen=True, slots=True)
class Program:
    """A platform's program and what its token allows."""

    by: Actor
    platform: Platform

    @property
    def name(self) -> str:
        return f"platform:{self.platform.slug}"


@dataclass(frozen=True, slots=True)
class Reporter:
    """A reporter in their room."""

    by: Actor
    mailbox: Mailbox
    case_key: CaseKey

    @property
    def name(self) -> str:
        return f"case:{self.mailbox.case.number}"


class PlatformToken(BaseAuthentication):
    """`Authorization: Bearer …`; unknown, expired and revoked tokens are refused alike."""

    def authenticate(self, request: Request) -> tuple[None, Program]:
        plain, at = _credentials(request, "bearer", TokenNeeded), clock.now()
        token = tokens.token_from(plain, at)
        platforms.note_use(token=token, at=at)
        return None, Program(tokens.actor_of(token), token.platform)

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class RoomKey(BaseAuthentication):
    """`Authorization: CaseKey …`, words or characters; a key that opens nothing is refused like one that was erased.

    Too many of those in a minute are refused with TooManyKeysTried, from the budget that the form spends too; a key that opens never is.
    """

    def authenticate(self, request: Request) -> tuple[None, Reporter]:
        try:
            key, mailbox = mailboxes.opened_with(_credentials(request, "casekey", CaseKeyNeeded))
        except NoSuchMailbox:
            failed_keys.spend(at=clock.now())
            raise
        return None, Reporter(Actor.reporter(mailbox.case.number), mailbox, key)

    def authenticate_header(self, request: Request) -> str:
        return "CaseKey"


def _credentials(request: Request, scheme: str, needed: type[Refused]) -> str:
    """What follows the scheme in the header. Refuses when there is nothing of that scheme."""
    named, _space, credentials = request.headers.get("Authorization", "").strip().partition(" ")
    if named.lower() != scheme or not credentials.strip():
        raise needed()
    return credentials.strip()


class PlatformTokenInDocument(OpenApiAuthenticationExtension):
    """How the OpenAPI document describes a platform's token."""

    target_class = PlatformToken
    name = "PlatformToken"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A platform's token. Each call names the scope it needs."}


class RoomKeyInDocument(OpenApiAuthenticationExtension):
    """How the OpenAPI document describes a case key."""

    target_class = RoomKey
    name = "CaseKey"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "CaseKey, a space, the key as words or characters.",
        }
