"""Staff sign in with a password and a second factor, and nothing about where they are is kept."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import NoReverseMatch, reverse

from reporting import clock
from reporting.access import actions, factors
from reporting.access.models import Session, StaffMember
from reporting.actors import Actor
from reporting.audit.models import AuditEntry
from tests.desk.conftest import Browser, code_of, give_password, sign_in

ADDRESS = "203.0.113.77"
OTHER_ADDRESS = "203.0.113.88"


@pytest.fixture
def newcomer(db):
    """Somebody with a first password and no second factor yet."""
    made = {"email": "noor@desk.example", "password": "correct horse battery staple"}
    actions.add_member(display_name="Noor", roles=["triager"], by=Actor.system("tests"), at=clock.now(), **made)
    return made


def set_up_codes(client):
    page = client.get("/sign-in/factors/totp/activate/").content.decode()
    secret = re.search(r'<code translate="no">([A-Z2-7]+)</code>', page)[1]
    return secret, client.post("/sign-in/factors/totp/activate/", {"code": code_of(secret)})


def recovery_codes(client):
    return re.findall(r"<li><code>(\d{10})</code></li>", client.get("/sign-in/factors/recovery-codes/").content.decode())


def test_a_password_and_a_code_open_the_desk(client, mira):
    assert give_password(client, mira)["Location"] == "/sign-in/factors/authenticate/"

    answer = client.post("/sign-in/factors/authenticate/", {"code": code_of(mira["totp_secret"])})

    assert answer["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200
    assert AuditEntry.objects.filter(event="staff.signed_in").count() == 1


def test_sign_in_comes_back_to_where_one_wanted_to_go(client, mira):
    assert client.get("/desk/?queue=trust")["Location"] == "/sign-in/?next=%2Fdesk%2F%3Fqueue%3Dtrust"

    client.post("/sign-in/", {"login": mira["email"], "password": mira["password"], "next": "/desk/?queue=trust"})
    answer = client.post("/sign-in/factors/authenticate/", {"code": code_of(mira["totp_secret"])})

    assert answer["Location"] == "/desk/?queue=trust"


def test_it_never_goes_on_to_another_site(client, mira):
    client.post("/sign-in/", {"login": mira["email"], "password": mira["password"], "next": "https://elsewhere.example/"})
    answer = client.post("/sign-in/factors/authenticate/", {"code": code_of(mira["totp_secret"])})

    assert answer["Location"] == "/desk/"


def test_a_password_alone_opens_nothing(client, mira):
    give_password(client, mira)

    assert client.get("/desk/")["Location"].startswith("/sign-in/?")


def test_a_code_works_once_even_after_the_cache_is_gone(client, mira):
    with time_machine.travel("2026-03-02T09:00:01Z", tick=False):
        sign_in(client, mira)
        client.post("/sign-in/out/")
        cache.clear()

        assert sign_in(client, mira).status_code == 200
        assert client.get("/desk/").status_code == 302
    with time_machine.travel("2026-03-02T09:00:31Z", tick=False):
        assert sign_in(client, mira)["Location"] == "/desk/"


def test_an_earlier_code_is_refused_after_a_later_one(client, mira):
    with time_machine.travel("2026-03-02T09:00:01Z", tick=False):
        sign_in(client, mira, steps=1)
        client.post("/sign-in/out/")

        assert sign_in(client, mira, steps=0).status_code == 200


def test_first_sign_in_leads_through_setting_up_a_factor(client, newcomer):
    assert give_password(client, newcomer)["Location"] == "/desk/"
    assert client.get("/desk/")["Location"].startswith("/sign-in/set-up/")
    assert client.get("/sign-in/set-up/").status_code == 200

    _, answer = set_up_codes(client)

    assert answer["Location"] == "/sign-in/factors/recovery-codes/"
    assert len(recovery_codes(client)) == 10
    assert recovery_codes(client) == []
    assert client.get("/desk/").status_code == 200


def test_a_recovery_code_works_once(client, newcomer):
    give_password(client, newcomer)
    set_up_codes(client)
    first, *_ = recovery_codes(client)

    for expected in (302, 200):
        client.post("/sign-in/out/")
        give_password(client, newcomer)
        assert client.post("/sign-in/factors/authenticate/", {"code": first}).status_code == expected


def test_a_first_password_opens_the_door_for_seven_days(client, newcomer):
    with time_machine.travel(clock.now() + timedelta(days=7, minutes=1)):
        assert give_password(client, newcomer)["Location"] == "/sign-in/closed/"
        assert client.get("/sign-in/closed/").status_code == 200
        assert client.get("/desk/").status_code == 302


def test_with_a_factor_the_password_stays_good(client, mira):
    with time_machine.travel(clock.now() + timedelta(days=90)):
        assert sign_in(client, mira)["Location"] == "/desk/"


def test_somebody_who_left_cannot_sign_in(client, mira):
    StaffMember.objects.update(is_active=False)

    assert give_password(client, mira)["Location"] == "/sign-in/closed/"
    assert client.get("/desk/").status_code == 302


def test_an_unknown_address_is_answered_like_a_wrong_password(client, mira):
    wrong = give_password(client, mira | {"password": "not the password"}).content.decode()
    unknown = give_password(Browser(), {"email": "nobody@desk.example", "password": "not the password"}).content.decode()

    def plain(page):
        return re.sub(r'value="[^"]*"', "", page)

    assert plain(wrong) == plain(unknown)


def test_signing_in_gives_a_new_cookie_and_signing_out_ends_it(client, mira):
    give_password(client, mira)
    before = client.cookies["session"].value
    client.post("/sign-in/factors/authenticate/", {"code": code_of(mira["totp_secret"])})
    after = client.cookies["session"].value
    assert before != after

    client.post("/sign-in/out/")

    for stolen in (before, after):
        thief = Browser()
        thief.cookies["session"] = stolen
        assert thief.get("/desk/").status_code == 302


def test_there_is_one_cookie_for_this_browser_session_only(client, mira):
    sign_in(client, mira)

    assert list(client.cookies) == ["session"]
    cookie = client.cookies["session"]
    assert (cookie["httponly"], cookie["samesite"], cookie["expires"], cookie["max-age"]) == (True, "Lax", "", "")


def guessed_at(made, times=25):
    """Somebody, from wherever, tries wrong passwords at this account."""
    for _ in range(times):
        give_password(Browser(), made | {"password": "not the password"})


def test_wrong_passwords_of_others_keep_no_colleague_out(client, mira, create_staff):
    other = create_staff("noor@desk.example")
    with time_machine.travel("2026-03-02T09:00:01Z", tick=False):
        guessed_at(mira, times=60)
        code = code_of(mira["totp_secret"])

        told = client.post("/sign-in/", {"login": mira["email"], "password": mira["password"]})
        assert 'name="code"' in told.content.decode()
        answer = client.post("/sign-in/", {"login": mira["email"], "password": mira["password"], "code": code})
        assert answer["Location"] == "/sign-in/factors/authenticate/"
        assert client.post("/sign-in/factors/authenticate/", {"code": code})["Location"] == "/desk/"
        assert give_password(Browser(), other).status_code == 302


def test_after_twenty_five_guesses_a_quarter_of_an_hour_a_right_password_looks_like_a_wrong_one(client, mira):
    def plain(made, **more):
        page = Browser().post("/sign-in/", {"login": made["email"], "password": made["password"], **more})
        assert page.status_code == 200
        return re.sub(r'value="[^"]*"', "", page.content.decode())

    wrong, nobody = mira | {"password": "not the password"}, {"email": "nobody@desk.example", "password": "not the password"}
    with time_machine.travel("2026-03-02T09:00:01Z", tick=False) as clockwork:
        guessed_at(mira)
        guessed_at(nobody)
        code = code_of(mira["totp_secret"])

        assert plain(mira) == plain(wrong) == plain(nobody)
        assert plain(mira, code="000000") == plain(wrong, code="000000") == plain(wrong, code=code)

        clockwork.shift(timedelta(minutes=15, seconds=1))
        assert give_password(client, mira).status_code == 302


def test_a_right_password_counts_as_no_guess(mira):
    for _ in range(30):
        assert give_password(Browser(), mira).status_code == 302


def test_a_recovery_code_serves_while_others_guess_and_is_not_used_up(client, newcomer):
    give_password(client, newcomer)
    set_up_codes(client)
    first, *_ = recovery_codes(client)
    client.post("/sign-in/out/")
    guessed_at(newcomer)

    client.post("/sign-in/", {"login": newcomer["email"], "password": newcomer["password"], "code": first})

    assert client.post("/sign-in/factors/authenticate/", {"code": first}).status_code == 302


def test_somebody_new_signs_in_while_others_guess(client, newcomer):
    guessed_at(newcomer)

    assert give_password(client, newcomer).status_code == 302


def test_codes_cannot_be_guessed_fast(client, mira):
    give_password(client, mira)
    with time_machine.travel(clock.now(), tick=False) as clockwork:
        for _ in range(5):
            client.post("/sign-in/factors/authenticate/", {"code": "000000"})
        assert client.post("/sign-in/factors/authenticate/", {"code": code_of(mira["totp_secret"])}).status_code == 200

        clockwork.shift(timedelta(minutes=5, seconds=1))
        assert client.post("/sign-in/factors/authenticate/", {"code": code_of(mira["totp_secret"])}).status_code == 302


def everything_in_the_database():
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            yield from (str(value) for row in cursor.fetchall() for value in row)


def test_no_address_and_no_browser_is_kept_anywhere(client, mira, caplog):
    where = {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": "Telltale/1.0", "HTTP_X_FORWARDED_FOR": OTHER_ADDRESS}
    give_password(client, mira | {"password": "wrong"}, **where)
    give_password(client, mira, **where)
    client.post("/sign-in/factors/authenticate/", {"code": "000000"}, **where)
    client.post("/sign-in/factors/authenticate/", {"code": code_of(mira["totp_secret"])}, **where)

    kept = [*everything_in_the_database(), str(cache._cache), caplog.text]

    assert cache._cache
    for telltale in (ADDRESS, OTHER_ADDRESS, "Telltale"):
        assert not any(telltale in part for part in kept)
    assert not any(mira["email"] in str(key) for key in cache._cache)


def test_the_secret_of_the_codes_is_sealed(mira):
    kept = Authenticator.objects.get()

    assert mira["totp_secret"] not in str(kept.data)
    assert kept.wrap().validate_code(code_of(mira["totp_secret"]))


def test_a_sensitive_act_asks_again_after_fifteen_minutes_and_then_goes_on(client, mira):
    sign_in(client, mira)
    assert client.get("/sign-in/password/").status_code == 200

    with time_machine.travel(clock.now() + timedelta(minutes=16), tick=False):
        away = client.get("/sign-in/password/")
        assert away["Location"].startswith("/sign-in/factors/reauthenticate/")
        assert client.get("/desk/").status_code == 200
        back = client.post(away["Location"], {"code": code_of(mira["totp_secret"]), "next": "/sign-in/password/"})

        assert back["Location"] == "/sign-in/password/"
        assert client.get("/sign-in/password/").status_code == 200


def test_a_stolen_cookie_does_no_sensitive_act(client, mira):
    sign_in(client, mira)
    thief = Browser()
    thief.cookies["session"] = client.cookies["session"].value

    with time_machine.travel(clock.now() + timedelta(minutes=16), tick=False):
        for path in ("/sign-in/password/", "/sign-in/factors/totp/deactivate/", "/sign-in/factors/webauthn/add/"):
            assert thief.get(path)["Location"].startswith("/sign-in/factors/reauthenticate/")
        assert thief.post("/sign-in/sessions/end/")["Location"].startswith("/sign-in/factors/reauthenticate/")


def test_a_new_password_ends_the_other_sessions(client, mira):
    elsewhere = Browser()
    sign_in(elsewhere, mira)
    with time_machine.travel(clock.now() + timedelta(seconds=31), tick=False):
        sign_in(client, mira)
        new = "four plain words together"
        client.post("/sign-in/password/", {"oldpassword": mira["password"], "password1": new, "password2": new})

        assert client.get("/desk/").status_code == 200
        assert elsewhere.get("/desk/").status_code == 302
    assert AuditEntry.objects.filter(event="staff.factor_changed", details={"change": "password_changed"}).exists()


def test_the_only_factor_stays(client, mira):
    sign_in(client, mira)

    client.post("/sign-in/factors/totp/deactivate/")

    assert factors.has_one(StaffMember.objects.get())


def test_one_sees_and_ends_ones_own_sessions(client, mira):
    elsewhere = Browser()
    sign_in(elsewhere, mira)
    with time_machine.travel(clock.now() + timedelta(seconds=31), tick=False):
        sign_in(client, mira)

        assert client.get("/sign-in/sessions/").content.decode().count("<li>") >= 2
        client.post("/sign-in/sessions/end/")

        assert client.get("/desk/").status_code == 200
        assert elsewhere.get("/desk/").status_code == 302


def test_nobody_ends_a_colleagues_session(client, mira, create_staff):
    colleague, other = Browser(), create_staff("noor@desk.example")
    sign_in(colleague, other)
    sign_in(client, mira)

    client.post("/sign-in/sessions/end/", {"session": Session.objects.get(staff__email=other["email"]).lookup})

    assert colleague.get("/desk/").status_code == 200


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email", "account_set_password"])
def test_there_is_no_sign_up_and_no_reset_by_mail(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_pages_have_no_inline_script_or_style_and_one_heading(client, newcomer):
    pages = [client.get("/sign-in/")]
    give_password(client, newcomer)
    pages += [client.get(f"/sign-in/{path}") for path in ("set-up/", "factors/totp/activate/", "factors/webauthn/add/")]
    set_up_codes(client)
    pages += [client.get(f"/sign-in/{path}") for path in ("factors/recovery-codes/", "factors/", "sessions/", "password/")]
    pages += [client.get(f"/sign-in/factors/{path}") for path in ("webauthn/", "totp/deactivate/", "recovery-codes/generate/")]
    client.post("/sign-in/out/")
    give_password(client, newcomer)
    pages.append(client.get("/sign-in/factors/authenticate/"))

    for page in pages:
        text = page.content.decode()
        assert page.status_code == 200
        assert text.count("<h1") == 1
        assert "style=" not in text and "<style" not in text and "javascript:" not in text and "data:image" not in text
        for attributes in re.findall(r"<script([^>]*)>", text):
            assert "src=" in attributes or 'type="application/json"' in attributes
        assert not re.search(r"\son[a-z]+=", text)


def test_create_staff_refuses_a_role_that_does_not_exist(db):
    with pytest.raises(CommandError, match="no such role"):
        call_command("create_staff", "--email", "x@desk.example", "--roles", "chief", "--json")

    assert not StaffMember.objects.exists()


def test_end_sessions_signs_somebody_out_everywhere(client, mira, capsys):
    sign_in(client, mira)

    call_command("end_sessions", "--email", mira["email"])

    assert capsys.readouterr().out.strip() == "1"
    assert client.get("/desk/").status_code == 302


def test_renew_sign_in_gives_a_first_password_and_forgets_factors(client, mira, capsys):
    call_command("renew_sign_in", "--email", mira["email"])
    password = capsys.readouterr().out.strip()

    assert give_password(client, mira).status_code == 200
    give_password(client, mira | {"password": password})
    assert client.get("/desk/")["Location"].startswith("/sign-in/set-up/")


def test_whoever_has_one_factor_is_led_to_a_second_before_removing_it(client, mira):
    sign_in(client, mira)

    page = client.get("/sign-in/factors/totp/deactivate/").content.decode()

    assert "This is your only second factor." in page
    assert "Switch off</button>" not in page
    assert "/sign-in/factors/webauthn/add/" in page


def test_a_lost_factor_is_spoken_of_where_it_is_asked_for(client, mira):
    page = give_password(client, mira, follow=True).content.decode()

    assert "Phone or key lost?" in page


def test_new_recovery_codes_are_spoken_of_once(client, mira):
    sign_in(client, mira)

    page = client.post("/sign-in/factors/recovery-codes/generate/", follow=True).content.decode()

    assert page.count("Write them down or print them now") == 1
    assert "secure location" not in page
