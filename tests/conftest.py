"""What every test has: its own keys and database, and no way to the network."""

import os
import secrets
import tempfile

os.environ.setdefault("PORTAL_VAR", tempfile.mkdtemp(prefix="portal-tests-"))
os.environ.setdefault("DEBUG", "0")
os.environ.setdefault("DEMONSTRATION", "1")
os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(64))
os.environ.setdefault("PUBLIC_URL", "http://127.0.0.1:8000")
