"""Headers of every answer: nothing is stored, nothing is sent on, nobody may frame it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), clipboard-read=()"


class Headers:
    """Sits outside everything, so refusals of the gate, errors and static files carry them too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("X-Robots-Tag", "noindex" if request.path.startswith(("/report", "/case", "/desk")) else "all")
        if settings.ONION_LOCATION:
            response.headers.setdefault("Onion-Location", settings.ONION_LOCATION + request.path)
        return response
