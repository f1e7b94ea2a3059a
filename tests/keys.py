"""Keys and folders of the test run's own, made before any setting is read (pytest loads this module first)."""

import os
import tempfile
from pathlib import Path

FOLDER = Path(os.environ.setdefault("PORTAL_TEST_FOLDER", tempfile.mkdtemp(prefix="portal-tests-")))
for name in (
    "DEBUG",
    "REDIS_URL",
    "SEALING_KEYS",
    "SEALING_KEYS_FILE",
    "LOG_SIGNING_KEY",
    "PUBLIC_URL",
    "FACTS_DIR",
    "PORTAL_ROLE",
    "SECRET_KEY",
):
    os.environ.pop(name, None)
os.environ |= {"PORTAL_VAR": str(FOLDER), "DEMONSTRATION": "1", "LOG_SEEN_FILE": ""}

from portal.up import make_keys  # noqa: E402 - the folder must be known first

make_keys(FOLDER)
