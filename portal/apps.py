"""The surfaces as one Django app: template tags, static files, and the wakers of background work."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        from portal.web import waking
        from reporting import jobs, tasks  # noqa: F401 - importing the index registers every job

        jobs.wake_with(waking.waker())
