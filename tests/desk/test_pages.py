"""Who may open which page of the desk: one row per page, one column per role, and nobody."""

import pytest

from reporting.access.roles import ROLES
from reporting.incidents import actions as incidents
from tests.makers import AT, file_report, make_actor

EVERYBODY = frozenset(ROLES)
TRUST = frozenset({"triager", "safety_officer", "team_lead", "auditor"})
LEAD = frozenset({"team_lead"})
FORBIDDEN = ("/desk/trail/", "/desk/routing/")  # and the list of staff; a member is not found by who may not see them
PAGES = {
    "/desk/": EVERYBODY,
    "/desk/mine/": EVERYBODY,
    "/desk/incidents/": EVERYBODY,
    "/desk/clocks/": EVERYBODY,
    "/desk/approvals/": EVERYBODY,
    "/desk/platforms/": EVERYBODY,
    "/desk/cases/{case}/": TRUST,
    "/desk/incidents/{incident}/": TRUST,
    "/desk/routing/": EVERYBODY,
    "/desk/routing/new/": LEAD,
    "/desk/routing/rules/still-visible/": LEAD,
    "/desk/routing/draft/try/": LEAD,
    "/desk/routing/versions/0/": EVERYBODY,
    "/desk/staff/": frozenset({"team_lead", "administrator"}),
    "/desk/staff/{to}/": frozenset({"team_lead", "administrator"}),
    "/desk/trail/": frozenset({"auditor"}),
}
ACTS = {
    "/desk/cases/{case}/claim/": TRUST - {"auditor"},
    "/desk/cases/{case}/assign/": {"team_lead"},
    "/desk/cases/{case}/assign/next/": LEAD,
    "/desk/staff/{to}/skills/": {"administrator"},
    "/desk/staff/{to}/hand-over/": LEAD,
    "/desk/staff/{to}/deactivate/": {"administrator"},
    "/desk/cases/{case}/move/": TRUST - {"auditor"},
    "/desk/cases/{case}/note/": TRUST - {"auditor"},
    "/desk/cases/{case}/message/": TRUST - {"auditor"},
    "/desk/cases/{case}/close/": {"safety_officer", "team_lead"},
    "/desk/cases/{case}/text/": TRUST - {"auditor"},
    "/desk/cases/{case}/text/ask/": TRUST - {"auditor"},
    "/desk/routing/new/": LEAD,
    "/desk/routing/rules/still-visible/switch/": LEAD,
    "/desk/routing/rules/still-visible/place/": LEAD,
    "/desk/cases/{case}/deadlines/": LEAD,
    "/desk/incidents/{incident}/deadlines/": LEAD,
    "/desk/incidents/{incident}/notify/": TRUST - {"auditor"},
    "/desk/incidents/{incident}/close/": {"safety_officer", "team_lead"},
    "/desk/incidents/{incident}/texts/": TRUST - {"auditor"},
}
FILLED = {"queue": "legal", "text": "The filter may be the cause.", "reason": "triage"}
VERSIONS = {
    "deadlines": {"fact": "eu-gdpr-33", "day_day": "20", "day_month": "11", "day_year": "2026", "hour": "09:00", "reason": "counsel"},
    "hand-over": {"version": "0"},
}
REASONS = {"move": "legal_question", "close": "duplicate"}


@pytest.fixture
def there(db):
    case, linked = file_report().case, file_report().case
    lead = make_actor("team_lead")
    incident = incidents.open_incident(case=linked, by=lead, at=AT)
    return {"case": case.number, "incident": incident.number, "to": lead.ref}


def act(browser, address, there):
    last = address.strip("/").rpartition("/")[2]
    return browser.post(
        address.format(**there), FILLED | {"to": there["to"], "reason": REASONS.get(last, "triage")} | VERSIONS.get(last, {})
    )


@pytest.mark.parametrize("role", sorted(ROLES))
@pytest.mark.parametrize("address", PAGES)
def test_a_page_opens_for_the_roles_that_may_see_it(address, role, there, enter):
    answer = enter(role).get(address.format(**there))

    refused = 403 if address.startswith(FORBIDDEN) or address == "/desk/staff/" else 404
    allowed = 409 if address == "/desk/routing/draft/try/" else 200  # they have no draft yet
    assert answer.status_code == (allowed if role in PAGES[address] else refused)
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("role", sorted(ROLES))
@pytest.mark.parametrize("address", ACTS)
def test_an_act_is_done_for_the_roles_that_may_do_it(address, role, there, enter):
    answer = act(enter(role), address, there)

    if role in ACTS[address]:
        assert answer.status_code in (200, 302, 422)
    else:
        assert answer.status_code in (403, 404)


@pytest.mark.parametrize("address", [*PAGES, *ACTS])
def test_nobody_sees_or_does_anything_unsigned(address, there, client):
    assert client.get(address.format(**there))["Location"].startswith("/sign-in/?next=")
    assert act(client, address, there)["Location"].startswith("/sign-in/?next=")


@pytest.mark.parametrize("address", ["/desk/cases/GF-0000-0000-0/", "/desk/incidents/IN-0000-0000/"])
def test_what_is_not_there_looks_like_what_is_not_yours(address, there, enter):
    stranger = enter("legal_officer")

    absent = stranger.get(address)
    hidden = stranger.get(f"/desk/{address.split('/')[2]}/{there['case' if 'cases' in address else 'incident']}/")

    assert absent.status_code == hidden.status_code == 404


@pytest.mark.parametrize("address", [page for page in PAGES if page != "/desk/routing/draft/try/"])
def test_a_page_has_one_heading_and_says_where_it_is(address, there, enter):
    html = enter("team_lead", "auditor").get(address.format(**there)).content.decode()

    assert html.count("<h1") == 1
    assert html.count('aria-current="page"') >= 1
    assert html.count(' id="') == len({part.split('"')[0] for part in html.split(' id="')[1:]})
