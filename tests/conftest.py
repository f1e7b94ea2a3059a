"""What every test has: keys and folders of its own, made before any setting is read."""

import os
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="portal-tests-"))
os.environ["PORTAL_VAR"] = str(FOLDER)
os.environ["DEMONSTRATION"] = "1"
for name in ("DEBUG", "REDIS_URL", "SEALING_KEYS", "SEALING_KEYS_FILE", "PUBLIC_URL", "FACTS_DIR", "PORTAL_ROLE"):
    os.environ.pop(name, None)

from portal.up import make_keys  # noqa: E402 - the folder must be known first

make_keys(FOLDER)
