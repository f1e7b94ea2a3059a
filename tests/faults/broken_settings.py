"""The portal's own settings and one app that fails on demand."""

from portal.settings import *  # noqa: F403 - every setting as it is

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults.broken.apps.BrokenConfig"]  # noqa: F405 - from the line above
