"""A pump that stays is woken by a poke; without a broker it goes when nothing is due."""

import os
import queue
import secrets

import pytest
import redis
from django.db import connection

from reporting.webhooks import pokes
from reporting.webhooks.pokes import Turn

REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/0")


@pytest.fixture
def broker(settings) -> redis.Redis:
    settings.REDIS_URL, settings.REDIS_PREFIX = REDIS, f"tests-{secrets.token_hex(4)}"
    return redis.Redis.from_url(REDIS)


@pytest.mark.redis
def test_a_poke_ends_the_waiting(broker):
    into: queue.SimpleQueue[None] = queue.SimpleQueue()

    with pokes.listening(into, Turn.LONG):
        while into.empty():
            pokes.poke(broker)

        assert into.get() is None


def test_a_broker_that_is_away_is_not_missed(settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    with pokes.listening(queue.SimpleQueue(), Turn.LONG):
        pass


@pytest.mark.django_db
def test_without_a_broker_a_pump_does_not_stay(settings):
    settings.REDIS_URL = ""

    with pokes.turn(1) as turn:
        assert turn is Turn.BRIEF


@pytest.mark.django_db(transaction=True)
def test_with_a_broker_only_so_many_stay_and_a_turn_is_free_again_afterwards(settings):
    """Advisory locks are of the session, so another session tells; on SQLite nobody stays."""
    settings.REDIS_URL = REDIS
    stays = Turn.LONG if connection.vendor == "postgresql" else Turn.BRIEF

    for _ in range(2):
        with pokes.turn(1) as turn:
            assert turn is stays
