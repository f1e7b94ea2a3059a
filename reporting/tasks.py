"""Index of every job, one import line per subject."""

from reporting.access import tasks as access
from reporting.audit import tasks as audit
from reporting.clocks import tasks as clocks
from reporting.incidents import tasks as incidents
from reporting.mailbox import tasks as mailbox
from reporting.platforms import tasks as platforms
from reporting.webhooks import tasks as webhooks

__all__ = ["access", "audit", "clocks", "incidents", "mailbox", "platforms", "webhooks"]
