"""The portal's settings with nothing in a request's way but the one middleware without which the sign-in's app does not load."""

from portal.settings import *  # noqa: F403 - the same database and the same logs

ROOT_URLCONF = "tests.bench.bare"
MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]
