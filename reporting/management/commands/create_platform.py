"""`manage.py create_platform`: add an AI vendor with a token and, when asked, products and an endpoint; every secret is shown this once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from reporting import clock
from reporting.actors import Actor
from reporting.management.answers import refusals_said, shown
from reporting.platforms import actions as platforms
from reporting.platforms import rules
from reporting.webhooks import actions as webhooks


class Command(BaseCommand):
    help = "Add an AI vendor and show its token and endpoint secret, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--slug", required=True, help="short name, for example example-ai")
        parser.add_argument("--name", required=True, help="name as a reporter would know it")
        parser.add_argument("--endpoint", default="", metavar="URL", help="where to send webhooks")
        parser.add_argument("--product", action="append", default=[], metavar="NAME", help="a system of this vendor; may be repeated")
        parser.add_argument("--sandbox", action="store_true", help="a test platform, never counted in public figures")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        with refusals_said():
            made = _create(options)
        self.stdout.write(shown(made, as_json=options["json"]))


@transaction.atomic
def _create(options: dict[str, Any]) -> dict[str, str | None]:
    """Everything or nothing. Without an endpoint its two values are null."""
    by, at = Actor.system("create_platform"), clock.now()
    platform = platforms.create_platform(slug=options["slug"], name=options["name"], is_sandbox=options["sandbox"], by=by, at=at)
    for name in options["product"]:
        platforms.add_product(platform=platform, slug=rules.slug_from(name), name=name, by=by, at=at)
    made: dict[str, str | None] = {"platform": platform.slug, "endpoint": None, "secret": None}
    made["token"] = platforms.issue_token(platform=platform, by=by, at=at).plain
    if options["endpoint"]:
        endpoint, secrets = webhooks.create_endpoint(platform=platform, url=options["endpoint"], by=by, at=at)
        made |= {"endpoint": endpoint.number, "secret": secrets.secret}
    return made
