"""Every scheduled job exists under its name, may run twice, and finds nothing to do on an empty database."""

import re

import pytest
from django.conf import settings

from portal.celery import app
from reporting import jobs
from tests.promises.source import python_files

NAMED = re.compile(r'(?:later|poke|JOB\s*=)\(?\s*"([a-z_]+\.[a-z_]+)"')


def test_there_are_jobs():
    assert {"webhooks.deliver", "audit.chain", "ledger.sequence", "clocks.sweep"} <= jobs.registry.keys()


def test_every_job_that_is_named_exists():
    named = {name for path in python_files("reporting") for name in NAMED.findall(path.read_text())}

    assert named, "No job is named any more: mend this test's pattern."
    assert named <= jobs.registry.keys(), f"Write the task for {named - jobs.registry.keys()}, or mend the name."


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", sorted(jobs.registry))
def test_a_job_may_run_twice_on_an_empty_database(name):
    first, second = jobs.registry[name].work(), jobs.registry[name].work()

    assert isinstance(first, int), f"{name}: answer how many things were done."
    assert second == 0, f"{name}: a second run finds nothing left to do."


def test_the_broker_carries_names_alone():
    assert app.conf.task_serializer == "json" and app.conf.accept_content == ["json"]
    assert app.conf.task_ignore_result and app.conf.task_acks_late and app.conf.task_reject_on_worker_lost
    assert app.conf.broker_url == (settings.REDIS_URL or "memory://")
