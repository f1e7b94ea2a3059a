"""The one-click sign-in of a demonstration works on this machine, in a demonstration, and nowhere else."""

import pytest

from portal.desk import demo
from reporting.access.roles import ROLES
from tests.desk.conftest import Browser


@pytest.fixture(autouse=True)
def started(settings):
    settings.DEMONSTRATION = True
    settings.DEMO_TOKEN = "made-at-the-start-of-up"


@pytest.fixture
def link(create_staff):
    create_staff("lena@desk.example", "team_lead")
    return f"/demo/sign-in/{demo.token_for('team_lead')}/"


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "127.8.8.8"])
def test_one_click_opens_the_desk_without_a_second_factor(address, link, client):
    answer = client.get(link, REMOTE_ADDR=address)

    assert answer["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200
    assert client.get("/sign-in/password/").status_code == 200


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"REMOTE_ADDR": "192.0.2.1"},
        {"REMOTE_ADDR": "10.0.0.1"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "127.0.0.1.example"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=127.0.0.1"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_REAL_IP": "127.0.0.1"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_VIA": "1.1 proxy"},
    ],
)
def test_from_elsewhere_there_is_nothing(elsewhere, link, client):
    assert client.get(link, **elsewhere).status_code == 404
    assert client.get("/desk/").status_code == 302


def test_outside_a_demonstration_there_is_nothing(link, client, settings):
    settings.DEMONSTRATION = False

    assert client.get(link).status_code == 404


def test_without_a_secret_of_the_start_there_is_nothing(client, settings, create_staff):
    create_staff("lena@desk.example", "team_lead")
    settings.DEMO_TOKEN = ""

    assert client.get(f"/demo/sign-in/{demo.token_for('team_lead')}/").status_code == 404


@pytest.mark.parametrize("token", ["x", "made-at-the-start-of-up", "team_lead", "é"])
def test_another_token_is_nothing(token, link, client):
    assert client.get(f"/demo/sign-in/{token}/").status_code == 404


def test_a_link_is_for_one_role(link):
    assert len({demo.token_for(role) for role in ROLES}) == len(ROLES)


def test_a_demonstration_session_is_worth_nothing_outside_one(link, client, settings):
    client.get(link)
    settings.DEMONSTRATION = False

    assert client.get("/desk/")["Location"].startswith("/sign-in/factors/reauthenticate/")


def test_changing_who_one_is_leaves_nothing_of_the_other(link, create_staff):
    create_staff("otto@desk.example", "auditor")
    client = Browser()
    client.get(link)
    client.get(f"/demo/sign-in/{demo.token_for('auditor')}/")

    assert client.get("/desk/").status_code == 200
    assert client.session["_auth_user_id"] == str(2)


def test_a_link_of_an_earlier_start_says_so_on_this_machine_alone(link, client):
    here = client.get("/demo/sign-in/of-an-earlier-start/", REMOTE_ADDR="127.0.0.1")
    elsewhere = client.get("/demo/sign-in/of-an-earlier-start/", REMOTE_ADDR="192.0.2.1")

    assert (here.status_code, elsewhere.status_code) == (404, 404)
    assert "Each start of the portal prints new ones" in here.content.decode()
    assert "Each start" not in elsewhere.content.decode()
