"""A member's second factors, which django-allauth keeps, their secrets sealed by the adapter in portal/desk/sign_in.py."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from reporting.access.models import StaffMember

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_one(member: StaffMember) -> bool:
    """True with a one-time code generator or a passkey; recovery codes alone do not count."""
    return bool(Authenticator.objects.filter(user_id=member.pk, type__in=FACTORS).exists())


def add_code_generator(member: StaffMember) -> str:
    """Switch one-time codes on and answer their secret (base32, RFC 6238 with SHA-1, six digits, 30 s), for scripted sign-in."""
    secret = str(generate_totp_secret())
    TOTP.activate(member, secret)
    return secret


def forget_all(member: StaffMember) -> int:
    """Remove every factor of somebody who lost them; they set up new ones at their next sign-in."""
    removed, _ = Authenticator.objects.filter(user_id=member.pk).delete()
    return int(removed)
