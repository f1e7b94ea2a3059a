"""Reads settings from the environment (every secret also as NAME_FILE) and stops the start, with help, when one cannot be used."""

import json
import os
from dataclasses import fields
from pathlib import Path
from typing import Any, NoReturn

from django.core.exceptions import ImproperlyConfigured
from environ import FileAwareEnv

ROOT = Path(__file__).resolve().parent.parent
env = FileAwareEnv()

EXAMPLE_VALUES = ("change-me", "changeme", "example", "insecure", "secret")


def var_folder() -> Path:
    """Where the embedded default keeps its database and keys; `PORTAL_VAR` moves it."""
    return Path(env.str("PORTAL_VAR", str(ROOT / "var")))


def secret(name: str) -> str:
    """A secret from NAME, NAME_FILE, or, for the embedded default, from the file `up` made in `var/keys/`."""
    kept = var_folder() / "keys" / name.lower()
    value = str(env.str(name, "")).strip()
    if not value and kept.exists():
        value = kept.read_text().strip()
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. Set {name} or {name}_FILE, or run `python3 manage.py up` once, which makes one in var/keys/."
        )
    return value


def is_kept_secret(name: str) -> bool:
    """True when the secret came from `var/keys/`, which is for development and demonstration only."""
    return not (os.environ.get(name) or os.environ.get(f"{name}_FILE"))


def refuse_unsafe_start(*, debug: bool, demonstration: bool, secret_key: str, hosts: list[str], public_url: str) -> None:
    """Stop with a sentence that says what to set when a development value would reach production."""
    loopback = {"127.0.0.1", "localhost", "[::1]", "testserver"}
    if debug or demonstration:
        if set(hosts) - loopback:
            _stop("ALLOWED_HOSTS names other machines while DEBUG or DEMONSTRATION is on. Turn both off to serve other machines.")
        return
    for name in ("SECRET_KEY", "SEALING_KEYS", "LOG_SIGNING_KEY"):
        if is_kept_secret(name):
            _stop(
                f"{name} would come from var/keys/, which is for demonstration. Set {name} or {name}_FILE (docs/how-to/run-in-production.md)."
            )
    if len(secret_key) < 50 or any(word in secret_key.lower() for word in EXAMPLE_VALUES):
        _stop("SECRET_KEY is short or an example. Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'")
    if not hosts or "*" in hosts:
        _stop("ALLOWED_HOSTS must name the hosts this portal serves, separated by commas; * is not accepted.")
    if not public_url.startswith("https://"):
        _stop("PUBLIC_URL must be the https:// address that reporters use.")


def webhook_limits(text: str) -> dict[str, Any]:
    """Numbers of `reporting.webhooks.kinds.Limits` by name, from a JSON object; an unknown name or another value stops the start."""
    from reporting.webhooks.kinds import Limits

    known = {field.name for field in fields(Limits) if isinstance(field.default, int | float)}
    try:
        given = json.loads(text)
    except ValueError:
        given = None
    if not isinstance(given, dict) or not all(type(value) in (int, float) and value > 0 for value in given.values()):
        _stop('WEBHOOKS must be a JSON object of numbers above 0, for example {"in_flight": 32}.')
    if set(given) - known:
        _stop(f"WEBHOOKS names limits that there are not. Known are: {', '.join(sorted(known))}.")
    return dict(given)


def _stop(sentence: str) -> NoReturn:
    raise ImproperlyConfigured(sentence)


def database(url: str) -> dict[str, object]:
    """Django's database entry for `DATABASE_URL`, with the options that hold under load (docs/decisions/0004)."""
    entry = dict(env.db_url_config(url))
    if entry["ENGINE"] == "django.db.backends.sqlite3":
        entry["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
        }
        entry["TEST"] = {"NAME": str(var_folder() / "test.sqlite3")}
    else:
        entry.update(ENGINE="portal.database", CONN_MAX_AGE=None, CONN_HEALTH_CHECKS=True)
        entry.setdefault("OPTIONS", {}).update(connect_timeout=3)  # type: ignore[attr-defined]
    return entry
