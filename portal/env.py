"""Reads settings from the environment (every secret also as NAME_FILE) and stops the start, with help, when one cannot be used."""

import json
import os
import re
from dataclasses import fields
from pathlib import Path
from typing import Any, NoReturn

from django.core.exceptions import ImproperlyConfigured
from environ import FileAwareEnv
from environ.fileaware_mapping import FileAwareMapping

from reporting.ledger.signing import read_signing_key
from reporting.webhooks.addresses import networks

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
FEWEST_CHARACTERS = 10
"""A random key of 50 characters has more different ones than this, also in hexadecimal."""

FLAGS = ("DEBUG", "DEMONSTRATION", "BEHIND_PROXY", "ALLOW_LOOPBACK_ENDPOINTS")
YES_OR_NO = {*FileAwareEnv.BOOLEAN_TRUE_STRINGS, "", "0", "false", "off", "no", "n"}
HOST = re.compile(r"\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9a-fA-F:]+\]", re.ASCII)
ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/%?=&-]*)?", re.ASCII)
ONION = re.compile(r"https?://([a-z0-9-]+\.)*[a-z2-7]{56}\.onion(:[0-9]{1,5})?", re.ASCII)
IN_TIME = "-c lock_timeout=5s -c statement_timeout=15s"
CABLE_CUT = 15_000
"""Milliseconds until a connection whose other end acknowledges nothing is given up."""

WIDEST = {4: 8, 6: 7}
"""The shortest prefix of a network that webhooks may be let into: 10.0.0.0/8 and fc00::/7."""


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
    if len(secret_key) < 50 or len(set(secret_key)) < FEWEST_CHARACTERS or any(word in secret_key.lower() for word in EXAMPLE_VALUES):
        _stop("SECRET_KEY is short or an example. Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'")
    if not hosts or "*" in hosts:
        _stop("ALLOWED_HOSTS must name the hosts this portal serves, separated by commas; * is not accepted.")
    if any(host.startswith(".") or not HOST.fullmatch(host) for host in hosts):
        _stop("ALLOWED_HOSTS must name each host itself, such as reports.example.org; no leading dot, no https://, no path.")
    if not public_url.startswith("https://"):
        _stop("PUBLIC_URL must be the https:// address that reporters use.")


def refuse_unusable_values(*, log_signing_key: str, exit_to: str, onion_location: str) -> None:
    """Stop with a sentence when a value cannot be what it should be. No message repeats a value."""
    for name in FLAGS:
        if env.str(name, "").strip().lower() not in YES_OR_NO:
            _stop(f"{name} must be 1 or 0.")
    try:
        read_signing_key(log_signing_key)
    except ValueError:
        _stop(
            "LOG_SIGNING_KEY is no key of this log: it must be the whole line that `manage.py keys` printed (docs/how-to/keep-the-keys.md)."
        )
    if not ADDRESS.fullmatch(exit_to):
        _stop("EXIT_TO must be a plain https:// address, for example https://www.bbc.com/weather.")
    if onion_location and not ONION.fullmatch(onion_location):
        _stop("ONION_LOCATION must be http:// and the onion address, with no path, or empty.")


def refuse_wide_networks(texts: list[str]) -> None:
    """Webhooks may be let into a network of one's own, not into everything (T30 would be open again)."""
    try:
        opened = networks(texts)
    except ValueError:
        _stop("EGRESS_ALLOWED_NETWORKS must be networks such as 10.20.0.0/16, separated by commas.")
    if any(network.prefixlen < WIDEST[network.version] for network in opened):
        _stop("EGRESS_ALLOWED_NETWORKS opens nearly everything. Name your own networks, such as 10.20.0.0/16.")


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


def hurry(entry: dict[str, Any]) -> None:
    """For processes that answer people: a database that keeps waiting becomes "not received, try again", not a page that hangs.

    Commands and workers wait as long as they must. What DATABASE_URL says of its own in `options` comes last and holds.
    """
    if entry["ENGINE"] == "portal.database":
        given = entry["OPTIONS"].get("options", "")
        entry["OPTIONS"].update(options=f"{IN_TIME} {given}".strip(), tcp_user_timeout=CABLE_CUT)
