"""Addresses of the public pages."""

from django.urls import path

from portal.public import guidance, log, views

urlpatterns = [
    path("", views.start, name="start"),
    path("report/", views.report, name="report"),
    path("danger/", views.danger, name="danger"),
    path("exit", views.leave, name="exit"),
    path("guidance/", guidance.places, name="guidance"),
    path("guidance/<str:country>/", guidance.place, name="guidance_place"),
    path("verify/", log.check_receipt, name="verify"),
    path("log/checkpoint", log.checkpoint, name="log_checkpoint"),
    path("log/tile/<path:path>", log.tile, name="log_tile"),
    path(".well-known/good-faith.json", log.good_faith, name="good_faith"),
    path(".well-known/security.txt", log.security, name="security_txt"),
]
