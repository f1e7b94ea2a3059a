"""Which real services are here. A test that needs one is left out, and named at the end, where it is missing; REQUIRE_SERVICES=1 makes that a failure."""

import os
import shutil
import socket
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
REDIS_URL = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/0")
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


@cache
def why_no_postgres() -> str:
    import psycopg

    try:
        psycopg.connect(POSTGRES_URL, connect_timeout=3).close()
    except psycopg.Error as error:
        return f"PostgreSQL does not answer at TEST_POSTGRES_URL ({type(error).__name__})"
    return ""


@cache
def why_no_redis() -> str:
    import redis

    try:
        redis.Redis.from_url(REDIS_URL, socket_connect_timeout=3).ping()
    except (redis.RedisError, OSError) as error:
        return f"Redis does not answer at TEST_REDIS_URL ({type(error).__name__})"
    return ""


@cache
def why_no_chromium() -> str:
    return "" if Path(CHROMIUM).exists() else f"Chromium is not at {CHROMIUM} (Debian: apt-get install chromium)"


@cache
def why_no_redis_server() -> str:
    return "" if shutil.which("redis-server") else "the program redis-server is not installed"


@cache
def postgres_programs() -> Path:
    """Where initdb and postgres are; an empty path where they are not."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else Path()


def why_no_postgres_server() -> str:
    return "" if postgres_programs().parts else "the programs of PostgreSQL's server are not installed (Debian: apt-get install postgresql)"


@cache
def why_no_nginx() -> str:
    return "" if shutil.which("nginx") else "the program nginx is not installed (Debian: apt-get install nginx-light)"


@cache
def why_no_systemd() -> str:
    return "" if shutil.which("systemd-analyze") else "the program systemd-analyze is not installed (Debian: apt-get install systemd)"


NEEDS: Mapping[str, Callable[[], str]] = {
    "postgres": why_no_postgres,
    "redis": why_no_redis,
    "journey": why_no_chromium,
    "redis_server": why_no_redis_server,
    "nginx": why_no_nginx,
    "postgres_server": why_no_postgres_server,
    "systemd": why_no_systemd,
}


def free_port() -> int:
    """A port nobody listens on, below those the system hands out by itself."""
    for port in range(20000 + os.getpid() % 5000, 32000):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise RuntimeError("no free port")
