"""Celery as transport: wake-ups without facts. Rows in the database remain the truth."""

import logging
import os
import sys

from celery import Celery
from celery.signals import beat_init, celeryd_init
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
logger = logging.getLogger("portal.work")
NO_BROKER = "REDIS_URL is not set, so there is nothing for Celery to carry. Set it, or run `manage.py work` in place of worker and beat."
TRANSPORT = {
    "visibility_timeout": 300,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "retry_on_timeout": False,
    "global_keyprefix": f"{settings.REDIS_PREFIX}:",
}
app = Celery("portal", broker=settings.REDIS_URL or "memory://")
app.conf.update(
    task_serializer="json",
    accept_content=["json"],
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    broker_transport_options=TRANSPORT,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    task_time_limit=120,
    task_publish_retry=False,
    worker_concurrency=max(2, os.cpu_count() or 1),  # webhooks.deliver stays in one place; the others are for all other jobs
    timezone="UTC",
    beat_schedule_filename=str(settings.VAR / "celerybeat-schedule"),
)


@celeryd_init.connect
@beat_init.connect
def refuse_without_broker(**_: object) -> None:
    """Stop a worker or beat that would wait at a queue of its own process, which nobody else can reach."""
    if not settings.REDIS_URL:
        print(NO_BROKER, file=sys.__stderr__)  # beat has turned the other stderr into a log, which holds no sentences
        sys.exit(1)


@app.task(name="portal.run", ignore_result=True)
def run(name: str) -> None:
    """Do all that is due of one job. Its rows say what; the message carries only the job's name."""
    from reporting import jobs

    jobs.run(name)


@app.on_after_finalize.connect
def _schedule(sender: Celery, **_: object) -> None:
    import django

    django.setup()
    from reporting import jobs

    for job in jobs.registry.values():
        sender.add_periodic_task(job.every, run.s(job.name), name=job.name, expires=max(job.every.total_seconds(), 1))


def send(name: str) -> None:
    """Publish a wake-up; a broker that refuses or is away costs only the time until the next sweep."""
    try:
        run.apply_async((name,), expires=30)
    except Exception as error:  # whatever the transport raises: the row is the promise, this was the nudge
        logger.warning("wake-up not sent", extra={"job": name, "error": type(error).__name__})
