"""Platforms, their products, and the tokens of their programs."""

import hashlib
import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reporting.actors import Actor, ActorKind
from reporting.audit.models import AuditEntry
from reporting.platforms import actions, queries, rules
from reporting.platforms.kinds import ALL_SCOPES, Scope
from reporting.platforms.models import Platform, Product, Token
from reporting.platforms.refusals import LifetimeNotAllowed, NameMissing, NotASlug, SlugTaken, UnknownScope, UnknownToken
from reporting.refusals import NotAllowed, NotFound

OTHERS = [
    Actor.reporter(),
    Actor(ActorKind.STAFF, "8", "reviewer", permissions=frozenset({"cases.read"})),
    Actor.platform("example-ai", ALL_SCOPES),
]


def test_a_platform_is_added_with_an_audit_entry(platform):
    assert AuditEntry.objects.filter(event="platform.added", subject="example-ai").count() == 1


@pytest.mark.parametrize("actor", OTHERS, ids=lambda actor: actor.kind)
def test_only_those_who_manage_platforms_add_one(db, actor, at):
    with pytest.raises(NotAllowed):
        actions.create_platform(slug="another", name="Another", by=actor, at=at)

    assert not Platform.objects.filter(slug="another").exists()


@pytest.mark.parametrize("slug", ["", "Example", "a--b", "-a", "a-", "a b", "a_b", "a" * 61, "ä"])
def test_a_short_name_is_small_letters_digits_and_hyphens(db, manager, at, slug):
    with pytest.raises(NotASlug):
        actions.create_platform(slug=slug, name="Another", by=manager, at=at)


def test_a_short_name_is_used_once(platform, manager, at):
    with pytest.raises(SlugTaken):
        actions.create_platform(slug="example-ai", name="Another", by=manager, at=at)


@pytest.mark.parametrize("name", ["", "   ", "a" * 121])
def test_a_platform_has_a_name(db, manager, at, name):
    with pytest.raises(NameMissing):
        actions.create_platform(slug="another", name=name, by=manager, at=at)


def test_choices_of_the_form_are_ordered_by_name_and_leave_out_sandboxes(platform, manager, at):
    actions.create_platform(slug="zeta", name="alpha Systems", by=manager, at=at)
    actions.create_platform(slug="test-bench", name="Bench", is_sandbox=True, by=manager, at=at)
    for slug, name in [("video", "Video"), ("chat", "chat")]:
        actions.add_product(platform=platform, slug=slug, name=name, by=manager, at=at)

    assert queries.platform_choices() == [("zeta", "alpha Systems"), ("example-ai", "Example AI")]
    assert ("test-bench", "Bench") in queries.platform_choices(with_sandbox=True)
    assert queries.form_choices() == [("example-ai/chat", "chat (Example AI)"), ("example-ai/video", "Video (Example AI)")]


def test_a_product_slug_is_unique_in_its_platform_alone(platform, manager, at):
    other = actions.create_platform(slug="other", name="Other", by=manager, at=at)
    actions.add_product(platform=platform, slug="chat", name="Chat", by=manager, at=at)
    actions.add_product(platform=other, slug="chat", name="Chat", by=manager, at=at)

    with pytest.raises(SlugTaken):
        actions.add_product(platform=platform, slug="chat", name="Chat again", by=manager, at=at)

    assert Product.objects.count() == 2
    assert queries.product_named("other/chat").platform == other
    assert queries.product_named("other/video") is None


def test_a_token_is_kept_as_a_hash_alone_and_has_256_random_bits(platform, manager, at):
    issued = actions.issue_token(platform=platform, by=manager, at=at)

    token = Token.objects.get()
    assert token.digest == hashlib.sha256(issued.plain.encode()).hexdigest()
    assert len(issued.plain.removeprefix("gfp_")) == 43
    assert all(issued.plain not in str(value) for value in Token.objects.values_list().get())


def test_a_token_signs_its_platform_in_with_its_scopes(platform, manager, at):
    issued = actions.issue_token(platform=platform, scopes=[Scope.CASES_READ], by=manager, at=at)

    actor = queries.actor_of(queries.token_from(issued.plain, at))

    assert (actor.kind, actor.ref, actor.permissions) == (ActorKind.PLATFORM, "example-ai", {"cases.read"})


def test_unknown_expired_and_revoked_tokens_are_refused_alike(platform, manager, at):
    expired = actions.issue_token(platform=platform, lifetime=timedelta(hours=1), by=manager, at=at)
    revoked = actions.issue_token(platform=platform, by=manager, at=at)
    actions.revoke_token(token=Token.objects.get(number=revoked.number), by=manager, at=at)
    later = at + timedelta(hours=1)

    refusals = []
    for plain in (expired.plain, revoked.plain, "gfp_unknown", "", expired.plain[4:]):
        with pytest.raises(UnknownToken) as refused:
            queries.token_from(plain, later)
        refusals.append((refused.value.code, refused.value.status, refused.value.details))

    assert len(set(map(str, refusals))) == 1


