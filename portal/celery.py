"""Celery as transport: wake-ups without facts. Rows in the database remain the truth."""

import logging
import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
logger = logging.getLogger("portal.work")
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
    timezone="UTC",
    beat_schedule_filename=str(settings.VAR / "celerybeat-schedule"),
)


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
