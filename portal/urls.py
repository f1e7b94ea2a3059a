"""Every address, by surface. A process mounts only the surfaces of its role: `intake` has no desk and no platform API."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from portal.desk import demo
from portal.web import health

handler400 = "portal.web.refusals.bad_request"
handler404 = "portal.web.refusals.page_not_found"
handler500 = "portal.web.refusals.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("portal.public.urls")),
    path("case/", include("portal.mailbox.urls")),
    path("api/v1/", include("portal.api.urls")),
]
if settings.PORTAL_ROLE != "intake":
    urlpatterns += [
        path("desk/", include("portal.desk.urls")),
        path("sign-in/", include("portal.desk.sign_in_urls")),
        path("demo/sign-in/<str:token>/", demo.sign_in, name="demo_sign_in"),
    ]
if settings.DEBUG:
    urlpatterns.append(path("patterns/", include("portal.web.patterns")))