def test_revoking_twice_is_recorded_once(platform, manager, at):
    issued = actions.issue_token(platform=platform, by=manager, at=at)
    token = Token.objects.get(number=issued.number)

    actions.revoke_token(token=token, by=manager, at=at)
    actions.revoke_token(token=token, by=manager, at=at + timedelta(hours=1))

    token.refresh_from_db()
    assert (token.revoked_at, token.revoked_by) == (at, "staff:7")
    assert AuditEntry.objects.filter(event="token.revoked").count() == 1


@pytest.mark.parametrize("scopes", [[], ["everything"], [Scope.CASES_READ, "x"]])
def test_a_token_has_known_scopes(platform, manager, at, scopes):
    with pytest.raises(UnknownScope):
        actions.issue_token(platform=platform, scopes=scopes, by=manager, at=at)


@pytest.mark.parametrize("lifetime", [timedelta(0), timedelta(seconds=-1), timedelta(days=400)])
def test_a_token_lasts_a_year_at_most(platform, manager, at, lifetime):
    with pytest.raises(LifetimeNotAllowed):
        actions.issue_token(platform=platform, lifetime=lifetime, by=manager, at=at)


def test_another_platform_is_told_there_is_nothing_here(platform, at):
    with pytest.raises(NotFound):
        actions.issue_token(platform=platform, by=Actor.platform("other", ALL_SCOPES), at=at)


def test_a_token_cannot_make_tokens_that_outlive_it(platform, at):
    with pytest.raises(NotAllowed):
        actions.issue_token(platform=platform, by=Actor.platform("example-ai", ALL_SCOPES), at=at)


def test_last_use_is_known_to_the_day_and_written_once_a_day(platform, manager, at, django_assert_num_queries):
    issued = actions.issue_token(platform=platform, by=manager, at=at)
    actions.note_use(token=queries.token_from(issued.plain, at), at=at)

    token = queries.token_from(issued.plain, at)
    with django_assert_num_queries(0):
        actions.note_use(token=token, at=at + timedelta(hours=3))

    assert token.last_used_on == at.date()


def test_who_sees_which_platforms(platform, manager, at):
    actions.create_platform(slug="other", name="Other", by=manager, at=at)

    assert queries.visible_to(manager).count() == 2
    assert [one.slug for one in queries.visible_to(Actor.platform("example-ai"))] == ["example-ai"]
    assert not queries.visible_to(Actor.reporter()).exists()
    with pytest.raises(NotFound):
        queries.get("other", to=Actor.platform("example-ai"))


def test_a_pledge_has_a_version_and_can_be_withdrawn(platform, manager, at):
    actions.pledge(platform=platform, version="1.0", by=manager, at=at)
    assert (Platform.objects.get().pledge_version, Platform.objects.get().pledged_at) == ("1.0", at)

    actions.pledge(platform=platform, version="", by=manager, at=at)
    assert Platform.objects.get().pledged_at is None


@pytest.mark.parametrize(("expires", "revoked", "holds"), [(1, None, True), (0, None, False), (-1, None, False), (1, 0, False)])
def test_when_a_token_holds(at, expires, revoked, holds):
    revoked_at = None if revoked is None else at

    assert rules.holds(expires_at=at + timedelta(hours=expires), revoked_at=revoked_at, at=at) is holds


def test_create_platform_prints_everything_once(db, settings):
    settings.ALLOW_LOOPBACK_ENDPOINTS = True
    out = StringIO()

    call_command(
        "create_platform",
        "--slug=acme", "--name=Acme", "--endpoint=http://127.0.0.1:9/in", "--product=Acme Chat", "--product=Acme Draw", "--json",
        stdout=out,
    )  # fmt: skip

    made = json.loads(out.getvalue())
    assert made.keys() == {"platform", "token", "endpoint", "secret"}
    assert (made["platform"], made["secret"][:6]) == ("acme", "whsec_")
    assert queries.form_choices() == [("acme/acme-chat", "Acme Chat (Acme)"), ("acme/acme-draw", "Acme Draw (Acme)")]


def test_create_platform_makes_all_or_nothing(db):
    with pytest.raises(CommandError, match="url_not_allowed"):
        call_command("create_platform", "--slug=acme", "--name=Acme", "--endpoint=http://10.0.0.1/in", "--json")

    assert not Platform.objects.exists()
