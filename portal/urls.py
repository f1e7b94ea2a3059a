"""Every address, by surface. A process mounts only the surfaces of its role: `intake` has no desk and no platform API."""

from django.urls import include, path

handler404 = "portal.web.refusals.page_not_found"
handler500 = "portal.web.refusals.server_error"

urlpatterns = [
    path("", include("portal.public.urls")),
    path("case/", include("portal.mailbox.urls")),
    path("desk/", include("portal.desk.urls")),
    path("sign-in/", include("portal.desk.sign_in_urls")),
    path("api/v1/", include("portal.api.urls")),
]
