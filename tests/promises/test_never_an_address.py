"""Nobody's address or browser is kept: not in a column, a log line, a cache key, a template or a sample configuration."""

import json
import logging
import re

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection, models

from portal.web.logs import ALLOWED, AllowListFormatter
from tests.promises.source import ROOT, python_files, shown, templates

ADDRESS, BROWSER = "203.0.113.77", "Sentinel-Browser/9"
FORM = "application/x-www-form-urlencoded"
TELLS_WHO = re.compile(r"(^|_)(ip|addr|remote|agent|referer|referrer|device|latitude|longitude)($|_)|^(client_|source_)?address$")
READS_WHO = re.compile(r"REMOTE_ADDR|REMOTE_HOST|HTTP_USER_AGENT|X_FORWARDED_FOR|X-Forwarded-For|headers\[.User-Agent|HTTP_REFERER")
# The two places that look at an address; neither keeps it.
MAY_LOOK = {
    "portal/desk/sign_in.py": "counts wrong guesses under a keyed hash whose key is forgotten within a day",
    "portal/desk/demo.py": "lets one-click sign-in in from this machine only",
    "portal/web/limits.py": "counts requests under a keyed hash whose key is forgotten within a day",
}


def test_no_column_can_hold_an_address_or_a_browser():
    fields = [(model, field) for model in apps.get_models() for field in model._meta.local_concrete_fields]
    found = [f"{model.__name__}.{field.name}" for model, field in fields if tells_who(field)]

    assert not found, f"Take these columns out; count under a forgetting hash instead (portal/desk/sources.py): {found}"


def tells_who(field):
    return isinstance(field, models.GenericIPAddressField) or TELLS_WHO.search(field.name)


def test_an_address_is_looked_at_only_in_the_places_known_for_it():
    found = {shown(path) for path in [*python_files(), *templates()] if READS_WHO.search(path.read_text())}

    assert found <= MAY_LOOK.keys(), (
        f"These read an address: {sorted(found - MAY_LOOK.keys())}. Use source_of(...) at one of {sorted(MAY_LOOK)}."
    )


def test_a_log_line_keeps_only_the_allowed_fields():
    known = {key for key in ALLOWED if TELLS_WHO.search(key)}
    record = logging.makeLogRecord(
        {"name": "portal.requests", "msg": "request", "address": ADDRESS, "user_agent": BROWSER, "path": f"/{ADDRESS}"}
    )

    assert not known, f"Take these out of ALLOWED in portal/web/logs.py: {known}"
    assert ADDRESS not in AllowListFormatter().format(record) and BROWSER not in AllowListFormatter().format(record)


def test_a_foreign_logger_says_only_its_name():
    record = logging.makeLogRecord({"name": "elsewhere", "msg": f"from {ADDRESS}", "args": ()})

    assert json.loads(AllowListFormatter().format(record)).keys() <= {"at", "level", "logger"}


@pytest.mark.django_db
def test_after_visits_and_wrong_guesses_no_table_cache_or_log_knows_who_came(client, caplog):
    caplog.set_level(logging.DEBUG)
    who = {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": BROWSER, "HTTP_REFERER": f"http://{ADDRESS}/"}

    for path in ("/", "/report", "/report/", "/case/", "/guidance/", "/nothing-here"):
        client.get(path, **who)
    client.post("/sign-in/", "login=nobody%40example.org&password=not-right-at-all", content_type=FORM, **who)

    written = "\n".join(AllowListFormatter().format(record) for record in caplog.records)
    for trace in (ADDRESS, BROWSER):
        assert trace not in written, "A log line knows who came: write names and numbers only (portal/web/logs.py)."
        assert trace not in everything_stored(), "A table knows who came: keep no address and no browser."
        assert trace not in repr(getattr(cache, "_cache", {})), "A cache key knows who came: use sources.source_of(...)."


def everything_stored():
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += [repr(row) for row in cursor.fetchall()]
    return "\n".join(rows)


def test_the_cache_stays_inside_the_process():
    assert {entry["BACKEND"].rpartition(".")[2] for entry in settings.CACHES.values()} == {"LocMemCache"}, (
        "A shared cache outlives the day after which hashes of addresses must be forgotten. Keep LocMemCache."
    )


def test_the_sample_web_server_logs_no_address():
    conf = (ROOT / "deploy/nginx.conf").read_text()

    assert "access_log off;" in conf, "deploy/nginx.conf: keep `access_log off;`."
    assert "error_log /dev/null crit;" in conf, "deploy/nginx.conf: nginx's error log names client addresses; keep it off."
    assert not re.search(r"X-Forwarded-For|X-Real-IP", conf), "deploy/nginx.conf: do not hand the address on."
