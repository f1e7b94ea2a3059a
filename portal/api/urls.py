"""Addresses of this surface."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
