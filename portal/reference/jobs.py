"""jobs.md: background work, by name and rhythm."""

import inspect

from portal.reference.tables import page, section, table
from reporting import jobs


def text() -> str:
    return page(
        "Jobs",
        "A row in the database is the promise; a job finds what is due and does it. Each may run twice and be lost without harm. "
        "The embedded default runs them in `manage.py work`, production in Celery, by the same table.",
        section(
            "Jobs",
            table(
                ("job", "at the latest every", "what it does", "in"), map(line, sorted(jobs.registry.values(), key=lambda job: job.name))
            ),
        ),
    )


def line(job: jobs.Job) -> tuple[str, ...]:
    module = inspect.getmodule(job.work)
    about = (inspect.getdoc(job.work) or inspect.getdoc(module) or "").splitlines()[0]
    return f"`{job.name}`", f"{job.every.total_seconds():g} s", about, f"`{job.work.__module__.replace('.', '/')}.py`"
