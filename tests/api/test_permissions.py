"""Who may call what: a row for each call, asked by nobody, by every scope alone, and by an ended token."""

from datetime import timedelta

import pytest

from reporting import clock
from reporting.platforms import actions as platforms
from reporting.platforms.kinds import ALL_SCOPES
from reporting.platforms.models import Token
from tests.api.calling import Program, program_of
from tests.makers import HOUSE, make_platform

TABLE = [
    ("GET", "cases", "cases.read"),
    ("GET", "cases/{case}", "cases.read"),
    ("POST", "cases/{case}/questions", "cases.ask"),
    ("GET", "incidents", "incidents.read"),
    ("GET", "incidents/{incident}", "incidents.read"),
    ("POST", "incidents/{incident}/acknowledgement", "incidents.write"),
    ("POST", "incidents/{incident}/position", "incidents.write"),
    ("POST", "incidents/{incident}/cause", "incidents.write"),
    ("POST", "incidents/{incident}/fixes", "incidents.write"),
    ("POST", "incidents/{incident}/statement", "incidents.write"),
    ("POST", "good-faith-checks", "good_faith.check"),
    ("GET", "endpoints", "endpoints.manage"),
    ("POST", "endpoints", "endpoints.manage"),
    ("GET", "endpoints/ep_0000", "endpoints.manage"),
    ("PATCH", "endpoints/ep_0000", "endpoints.manage"),
    ("DELETE", "endpoints/ep_0000", "endpoints.manage"),
    ("POST", "endpoints/ep_0000/secret", "endpoints.manage"),
    ("POST", "endpoints/ep_0000/test", "endpoints.manage"),
    ("POST", "endpoints/ep_0000/replay", "deliveries.read"),
    ("GET", "deliveries", "deliveries.read"),
    ("POST", "deliveries/msg_0000-ep_0000/replay", "deliveries.read"),
]


@pytest.fixture
def names(reported, incident) -> dict[str, str]:
    return {"case": reported.case.number, "incident": incident.number}


@pytest.mark.parametrize(("method", "path", "scope"), TABLE)
def test_only_the_scope_of_the_call_opens_it(names, method, path, scope):
    path = path.format(**names)

    without = program_of(scopes=ALL_SCOPES - {scope}).call(method, path)
    with_it = program_of(scopes={scope}).call(method, path)

    assert (without.status_code, without.json()["code"]) == (403, "scope_missing")
    assert scope in without.json()["title"]
    assert with_it.status_code not in (401, 403)


@pytest.mark.parametrize(("method", "path", "scope"), TABLE)
def test_nobody_and_wrong_tokens_are_refused_alike(names, method, path, scope):
    path = path.format(**names)

    answers = [Program(header).call(method, path) for header in ("", "Bearer wrong", "Basic eDp5", "CaseKey abc")]

    assert [answer.status_code for answer in answers] == [401] * 4
    assert {answer["WWW-Authenticate"] for answer in answers} == {"Bearer"}


def test_expired_revoked_and_unknown_tokens_are_told_the_same(db):
    expired, revoked = program_of(), program_of()
    first, second = Token.objects.order_by("pk")
    Token.objects.filter(pk=first.pk).update(issued_at=clock.now() - timedelta(days=2), expires_at=clock.now() - timedelta(days=1))
    platforms.revoke_token(token=second, by=HOUSE, at=clock.now())

    answers = [program.get("cases") for program in (expired, revoked, Program("Bearer gfp_unknown"))]

    assert {(answer.status_code, answer.content) for answer in answers} == {(401, answers[0].content)}


def test_the_table_has_every_call_of_a_platform(db):
    from portal.api.calls import PlatformCall
    from portal.api.urls import urlpatterns

    rows = {(method, path.split("/")[0], path.count("/")) for method, path, _ in TABLE}
    for pattern in urlpatterns:
        view = getattr(pattern.callback, "cls", None)
        if view and issubclass(view, PlatformCall):
            parts = str(pattern.pattern).split("/")
            assert {(method, parts[0], len(parts) - 1) for method in view.scopes} <= rows
            assert {method.upper() for method in ("get", "post", "patch", "delete") if hasattr(view, method)} == set(view.scopes)


def test_the_last_day_a_token_was_used_is_known(lumen):
    lumen.get("cases")

    assert Token.objects.get(platform=make_platform()).last_used_on == clock.now().date()
