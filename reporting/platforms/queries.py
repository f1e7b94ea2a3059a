"""Reading platforms: by token, by short name, for the form's choices."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from reporting.actors import Actor, ActorKind
from reporting.platforms import rules
from reporting.platforms.kinds import PREFIX
from reporting.platforms.models import Platform, Product, Token
from reporting.platforms.permissions import MANAGE_PLATFORMS
from reporting.platforms.refusals import TokenNotFound, UnknownPlatform, UnknownToken
from reporting.recent import Recent
from reporting.refusals import NotFound

PRODUCT = ("id", "platform_id", "slug", "name")
PLATFORM = ("id", "slug", "name", "pledge_version")
SANDBOX = len(PRODUCT) + len(PLATFORM)
REGISTERED = """
SELECT product.id, product.platform_id, product.slug, product.name, platform.id, platform.slug, platform.name, platform.pledge_version,
    platform.is_sandbox
FROM reporting_product AS product JOIN reporting_platform AS platform ON platform.id = product.platform_id
ORDER BY product.id
"""


def token_from(plain: str, at: datetime) -> Token:
    """The token this text is, with its platform. Raises `UnknownToken` alike for unknown, expired and revoked ones."""
    token = Token.objects.select_related("platform").filter(digest=rules.digest_of(plain)).first()
    if token is None or not rules.holds(expires_at=token.expires_at, revoked_at=token.revoked_at, at=at):
        raise UnknownToken
    return token


def actor_of(token: Token) -> Actor:
    """A platform's program, with what its token allows."""
    return Actor.platform(token.platform.slug, frozenset(token.scopes))


def visible_to(actor: Actor) -> QuerySet[Platform]:
    """Every platform for staff who manage them and for the house; its own for a platform; none for others."""
    if actor.kind is ActorKind.PLATFORM:
        return Platform.objects.filter(slug=actor.ref)
    return Platform.objects.all() if actor.may(MANAGE_PLATFORMS) else Platform.objects.none()


def get(slug: str, *, to: Actor) -> Platform:
    """One platform, or `NotFound` when there is none for this actor."""
    platform = visible_to(to).filter(slug=slug).first()
    if platform is None:
        raise NotFound
    return platform


def get_named(slug: str, *, to: Actor) -> Platform:
    """The same for whoever typed the short name. `UnknownPlatform` says what to check."""
    try:
        return get(slug, to=to)
    except NotFound:
        raise UnknownPlatform(field="platform") from None


def token_known_as(text: str, *, to: Actor) -> Token:
    """The token of this number, or this text, whether or not it still holds, for who may see its platform. `TokenNotFound`."""
    named = Q(digest=rules.digest_of(text)) if text.startswith(PREFIX) else Q(number=text)
    token = Token.objects.select_related("platform").filter(named, platform__in=visible_to(to)).first()
    if token is None:
        raise TokenNotFound
    return token


def tokens(platform: Platform) -> QuerySet[Token]:
    """A platform's tokens, newest first."""
    return platform.tokens.order_by("-issued_at", "-pk")


def platform_choices(*, with_sandbox: bool = False) -> list[tuple[str, str]]:
    """(slug, name) for the form, by name."""
    wanted = Q() if with_sandbox else Q(is_sandbox=False)
    return list(Platform.objects.filter(wanted).order_by(Lower("name")).values_list("slug", "name"))


def find_platform(slug: str) -> Platform | None:
    """The platform a reporter chose, when it is one of ours."""
    return Platform.objects.filter(slug=slug).first()


def form_choices() -> list[tuple[str, str]]:
    """(code, name) of every product that a reporter may choose, by name. The code is `platform/product`."""
    offered = sorted((row for row in registered() if not row[SANDBOX]), key=lambda row: row[3].casefold())
    return [(f"{row[5]}/{row[2]}", f"{row[3]} ({row[6]})") for row in offered]


def product_named(text: str) -> Product | None:
    """The registered product that a reporter's answer means: its code, its short name, or its name; None when it is not one of ours.

    The answer is held against the register here and never sent to the database, whose log of statements may be kept by somebody (C-04).
    """
    row = _row_named(text)
    if row is None:
        registered.forget()  # it may have been added a moment ago, by another process
        row = _row_named(text)
    return _product(row) if row else None


def _row_named(text: str) -> Sequence[Any] | None:
    return next((row for row in registered() if _means(text.upper(), row)), None)


def _register() -> Sequence[Sequence[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(REGISTERED)
        rows: Sequence[Sequence[Any]] = cursor.fetchall()
    return rows


registered = Recent(_register)
"""Every product with its platform. Every report asks for it."""


def forget() -> None:
    """Read products and platforms anew at the next report."""
    registered.forget()


def _means(text: str, row: Sequence[Any]) -> bool:
    """Whether a text in capitals is this row's `platform/product`, its short name or its name."""
    slug, name, platform = row[2].upper(), row[3].upper(), row[5].upper()
    return text in (slug, name, f"{platform}/{slug}")


def _product(row: Sequence[Any]) -> Product:
    """Numbers and names only; what else the row holds is read when it is asked for."""
    product = Product.from_db(connection.alias, PRODUCT, row[: len(PRODUCT)])
    product.platform = Platform.from_db(connection.alias, PLATFORM, row[len(PRODUCT) : SANDBOX])
    return product


def register(*, to: Actor) -> QuerySet[Platform]:
    """Every platform with its products, by name, for any member of staff with a role: name, products and pledge are open."""
    may_read = to.is_staff and bool(to.permissions)
    everyone = Platform.objects.prefetch_related("products").order_by(Lower("name"))
    return everyone if may_read else everyone.none()
