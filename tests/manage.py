"""`python -m tests.manage COMMAND`: a management command with the keys and folder of a test run."""

import os
import sys

from tests import keys

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    os.environ["PORTAL_VAR"] = str(keys.FOLDER)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
