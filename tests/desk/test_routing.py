"""The page of routing rules: drafted, tried, put into use and put back by a team lead, read by everybody."""

import pytest

from reporting.routing.models import RoutingDraft, RoutingVersion
from tests.makers import file_report

RULE = {
    "code": "hate-to-security",
    "words": "Security looks at hate this month.",
    "way_category": "is",
    "is_category": "hate",
    "queue": "security",
}


@pytest.fixture
def lead(enter):
    return enter("team_lead")


def text(answer):
    return answer.content.decode()


def draft_of(browser):
    return RoutingDraft.objects.get(member_id=int(browser.actor.ref))


def use(browser, **posted):
    browser.post("/desk/routing/new/", RULE)
    return browser.post(
        "/desk/routing/draft/put-into-use/", {"version": str(draft_of(browser).version), "reason": "new_harm", "note": ""} | posted
    )


def test_the_rules_in_use_are_shown_in_words_to_those_who_only_read(enter, db):
    html = text(enter("auditor").get("/desk/routing/"))

    for words in ("still-visible", "Other people can still see it.", "One step graver", "Goes to the queue Safety emergency"):
        assert words in html
    assert "Add a rule" not in html and "Switch off" not in html


def test_a_rule_goes_from_the_form_through_a_trial_into_use(lead, django_capture_on_commit_callbacks):
    number = file_report().case.number

    lead.post("/desk/routing/new/", RULE)
    drafted = text(lead.get("/desk/routing/"))
    tried = text(lead.get("/desk/routing/draft/try/"))
    version = str(draft_of(lead).version)
    with django_capture_on_commit_callbacks(execute=True):
        lead.post("/desk/routing/draft/put-into-use/", {"version": version, "reason": "new_harm", "note": "For the elections."})

    assert "1 rule differs from those in use" in drafted
    assert number in tried and "Trust and safety → Security" in tried
    assert file_report().case.queue == "security"
    kept = text(lead.get("/desk/routing/versions/1/"))
    assert "For the elections." in kept and "A new kind of harm is reported" in kept


def test_the_case_page_says_which_version_sent_it_there(lead):
    use(lead)

    html = text(lead.get(f"/desk/cases/{file_report().case.number}/"))

    assert "Security looks at hate this month." in html
    assert "By the routing rules of version 1." in html


@pytest.mark.parametrize(
    ("parts", "words", "beside"),
    [
        ({"code": "still-visible"}, "Another rule has this name.", 'href="#id_code"'),
        ({"queue": ""}, "The rule changes nothing.", 'href="#id_queue"'),
        ({"way_category": "", "is_category": ""}, "The rule would hold for every case.", ""),
        ({"queue": "press"}, "that is not in the list", 'href="#id_queue"'),
        ({"also_queue": "security"}, "Two parts of the rule cannot both be so.", 'href="#id_also_queue"'),
        ({"words": "https://files.example/picture"}, "link", 'href="#id_words"'),
    ],
)
def test_a_refused_rule_comes_back_with_the_words_and_what_was_filled_in(parts, words, beside, lead):
    answer = lead.post("/desk/routing/new/", RULE | parts)

    html = text(answer)
    assert answer.status_code in (409, 422)
    assert words in html and beside in html
    assert not RoutingDraft.objects.exists()


def test_answers_chosen_without_saying_how_mean_one_of_them(lead):
    lead.post("/desk/routing/new/", RULE | {"way_category": ""})

    assert "What was reported: “Hate or discrimination”" in text(lead.get("/desk/routing/"))


def test_a_rule_of_the_file_opens_filled_in_and_keeps_its_name(lead):
    html = text(lead.get("/desk/routing/rules/still-visible/"))

    assert "Other people can still see it." in html
    assert html.count('<details class="asked" open>') == 1
    assert 'name="code"' not in html


@pytest.mark.parametrize(("code", "status"), [("danger-now", 403), ("reporter-depicted", 409), ("no-such-rule", 404)])
def test_a_rule_the_form_cannot_change_says_so(code, status, lead):
    assert lead.get(f"/desk/routing/rules/{code}/").status_code == status
    assert lead.post(f"/desk/routing/rules/{code}/", RULE).status_code == status


def test_without_a_reason_the_draft_stays_and_the_page_says_why(lead):
    answer = use(lead, reason="")

    assert answer.status_code == 422
    assert "Say why." in text(answer)
    assert not RoutingVersion.objects.exists() and draft_of(lead)


def test_switching_and_moving_go_into_the_draft_and_can_be_thrown_away(lead):
    lead.post("/desk/routing/rules/still-visible/switch/", {"do": "off"})
    lead.post("/desk/routing/rules/seen-in-public/place/", {"do": "earlier"})
    html = text(lead.get("/desk/routing/"))

    lead.post("/desk/routing/draft/throw-away/")

    assert "Switched off" in html and "Moved" in html
    assert not RoutingDraft.objects.exists()


def test_an_earlier_version_is_put_back_from_its_page(lead):
    use(lead)

    lead.post("/desk/routing/versions/0/put-back/", {"version": "1", "reason": "put_right", "note": ""})

    assert RoutingVersion.objects.get(number=2).same_as == 0
    assert "Version 0 put back." in text(lead.get("/desk/routing/"))


def test_a_version_that_changed_meanwhile_is_not_overwritten(lead):
    use(lead)

    answer = lead.post("/desk/routing/versions/0/put-back/", {"version": "0", "reason": "put_right", "note": ""})

    assert answer.status_code == 409
    assert RoutingVersion.objects.count() == 1
