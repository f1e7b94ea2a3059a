"""Django's check against forged requests, for browsers that we told to send no referrer."""

from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware


class ForgeryCheck(CsrfViewMiddleware):
    """With `Referrer-Policy: no-referrer` a browser sends `Origin: null` even with our own forms (Fetch standard).

    Such a request goes on to the token in the session, which decides as ever, unless the browser itself says it comes from elsewhere.
    """

    def _origin_verified(self, request: HttpRequest) -> bool:
        if request.META["HTTP_ORIGIN"] == "null":
            return bool(request.META.get("HTTP_SEC_FETCH_SITE", "same-origin") == "same-origin")
        return bool(super()._origin_verified(request))  # type: ignore[misc]  # the stubs leave it out
