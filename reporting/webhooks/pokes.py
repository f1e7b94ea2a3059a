"""Shortening the wait where there is a broker: a pump that stays listens for pokes. Nothing depends on one."""

import contextlib
import threading
from collections.abc import Iterator
from enum import Enum
from queue import SimpleQueue
from typing import Any

import redis
from django.conf import settings
from django.db import connection
from redis.client import PubSub

LOCK = 0x77686B  # "whk": the family of advisory locks that counts staying pumps


class Turn(Enum):
    """BRIEF: work and go. LONG: stay and listen. TAKEN: enough others stay already."""

    BRIEF = "brief"
    LONG = "long"
    TAKEN = "taken"


def channel() -> str:
    """Where pokes are published."""
    return f"{settings.REDIS_PREFIX}:poke:webhooks.deliver"


def poke(client: redis.Redis) -> None:
    """Wake the pumps that stay. Called by whoever nudges workers, from a thread no request waits for."""
    client.publish(channel(), b"1")


@contextlib.contextmanager
def turn(pumps: int) -> Iterator[Turn]:
    """Whether this pump may stay: only with a broker and PostgreSQL, and only so many at a time.

    The turn is a lock of the database session, so a dead process frees it.
    """
    if not settings.REDIS_URL or connection.vendor != "postgresql":
        yield Turn.BRIEF
        return
    with connection.cursor() as cursor:
        mine = next((number for number in range(pumps) if _try_lock(cursor, number)), None)
        if mine is None:
            yield Turn.TAKEN
            return
        try:
            yield Turn.LONG
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, mine])


@contextlib.contextmanager
def listening(into: "SimpleQueue[Any]", stays: Turn) -> Iterator[None]:
    """While inside, every poke puts None into the queue. A broker that is away is tried again each second."""
    if stays is not Turn.LONG:
        yield
        return
    stop = threading.Event()
    thread = threading.Thread(target=_listen, args=(into, stop), name="webhooks-pokes", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _listen(into: "SimpleQueue[Any]", stop: threading.Event) -> None:
    client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2)
    while not stop.is_set():
        try:
            with PubSub(client.connection_pool, ignore_subscribe_messages=True) as pokes:
                pokes.subscribe(channel())
                while not stop.is_set():
                    if pokes.get_message(timeout=0.5):
                        into.put(None)
        except redis.RedisError:
            stop.wait(1)


def _try_lock(cursor: Any, number: int) -> bool:
    cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, number])
    return bool(cursor.fetchone()[0])
