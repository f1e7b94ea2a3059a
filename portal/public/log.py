"""What anybody may check: the public log, a receipt, and who runs this."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from portal.web.context import contact_link
from reporting import clock
from reporting.ledger import queries as ledger
from reporting.ledger import tiles, verify
from reporting.ledger.kinds import NotProven

LONGEST_RECEIPT = 20_000


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The latest signed checkpoint (C2SP tlog-checkpoint)."""
    return HttpResponse(tiles.checkpoint(), content_type="text/plain; charset=utf-8")


@require_safe
def tile(request: HttpRequest, path: str) -> HttpResponse:
    """One tile of the log (C2SP tlog-tiles)."""
    return HttpResponse(tiles.tile(f"tile/{path}"), content_type="application/octet-stream")


@require_http_methods(["GET", "HEAD", "POST"])
def check_receipt(request: HttpRequest) -> HttpResponse:
    """Paste a receipt and read what it proves. Nothing of it is kept."""
    text = request.POST.get("receipt", "")[:LONGEST_RECEIPT].replace("\r\n", "\n")
    found: dict[str, object] = {}
    if text:
        try:
            found = {"proven": verify.words(verify.check(text, ledger.verify_keys()))}
        except NotProven as reason:
            found = {"why_not": str(reason)}
    return render(request, "public/verify.html", found)


@require_safe
def good_faith(request: HttpRequest) -> HttpResponse:
    """Who runs this portal, its keys, and where its API begins."""
    told = {
        "operator": settings.OPERATOR_NAME,
        "portal": settings.PUBLIC_URL,
        "api": f"{settings.PUBLIC_URL}/api/v1/",
        "log": f"{settings.PUBLIC_URL}{reverse('log_checkpoint')}",
        "keys": [str(key) for key in ledger.verify_keys()],
    }
    return JsonResponse(told)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116: how to tell us of a security flaw."""
    expires = clock.now().replace(month=12, day=31, hour=0, minute=0, second=0, microsecond=0)
    contact = contact_link() or f"{settings.PUBLIC_URL}{reverse('report')}"
    lines = [f"Contact: {contact}", f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}", f"Canonical: {settings.PUBLIC_URL}/.well-known/security.txt"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
