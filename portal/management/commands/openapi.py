"""Prints the API's OpenAPI document, or brings its copy in docs/reference up to date."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.api import schema


class Command(BaseCommand):
    help = "Print the OpenAPI document of the API as YAML; with --write bring docs/reference/openapi.yaml up to date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", action="store_true")

    def handle(self, *args: Any, write: bool, **options: Any) -> None:
        if write:
            (settings.ROOT / schema.COPY).write_text(schema.as_yaml(), encoding="utf-8")
        else:
            self.stdout.write(schema.as_yaml())
