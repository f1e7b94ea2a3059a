"""allauth's settings for staff sign-in."""

AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
