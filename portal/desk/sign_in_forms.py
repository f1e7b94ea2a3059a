"""The one-time code forms of django-allauth, made to take each code once whatever the number of processes (ASVS 6.5.1)."""

import hmac

from allauth.account import forms as account
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.utils.translation import gettext_lazy as _


def step_of(secret: str, code: str) -> int:
    """The thirty-second step this code belongs to, the latest one that fits; 0 when none does."""
    fits = (step for step in yield_hotp_counters_from_time() if hmac.compare_digest(format_hotp_value(hotp_value(secret, step)), code))
    return max(fits, default=0)


@transaction.atomic
def use_code(authenticator: Authenticator, code: str) -> bool:
    """Remember the step of a right code; False when it or a later one was used before."""
    kept = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    step = step_of(decrypt(kept.data["secret"]), code.strip())
    if step <= kept.data.get("last_step", 0):
        return False
    kept.data["last_step"] = step
    kept.save(update_fields=["data"])
    return True


def fits_a_factor(*, email: str, code: str) -> bool:
    """True when this account has no second factor yet, or the code is one that it would take now. Uses none up."""
    kept = list(Authenticator.objects.filter(user__email__iexact=email))
    return not kept or any(_fits(one, code.strip()) for one in kept)


def _fits(authenticator: Authenticator, code: str) -> bool:
    if authenticator.type == Authenticator.Type.TOTP:
        return step_of(decrypt(authenticator.data["secret"]), code) > int(authenticator.data.get("last_step", 0))
    is_recovery = authenticator.type == Authenticator.Type.RECOVERY_CODES
    return bool(is_recovery and code in authenticator.wrap().get_unused_codes())


class SignInForm(account.LoginForm):
    """Address and password; and, only while somebody guesses at this account, a code with them."""

    code = forms.CharField(
        label=_("Code"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    @property
    def asks_for_code(self) -> bool:
        return bool(self.is_bound and self.has_error(NON_FIELD_ERRORS, "too_many_login_attempts"))


class _EachCodeOnce:
    authenticator: Authenticator

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP and not use_code(self.authenticator, code):
            raise base.get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(_EachCodeOnce, base.AuthenticateForm):
    """The second step of signing in."""


class ReauthenticateForm(_EachCodeOnce, base.ReauthenticateForm):
    """Confirming who you are before a sensitive act."""


class ActivateTOTPForm(totp.ActivateTOTPForm):
    """Switching codes on. A right code here counts as the second factor of this session, so nobody types two in a row."""

    def clean_code(self) -> str:
        code: str = super().clean_code()
        record_authentication(context.request, self.user, "mfa", type=Authenticator.Type.TOTP.value, reauthenticated=True)
        return code


class AddKeyForm(webauthn.AddWebAuthnForm):
    """A passkey or security key, in words that say what each choice means."""

    passwordless = forms.BooleanField(
        label=_("Sign in with this key alone, without my password"),
        help_text=_("The key then asks for your fingerprint, face or PIN each time."),
        required=False,
    )
    name = forms.CharField(
        label=_("A name for it"), help_text=_("So that you know it again, for example: blue key, work phone."), required=False
    )
