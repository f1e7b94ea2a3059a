"""`manage.py add_product`: one more system of an AI vendor that is already here."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from reporting import clock
from reporting.actors import Actor
from reporting.management.answers import refusals_said, shown
from reporting.platforms import actions as platforms
from reporting.platforms import queries, rules


class Command(BaseCommand):
    help = "Add a system of an AI vendor. Reporters can choose it at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--platform", required=True, metavar="SLUG", help="short name of the vendor")
        parser.add_argument("--name", required=True, help="name as a reporter would know it")
        parser.add_argument("--slug", default="", help="short name of the product; made from its name when left out")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, platform: str, name: str, slug: str, **options: Any) -> None:
        by, at = Actor.system("add_product"), clock.now()
        with refusals_said():
            vendor = queries.get_named(platform, to=by)
            product = platforms.add_product(platform=vendor, slug=slug or rules.slug_from(name), name=name, by=by, at=at)
        made = {"platform": vendor.slug, "product": product.slug, "name": product.name}
        self.stdout.write(shown(made, as_json=options["json"]))
