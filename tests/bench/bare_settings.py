"""The portal's settings with nothing in a request's way."""

from portal.settings import *  # noqa: F403 - the same database and the same logs
from portal.settings import INSTALLED_APPS as ALL

ROOT_URLCONF = "tests.bench.bare"
MIDDLEWARE: list[str] = []
INSTALLED_APPS = [app for app in ALL if not app.startswith("allauth")]  # it insists on its middleware
