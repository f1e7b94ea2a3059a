"""An intake process mounts only what reporters call; it holds no key that opens a report."""

import os
import subprocess
import sys

from django.conf import settings

ASK = "import django; django.setup(); from portal.api.urls import urlpatterns; print(*[str(one.pattern) for one in urlpatterns])"


def run(*arguments: str, **changes: str) -> str:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings", **changes}
    done = subprocess.run([sys.executable, *arguments], env=environment, cwd=settings.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]
    return done.stdout


def test_an_intake_process_has_the_reporters_calls_alone(tmp_path):
    run("manage.py", "keys", "public", "--out", str(tmp_path / "public"))

    mounted = run("-c", ASK, PORTAL_ROLE="intake", SEALING_KEYS_FILE=str(tmp_path / "public"))

    assert mounted.split() == ["reports", "case", "case/messages", "case/confirmation", "case/erasure"]
