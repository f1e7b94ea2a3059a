"""The portal's settings with a test run's keys, for mypy, which reads settings outside any test."""

from importlib import import_module

import_module("tests.keys")

from portal.settings import *  # noqa: E402, F403 - the keys must be there first
