"""Addresses of staff sign-in, below /sign-in/. Of django-allauth only what is listed: no sign-up, no e-mail pages, no password reset."""

from allauth.account import views as account
from django.urls import include, path

from portal.desk import sign_in_views as views
from portal.desk.staff import confirmed_page

urlpatterns = [
    path("", account.login, name="account_login"),
    path("out/", account.logout, name="account_logout"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", confirmed_page(account.password_change), name="account_change_password"),
    path("set-up/", views.set_up_factor, name="set_up_factor"),
    path("sessions/", views.sessions, name="own_sessions"),
    path("sessions/end/", views.end_sessions, name="end_own_sessions"),
    path("factors/webauthn/keys/<int:pk>/remove/", views.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("factors/", include("allauth.mfa.urls")),
]
