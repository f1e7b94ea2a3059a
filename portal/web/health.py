"""Is the process up, and can it do its work?"""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from reporting import clock
from reporting.sealing import keyring
from reporting.webhooks import queries as webhooks


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Database, keys and the age of the oldest delivery that is due; 503 by way of the refusal pages when the database is away."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    keyring.current()
    at = clock.now()
    backlog = webhooks.backlog(at=at)
    oldest = round((at - backlog.oldest_due_at).total_seconds()) if backlog.oldest_due_at else 0
    return JsonResponse({"database": "ok", "keys": "ok", "deliveries_due": backlog.due, "oldest_due_seconds": oldest})
