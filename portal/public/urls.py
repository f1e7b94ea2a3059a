"""Addresses of the public pages."""

from django.urls import path

from portal.public import guidance, views

urlpatterns = [
    path("", views.start, name="start"),
    path("report/", views.report, name="report"),
    path("danger/", views.danger, name="danger"),
    path("exit", views.leave, name="exit"),
    path("guidance/", guidance.places, name="guidance"),
    path("guidance/<str:country>/", guidance.place, name="guidance_place"),
]
