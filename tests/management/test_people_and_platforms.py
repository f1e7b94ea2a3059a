"""What the desk has no page for: tokens, products and roles, by command, refused in words and kept in the trail."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reporting.access.models import StaffMember
from reporting.access.roles import ROLES
from reporting.audit.models import AuditEntry
from reporting.platforms.models import Product, Token
from tests.makers import make_member, make_platform

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def answered(*words: str) -> dict[str, object]:
    return dict(json.loads(run(*words, "--json")))


def issued(*words: str) -> dict[str, object]:
    return answered("platform_token", "issue", "--platform", "lumen", *words)


def status_with(client, token: object) -> int:
    return int(client.get("/api/v1/incidents", headers={"authorization": f"Bearer {token}"}).status_code)


@pytest.fixture(autouse=True)
def lumen():
    return make_platform()


def entry(event: str) -> AuditEntry:
    return AuditEntry.objects.filter(event=event).latest("pk")


def test_an_issued_token_opens_the_api_with_its_scopes_alone(client):
    made = issued("--scopes", "cases.read", "--days", "30")

    assert made["scopes"] == ["cases.read"]
    assert client.get("/api/v1/cases", headers={"authorization": f"Bearer {made['token']}"}).status_code == 200
    assert status_with(client, made["token"]) == 403
    assert str(made["token"]) not in run("platform_token", "list", "--platform", "lumen")
    assert entry("token.issued").actor_ref == "platform_token"


@pytest.mark.parametrize("known_as", ["number", "token"])
def test_a_leaked_token_is_revoked_by_its_number_or_by_itself(known_as, client):
    made = issued()
    assert status_with(client, made["token"]) == 200

    revoked = answered("platform_token", "revoke", str(made[known_as]))

    assert status_with(client, made["token"]) == 401
    assert (revoked["number"], bool(revoked["revoked_at"])) == (made["number"], True)
    assert entry("token.revoked").actor_ref == "platform_token"


def test_the_list_says_which_tokens_hold_and_which_were_revoked():
    first, second = issued(), issued()
    run("platform_token", "revoke", str(first["number"]))

    lines = run("platform_token", "list", "--platform", "lumen").splitlines()

    assert [line.split()[:2] for line in lines] == [[second["number"], "until"], [first["number"], "revoked"]]


REFUSED = {
    "a platform that is not here": (("issue", "--platform", "nobody"), "unknown_platform"),
    "a scope that is not known": (("issue", "--platform", "lumen", "--scopes", "cases.delete"), "unknown_scope"),
    "no scope": (("issue", "--platform", "lumen", "--scopes", ","), "unknown_scope"),
    "more than a year": (("issue", "--platform", "lumen", "--days", "400"), "token_lifetime_not_allowed"),
    "no time": (("issue", "--platform", "lumen", "--days", "0"), "token_lifetime_not_allowed"),
    "days beyond counting": (("issue", "--platform", "lumen", "--days", "9" * 30), "token_lifetime_not_allowed"),
    "a token that never was": (("revoke", "tk_000000000000"), "token_not_found"),
    "a text that never was a token": (("revoke", "gfp_nothing"), "token_not_found"),
    "the list of nobody": (("list", "--platform", "nobody"), "unknown_platform"),
}


@pytest.mark.parametrize(("words", "code"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_done_with_tokens_is_refused_in_words(words, code):
    with pytest.raises(CommandError, match=f"^{code}: ."):
        run("platform_token", *words)

    assert not Token.objects.exists()


def test_a_product_is_added_and_its_short_name_made_from_its_name():
    made = answered("add_product", "--platform", "lumen", "--name", "Lumen Voice 2")

    assert made == {"platform": "lumen", "product": "lumen-voice-2", "name": "Lumen Voice 2"}
    assert entry("product.added").actor_ref == "add_product"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--platform", "nobody", "--name", "Chat"), "unknown_platform"),
        (("--platform", "lumen", "--name", "Lumen Chat"), "slug_taken"),
        (("--platform", "lumen", "--name", "Chat", "--slug", "Not One"), "not_a_slug"),
        (("--platform", "lumen", "--name", "…"), "not_a_slug"),
        (("--platform", "lumen", "--name", " ", "--slug", "chat"), "name_missing"),
    ],
)
def test_a_product_that_cannot_be_added_is_refused_in_words(words, code):
    there = Product.objects.count()

    with pytest.raises(CommandError, match=f"^{code}: ."):
        run("add_product", *words)

    assert Product.objects.count() == there


def test_a_role_is_given_and_taken_and_the_trail_says_so():
    member = make_member("triager")

    given = answered("staff_role", "give", "--email", member.email.upper(), "--role", "auditor")
    taken = answered("staff_role", "take", "--email", member.email, "--role", "triager")

    assert (given["roles"], taken["roles"]) == (["auditor", "triager"], ["auditor"])
    assert entry("staff.role_given").actor_ref == "staff_role"
    assert entry("staff.role_taken").actor_ref == "staff_role"


@pytest.mark.parametrize(
    ("verb", "email", "role", "words"),
    [
        ("give", "nobody@desk.example", "triager", "No staff member"),
        ("give", "ada@desk.example", "chief", "unknown_role: "),
        ("take", "ada@desk.example", "triager", "does not hold this role"),
        ("take", "ada@desk.example", "administrator", "last_administrator: "),
    ],
)
def test_a_role_that_cannot_be_changed_is_refused_in_words(verb, email, role, words):
    member = make_member("administrator", name="ada")

    with pytest.raises(CommandError, match=words):
        run("staff_role", verb, "--email", email, "--role", role)

    assert [one.role for one in member.roles.all()] == ["administrator"]


@pytest.mark.parametrize("email", ["bad", "", "a@", "@b.example", "a b@c.example", f"{'a' * 250}@b.example"])
def test_somebody_is_not_invited_under_what_is_no_address(email):
    with pytest.raises(CommandError, match="email_not_read: "):
        run("create_staff", "--email", email, "--roles", "triager")

    assert not StaffMember.objects.exists()


def test_somebody_is_invited_by_their_address_and_roles():
    made = answered("create_staff", "--email", "Mira@Desk.Example", "--roles", "triager, auditor")

    assert made.keys() == {"email", "password", "totp_secret"}
    assert {one.role for one in StaffMember.objects.get(email="mira@desk.example").roles.all()} == {"triager", "auditor"}
    assert {"triager", "auditor"} <= ROLES.keys()
