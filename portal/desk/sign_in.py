"""How staff sign in, on django-allauth: no sign-up, no address kept, a second factor always, its secrets sealed.

- Wrong passwords are counted per account. While there are too many, a password counts only together with a code of the second factor:
  guesses then tell nothing, and keep no colleague out (docs/decisions/0013).
- A password given by the house only leads to setting up a factor, and only for seven days.
- Confirming again (ASVS 7.5.3) means a factor once there is one; signing in counts as confirming for fifteen minutes.
"""

import base64
import logging
import time
from typing import Any, cast

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core import context
from allauth.core.exceptions import ReauthenticationRequired
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.desk.sign_in_forms import fits_a_factor
from portal.desk.sources import source_of
from reporting import clock
from reporting.access import actions, factors, queries, rules
from reporting.access.models import StaffMember
from reporting.sealing import house_key

logger = logging.getLogger("portal.sign_in")
DEMONSTRATION = "demonstration"
SECRETS = "second factor"
SAID_BY_THE_PAGE = ("account/messages/logged_in.txt", "account/messages/logged_out.txt", "mfa/messages/recovery_codes_generated.txt")


def used_second_factor(request: HttpRequest) -> bool:
    """True when this session proved a second factor, or came by a demonstration link while this is a demonstration."""
    methods = {record["method"] for record in get_authentication_records(request, request.user)}
    return "mfa" in methods or came_by_demonstration(request)


def came_by_demonstration(request: HttpRequest) -> bool:
    methods = {record["method"] for record in get_authentication_records(request, request.user)}
    return bool(settings.DEMONSTRATION) and DEMONSTRATION in methods


def recently_confirmed(request: HttpRequest) -> bool:
    """True when whoever sits here proved who they are within fifteen minutes."""
    records = get_authentication_records(request, request.user)
    newest = max((float(record["at"]) for record in records), default=0.0)
    return came_by_demonstration(request) or time.time() - newest < rules.CONFIRMED_FOR.total_seconds()


def require_confirmation(request: HttpRequest) -> None:
    """Call first in a view that does something sensitive: sends away to confirm who you are, then comes back and goes on."""
    if not recently_confirmed(request):
        raise ReauthenticationRequired


class SignInAdapter(DefaultAccountAdapter):
    """Who may sign in, how often they may try, and what is remembered of it."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("Address and password do not fit together. Check both and try again."),
        "too_many_login_attempts": _(
            "There were many tries in a short time. Nothing is locked: give your password and, with it, a code from your app "
            "or a recovery code; or sign in with a passkey."
        ),
        "incorrect_password": _("This is not your password. Check it and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Not an address: a keyed hash of it, all that any cache key ever holds."""
        return source_of(request.META.get("REMOTE_ADDR", ""))

    def get_http_user_agent(self, request: HttpRequest) -> str:
        return ""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts this try until it proves right; refuses nobody."""
        account = source_of(credentials.get("email", "").lower())
        self._login_failed_rl_usage = ratelimit.consume(request, app="allauth.account", action="password_failed", key=account)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> StaffMember | None:
        """While others guess, password and code are both looked at, whatever the first is, so that time tells neither."""
        has_code = fits_a_factor(email=credentials.get("email", ""), code=request.POST.get("code", ""))
        found = cast("StaffMember | None", super().authenticate(request, **credentials))
        if self._login_failed_rl_usage or (found and has_code):
            return found
        raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        logger.warning("sign-in refused")

    def reauthenticate(self, user: StaffMember, password: str) -> bool:
        """By the member's own address: there are no others."""
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def pre_login(self, request: HttpRequest, user: StaffMember, **kwargs: Any) -> HttpResponse | None:
        first_time = not factors.has_one(user)
        if first_time and rules.first_password_is_over(invited_at=user.invited_at, at=clock.now()):
            return self.respond_user_inactive(request, user)
        return cast("HttpResponse | None", super().pre_login(request, user, **kwargs))

    def post_login(self, request: HttpRequest, user: StaffMember, **kwargs: Any) -> HttpResponse:
        actions.note_sign_in(member=user, by=queries.actor_for(user), at=clock.now())
        return cast(HttpResponse, super().post_login(request, user, **kwargs))

    def add_message(self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any) -> None:
        """Signing in and out, and a page of new codes, speak for themselves."""
        if message_template not in SAID_BY_THE_PAGE:
            super().add_message(request, level, message_template, *args, **kwargs)

    def get_reauthentication_methods(self, user: StaffMember) -> list[dict[str, Any]]:
        """A factor where there is one, never the password alone."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        by_factor = [method for method in methods if method["id"] != "reauthenticate"]
        return by_factor or methods

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return not recently_confirmed(context.request)

    def send_notification_mail(self, template_prefix: str, user: StaffMember, *args: Any, **kwargs: Any) -> None:
        """Called when a password or factor changed. Recorded; other sessions end; a factor just set up counts as used."""
        request, change = context.request, template_prefix.rpartition("/")[2]
        if change == "webauthn_added":
            record_authentication(request, user, "mfa", type=change, reauthenticated=True)
        actions.note_factor_change(member=user, change=change, keep=request.session.row, by=queries.actor_for(user), at=clock.now())

    def respond_user_inactive(self, request: HttpRequest, user: StaffMember) -> HttpResponse:
        return HttpResponseRedirect(reverse("account_inactive"))


class FactorAdapter(DefaultMFAAdapter):
    """How second factors are kept, and which may be removed."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("This is your only second factor. Add another one first."),
        "incorrect_code": _("This code is not right, or was used before. Wait for the next one and try again."),
    }

    def encrypt(self, text: str) -> str:
        return base64.b64encode(house_key.seal_secret(text.encode(), context=SECRETS)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return house_key.open_secret(base64.b64decode(encrypted_text), context=SECRETS).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=factors.FACTORS)
        return bool(others.exclude(pk=authenticator.pk).exists())

    def generate_authenticator_name(self, user: StaffMember, type: str) -> str:  # noqa: A002 - the library's name for it
        """What a key is called when its owner names none: the first, the second, …"""
        return str(_("Key %(number)s")) % {"number": Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}

    def get_totp_issuer(self) -> str:
        return str(settings.OPERATOR_NAME)

    def build_totp_svg(self, url: str) -> str:
        return SafeString(segno.make(url).svg_inline(scale=4, dark="#000", light="#fff", title=str(_("Code for your authenticator app"))))
