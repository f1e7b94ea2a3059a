"""The web process."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

from portal.env import hurry

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()
hurry(connections.settings["default"])
