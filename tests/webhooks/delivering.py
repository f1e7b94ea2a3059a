"""A delivering process on a database of its own: `python -m tests.webhooks.delivering prepare URL N | tell N | deliver`.

The database is the one of DATABASE_URL. `deliver` works until nothing is left; leases are short, so that
nobody need wait.
"""

import json
import os
import sys
import time

import django

MESSAGES_AT_ONCE = 50


def prepare(url: str, number: int) -> None:
    """Make the tables, a platform, an endpoint and that many messages; print the messages' ids."""
    from django.apps import apps
    from django.db import connection, transaction

    from reporting import clock
    from reporting.actors import Actor
    from reporting.platforms.models import Platform
    from reporting.webhooks import actions

    with connection.schema_editor() as editor:
        for label in ("contenttypes", "auth", "reporting"):
            for model in apps.get_app_config(label).get_models():
                editor.create_model(model)
    at = clock.now()
    platform = Platform.objects.create(slug="example", name="Example", added_at=at)
    actions.create_endpoint(platform=platform, url=url, by=Actor.system("tests"), at=at)
    ids = []
    for start in range(0, number, MESSAGES_AT_ONCE):
        with transaction.atomic():
            for one in range(start, min(start + MESSAGES_AT_ONCE, number)):
                payload = {"case_number": f"GF-TEST-{one:04}-0"}
                ids.append(actions.announce(platform=platform, event="case.opened", payload=payload, at=at).number)
    print(json.dumps(ids))


def tell(number: int) -> None:
    """After a line on standard input, tell of one case that many times, each in a transaction of its own; print the sequence numbers."""
    from reporting import clock
    from reporting.platforms.models import Platform
    from reporting.webhooks import actions

    platform = Platform.objects.get()
    sys.stdin.readline()
    payload = {"case_number": "GF-TEST-SAME-0"}
    told = [actions.announce(platform=platform, event="case.opened", payload=payload, at=clock.now()) for _ in range(number)]
    print(json.dumps([message.sequence for message in told]))


def deliver() -> None:
    """After a line on standard input, deliver until nothing is due now or later; then print how many deliveries stand in each state."""
    from django.db.models import Count

    from reporting.actors import Actor
    from reporting.webhooks import pump
    from reporting.webhooks.kinds import Limits
    from reporting.webhooks.models import Delivery

    short = Limits(lease=1.0, total=0.5, connect=0.5, schedule=(0, 0.2, 0.2, 0.2, 0.2), breaker_after=1000)
    sys.stdin.readline()
    while Delivery.objects.filter(state="due").exists():
        if not pump.deliver(by=Actor.system("tests"), most=short):
            time.sleep(0.05)
    print(json.dumps(dict(Delivery.objects.values_list("state").annotate(number=Count("pk")))))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    match sys.argv[1:]:
        case ["prepare", url, number]:
            prepare(url, int(number))
        case ["tell", number]:
            tell(int(number))
        case ["deliver"]:
            deliver()
