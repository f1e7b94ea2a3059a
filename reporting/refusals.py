"""Every "no": a code for programs, words for the person asking. Only `portal/web` turns one into a page or JSON."""

import re
from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reporting.actors import Actor

Words = str | Promise
FIELD = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,39}")


class Refused(Exception):
    """The domain says no. Subclasses set `code` (unique), `words` (what happened and what to do next) and `status` (HTTP's nearest word).

    `field` names the answer or body key it is about, and stays empty for a key that is words instead of a name; `details` holds only
    codes and numbers, never what was typed.
    """

    code = "refused"
    words: Words = _("This cannot be done.")
    status = 409

    def __init__(self, *, field: str = "", words: Words | None = None, details: Mapping[str, object] | None = None) -> None:
        super().__init__(self.code)
        self.field = field if FIELD.fullmatch(field) else ""
        self.words = words or type(self).words
        self.details = dict(details or {})


class NotAllowed(Refused):
    code = "not_allowed"
    words = _("Your role does not include this. Ask somebody whose role does, or ask for the role.")
    status = 403


class NotFound(Refused):
    """Also what a stranger gets for a thing that exists, so the two cannot be told apart."""

    code = "not_found"
    words = _("There is nothing here for you. Check the number or address and try again.")
    status = 404


class SomebodyElseWasFirst(Refused):
    code = "changed_meanwhile"
    words = _("Somebody else changed this a moment ago. Read how it stands now, then decide.")
    status = 409


class Unavailable(Refused):
    code = "try_again"
    words = _("Not received. Nothing was kept. Please try again in a few minutes.")
    status = 503


class Invalid(Refused):
    """Something asked for is missing or not of the form asked for; `field` says which."""

    code = "invalid"
    words = _("This answer cannot be taken as it is. Check it and try again.")
    status = 422


class Several(Refused):
    """More than one refusal at once, for a form that shows them all."""

    code = "several"
    words = _("Some answers need another look.")
    status = 422

    def __init__(self, refusals: Iterable[Refused]) -> None:
        super().__init__()
        self.refusals = tuple(refusals)


def require(refusal: Refused | None) -> None:
    """Enforce what a `why_not(...)` answered: nothing, or the refusal."""
    if refusal is not None:
        raise refusal


def why_not_permitted(permission: str, *, by: Actor) -> Refused | None:
    """Whether the actor carries the permission."""
    return None if by.may(permission) else NotAllowed(details={"permission": permission})


def require_permission(permission: str, *, by: Actor) -> None:
    """Refuse unless the actor carries the permission."""
    require(why_not_permitted(permission, by=by))
