"""Reads settings from the environment (every secret also as NAME_FILE) and stops the start, with help, when one cannot be used."""

import os
from pathlib import Path
from typing import NoReturn

from django.core.exceptions import ImproperlyConfigured
from environ import FileAwareEnv
from environ.fileaware_mapping import FileAwareMapping

ROOT = Path(__file__).resolve().parent.parent


class _Environment(FileAwareMapping):  # type: ignore[misc]
    """The environment, where a NAME_FILE that cannot be read stops the start with a sentence."""

    def __getitem__(self, key: str) -> str:
        try:
            return str(super().__getitem__(key))
        except OSError as problem:
            _stop(f"{key}_FILE names {os.environ.get(f'{key}_FILE')}, which cannot be read: {problem.strerror}.")


class _Env(FileAwareEnv):  # type: ignore[misc]
    ENVIRON = _Environment()


env = _Env()

EXAMPLE_VALUES = ("change-me", "changeme", "example", "insecure", "secret")


def var_folder() -> Path:
    """Where the embedded default keeps its database and keys; `PORTAL_VAR` moves it."""
    return Path(env.str("PORTAL_VAR", str(ROOT / "var")))


def port() -> int:
    """Where `serve` and `up` listen."""
    try:
        return int(env.int("PORT", 8000))
    except ValueError:
        _stop("PORT must be a number, such as 8000.")


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


def secret_file(name: str) -> str:
    """Where the secret lies when it came from a file: the one NAME_FILE names, or the kept one; empty when it was given as a value."""
    kept = var_folder() / "keys" / name.lower()
    given = os.environ.get(f"{name}_FILE", "")
    return given or (str(kept) if kept.exists() and not os.environ.get(name) else "")


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


def _stop(sentence: str) -> NoReturn:
    raise ImproperlyConfigured(sentence)


def database(url: str) -> dict[str, object]:
    """Django's database entry for `DATABASE_URL`, with the options that hold under load (docs/decisions/0004)."""
    if url.partition(":")[0] not in env.DB_SCHEMES:
        _stop("DATABASE_URL is not an address of a database, such as postgres://portal@127.0.0.1/portal.")
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
