"""Adding platforms and products; issuing, using and revoking tokens."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from reporting.actors import Actor
from reporting.audit import actions as audit
from reporting.platforms import queries, rules
from reporting.platforms.kinds import ALL_SCOPES, PREFIX, TOKEN_BYTES, TOKEN_LIFETIME, IssuedToken
from reporting.platforms.models import Platform, Product, Token
from reporting.platforms.permissions import MANAGE_PLATFORMS, why_not_act_for
from reporting.platforms.refusals import LifetimeNotAllowed, NameMissing, NotASlug, SlugTaken, UnknownScope
from reporting.refusals import require, require_permission

MANAGE_TOKENS = "tokens.manage"


@transaction.atomic
def create_platform(*, slug: str, name: str, is_sandbox: bool = False, by: Actor, at: datetime) -> Platform:
    """Add an AI vendor. Refuses a taken or malformed short name and an empty name."""
    require_permission(MANAGE_PLATFORMS, by=by)
    name = _checked(slug, name)
    if Platform.objects.filter(slug=slug).exists():
        raise SlugTaken(field="slug")
    platform = Platform.objects.create(slug=slug, name=name, is_sandbox=is_sandbox, added_at=at)
    audit.record("platform.added", subject=slug, by=by, at=at)
    return platform


@transaction.atomic
def add_product(*, platform: Platform, slug: str, name: str, by: Actor, at: datetime) -> Product:
    """Add one system of a platform. Refuses a short name that this platform already uses."""
    require_permission(MANAGE_PLATFORMS, by=by)
    name = _checked(slug, name)
    if platform.products.filter(slug=slug).exists():
        raise SlugTaken(field="slug")
    product = Product.objects.create(platform=platform, slug=slug, name=name, added_at=at)
    audit.record("product.added", subject=platform.slug, by=by, at=at, details={"product": slug})
    _forget_register()
    return product


@transaction.atomic
def pledge(*, platform: Platform, version: str, by: Actor, at: datetime) -> Platform:
    """Enter a platform in the good-faith pledge registry at a version of the pledge's text; an empty version withdraws it."""
    require_permission(MANAGE_PLATFORMS, by=by)
    platform.pledge_version, platform.pledged_at = version, at if version else None
    platform.save(update_fields=["pledge_version", "pledged_at"])
    audit.record("platform.pledged" if version else "platform.pledge_withdrawn", subject=platform.slug, by=by, at=at)
    _forget_register()
    return platform


@transaction.atomic
def issue_token(
    *, platform: Platform, scopes: Collection[str] = ALL_SCOPES, lifetime: timedelta = TOKEN_LIFETIME, by: Actor, at: datetime
) -> IssuedToken:
    """Make a token and return its text, which can never be shown again. Refuses unknown scopes and lifetimes over a year."""
    require(why_not_act_for(platform, scope=MANAGE_TOKENS, by=by))
    if not scopes or not ALL_SCOPES.issuperset(scopes):
        raise UnknownScope(field="scopes")
    if not rules.is_fair_lifetime(lifetime):
        raise LifetimeNotAllowed(field="expires_at")
    issued = IssuedToken(PREFIX + secrets.token_urlsafe(TOKEN_BYTES), f"tk_{secrets.token_hex(6)}")
    Token.objects.create(
        platform=platform,
        number=issued.number,
        digest=rules.digest_of(issued.plain),
        scopes=sorted(scopes),
        issued_at=at,
        issued_by=f"{by.kind}:{by.ref}",
        expires_at=at + lifetime,
    )
    audit.record("token.issued", subject=platform.slug, by=by, at=at, details={"token": issued.number})
    return issued


@transaction.atomic
def revoke_token(*, token: Token, by: Actor, at: datetime) -> None:
    """End a token now. Revoking one that is already revoked changes nothing."""
    require(why_not_act_for(token.platform, scope=MANAGE_TOKENS, by=by))
    if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at, revoked_by=f"{by.kind}:{by.ref}"):
        audit.record("token.revoked", subject=token.platform.slug, by=by, at=at, details={"token": token.number})


def note_use(*, token: Token, at: datetime) -> None:
    """Remember the day a token was last used; one write a day at most."""
    if token.last_used_on != at.date():
        Token.objects.filter(pk=token.pk).update(last_used_on=at.date())


def _checked(slug: str, name: str) -> str:
    name = " ".join(name.split())
    if not rules.is_slug(slug):
        raise NotASlug(field="slug")
    if not 0 < len(name) <= 120:
        raise NameMissing(field="name")
    return name


def _forget_register() -> None:
    """What this process remembers of platforms is out of date now, and again once the change is committed."""
    queries.forget()
    transaction.on_commit(queries.forget)
