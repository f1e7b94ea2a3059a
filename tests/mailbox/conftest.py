"""Pages as they are, without collecting static files first."""

import pytest


@pytest.fixture(autouse=True)
def static_files_by_their_own_names(settings):
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
