"""The portal's settings with nothing in a request's way."""

from portal.settings import *  # noqa: F403 - the same database and the same logs

ROOT_URLCONF = "tests.bench.bare"
MIDDLEWARE: list[str] = []
