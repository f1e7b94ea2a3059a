"""No row of a case tells a finer time than the hour of what its reporter did (T13).

What a platform was told keeps its moment: the receiver sees it anyway (reporting/webhooks/models.py).
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.db.models import DateTimeField

from reporting.actors import Actor
from reporting.cases import actions as cases
from reporting.cases.kinds import CloseReason
from reporting.clocks.models import Clock
from reporting.mailbox import actions as mailbox
from tests.makers import Reported, file_report, fresh, make_actor, make_platform

pytestmark = pytest.mark.django_db
FILED = datetime(2026, 11, 21, 9, 41, 7, 123456, tzinfo=UTC)
HOUR = FILED.replace(minute=0, second=0, microsecond=0)
TOLD_TO_A_PLATFORM = {"WebhookMessage", "Delivery"}


def by_reporter(reported: Reported) -> Actor:
    return Actor.reporter(reported.case.number)


def finer_than_the_hour(since: datetime) -> dict[str, list[datetime]]:
    """By column, every time kept of what happened or is due from then on, to the minute or finer."""
    found = {}
    for model in apps.get_app_config("reporting").get_models():
        for field in model._meta.fields:
            if isinstance(field, DateTimeField) and model.__name__ not in TOLD_TO_A_PLATFORM:
                times = model.objects.filter(**{f"{field.name}__gte": since}).values_list(field.name, flat=True)
                found[f"{model.__name__}.{field.name}"] = [at for at in times if (at.minute, at.second, at.microsecond) != (0, 0, 0)]
    return {column: times for column, times in found.items() if times}


@pytest.fixture
def reported() -> Reported:
    make_platform(at=HOUR)
    return file_report(at=FILED, contact_mode="email", email="reporter@example.org")


def test_filing_leaves_no_finer_time(reported):
    assert finer_than_the_hour(HOUR) == {}
    assert fresh(reported.case).due_at == datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize("act", [mailbox.withdraw, mailbox.erase])
def test_withdrawing_or_erasing_leaves_no_finer_time(reported, act):
    act(mailbox=reported.mailbox, by=by_reporter(reported), at=FILED + timedelta(days=2, minutes=3))

    assert finer_than_the_hour(HOUR) == {}


def test_asking_for_another_look_leaves_no_finer_time(reported):
    lead = make_actor("team_lead")
    cases.close(case=cases.claim(case=reported.case, by=lead, at=HOUR), reason=CloseReason.NOT_HARMFUL, by=lead, at=HOUR)
    later = FILED + timedelta(days=2)

    mailbox.write_as_reporter(
        mailbox=fresh(reported.case).mailbox, text="It was meant to hurt.", case_key=reported.case_key, by=by_reporter(reported), at=later
    )

    assert finer_than_the_hour(later.replace(minute=0, second=0, microsecond=0)) == {}


@pytest.mark.parametrize(("minute", "started", "due"), [(5, 0, 15), (16, 15, 30), (41, 30, 45), (59, 45, 60)])
def test_the_emergencys_quarter_of_an_hour_is_never_over_when_it_begins(minute, started, due):

    case = file_report(at=FILED.replace(minute=minute), danger_now="yes").case

    clock = Clock.objects.get(subject=case.number)

    assert (clock.started_at, clock.due_at) == (HOUR + timedelta(minutes=started), HOUR + timedelta(minutes=due))
