"""The one address of the reporter's room."""

from django.urls import path

from portal.mailbox import views

urlpatterns = [path("", views.mailbox, name="mailbox")]
