"""Prints where the demonstration is and how to get in."""

import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from portal.desk.demo import token_for
from reporting.access.roles import ROLES

KEY_FILE = "demo_case_key"
PROGRAM_FILE = "demo_platform_token"
PAUSE = 0.2


def curl(token: str) -> str:
    """One line to paste: the platform's own incidents."""
    return f'curl -H "Authorization: Bearer {token}" {settings.PUBLIC_URL}/api/v1/incidents'


class Command(BaseCommand):
    help = "Print the address, a one-click sign-in link per staff role, a case key to try, and a call with a platform's token."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--wait", action="store_true", help="wait until the portal answers, at most a minute")

    def handle(self, *args: Any, wait: bool, **options: Any) -> None:
        if wait:
            self._wait()
        self.stdout.write(f"\nThe portal runs at {settings.PUBLIC_URL}  (Ctrl-C stops it)\n\nStaff, one click each, this machine only:")
        for role in ROLES:
            link = reverse("demo_sign_in", args=[token_for(role)])
            self.stdout.write(f"  {role.replace('_', ' '):18}{settings.PUBLIC_URL}{link}")
        key = settings.VAR / KEY_FILE
        if key.exists():
            self.stdout.write(f"\nA reporter: open {settings.PUBLIC_URL}/case/ with this case key:\n  {key.read_text()}")
        token = settings.VAR / PROGRAM_FILE
        if token.exists():
            self.stdout.write(f"\nA platform's program, with a token of its own:\n  {curl(token.read_text())}\n")

    def _wait(self) -> None:
        for _ in range(int(60 / PAUSE)):
            try:
                with urllib.request.urlopen(f"{settings.PUBLIC_URL}/healthz", timeout=2):  # noqa: S310 - our own address
                    return
            except OSError:
                time.sleep(PAUSE)
