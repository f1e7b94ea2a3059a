"""No word of a report is in any list or webhook, whatever the reporter agreed to share."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.incidents import actions as incidents
from reporting.webhooks.models import WebhookMessage
from tests.api.calling import program_of, reporter
from tests.makers import AT, file_report, make_actor

WORDS = ("quagga", "zephyr", "obelisk", "marzipan", "lanthorn", "wombat", "fjordic", "tumbrel")
sentences = st.lists(st.sampled_from(WORDS), min_size=2, max_size=6).map(" ".join)
codes = st.sampled_from(WORDS).map(lambda word: f"id-{word}")
LISTS = ("cases", "incidents", "deliveries", "endpoints")


@pytest.mark.django_db
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    what=sentences,
    expected=sentences,
    model=sentences,
    account=sentences,
    request=codes,
    consent=st.sampled_from(["yes", "yes_without_contact"]),
)
def test_no_word_of_a_report_leaves_in_a_list_or_a_webhook(transactional_free, what, expected, model, account, request, consent):
    typed = {"what_happened": what, "expected": expected, "model": model, "account_ref": account, "request_id": request}
    reported = file_report(**typed, share_with_platform=consent)
    lead, lumen = make_actor("team_lead"), program_of("lumen")
    incidents.notify(incident=incidents.open_incident(case=reported.case, by=lead, at=AT), by=lead, at=AT)
    reporter(reported).post("case/messages", {"text": what})

    told = json.dumps([lumen.get(path).json() for path in LISTS]) + "".join(WebhookMessage.objects.values_list("body", flat=True))

    assert reported.case.number in told
    assert not [word for word in WORDS if word in told.lower()]


@pytest.fixture
def transactional_free(db) -> None:
    """The database, asked for by name because hypothesis runs the test many times in one."""
