"""Why a platform's request is not met."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from reporting.refusals import NotAllowed, Refused


class UnknownToken(Refused):
    """Unknown, expired and revoked tokens cannot be told apart."""

    code = "unknown_token"
    words = _("This token is not valid here. Check it, or ask the operator of this portal for a new one.")
    status = 401


class ScopeMissing(NotAllowed):
    """A program's token does not reach this far."""

    code = "scope_missing"
    words = _("This token lacks the scope for this call. Ask the operator of this portal for a token that has it.")

    def __init__(self, scope: str) -> None:
        named = format_lazy("{words} ({scope})", words=self.words, scope=str(scope))
        super().__init__(words=named, details={"permission": str(scope)})


class UnknownPlatform(Refused):
    """For the house and its staff, who may know which platforms there are."""

    code = "unknown_platform"
    words = _("No platform has this short name. Check it, or add the platform first.")
    status = 404


class TokenNotFound(Refused):
    """For the house and its staff."""

    code = "token_not_found"
    words = _("There is no such token. Give its number, which begins with tk_, or the whole token.")
    status = 404


class SlugTaken(Refused):
    code = "slug_taken"
    words = _("This short name is already in use. Choose another one.")


class NotASlug(Refused):
    code = "not_a_slug"
    words = _("A short name is made of small letters, digits and single hyphens, at most 60 of them.")
    status = 422


class NameMissing(Refused):
    code = "name_missing"
    words = _("Give a name of 1 to 120 characters.")
    status = 422


class UnknownScope(Refused):
    code = "unknown_scope"
    words = _("One of the things this token should be able to do is not known here. Choose from the list of scopes.")
    status = 422


class LifetimeNotAllowed(Refused):
    code = "token_lifetime_not_allowed"
    words = _("A token lasts at least a minute and at most a year. Choose an earlier or later end.")
    status = 422


class KeyUsedOtherwise(Refused):
    """So that nobody is told the answer to something that somebody else sent under the same key."""

    code = "idempotency_key_reused"
    words = _("This Idempotency-Key was used with other content before. Nothing was done. Use a new key, at least 16 random characters.")
    status = 422

    def __init__(self) -> None:
        super().__init__(field="Idempotency-Key")
