"""Redis is not there, slow, refuses, dies, freezes or is emptied (R-05, R-06): reports are taken all the same, and every platform is told in the end."""

import hashlib
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.conftest import IS_WHOLE, require_kept, size
from tests.faults.delay import Delay
from tests.faults.installation import Redis, free_port, on_sqlite, wait_until
from tests.faults.reporters import send_many
from tests.webhooks.receivers import Receiver

pytestmark = [pytest.mark.faults, pytest.mark.redis]


@pytest.fixture
def redis(tmp_path):
    redis = Redis(tmp_path)
    yield redis
    redis.kill()


@pytest.fixture
def receiver():
    with Receiver() as receiver:
        yield receiver


def freeze(redis: Redis) -> None:
    redis.freeze()


def kill(redis: Redis) -> None:
    redis.kill()


def empty(redis: Redis) -> None:
    subprocess.run(["redis-cli", "-p", str(redis.port), "FLUSHALL"], check=True, capture_output=True)


def bring_back(redis: Redis, harm: object) -> None:
    if harm is freeze:
        redis.thaw()
    if harm is kill:
        redis.start()


@pytest.mark.parametrize("harm", [freeze, empty, *([kill] if IS_WHOLE else [])])
def test_reports_are_taken_and_platforms_told_whatever_happens_to_redis(tmp_path, redis, receiver, oracle, harm):
    reports = size(40, 500)
    with on_sqlite(tmp_path, redis_url=redis.url) as installation:
        installation.platform("--endpoint", receiver.url)
        server = installation.serve().wait()
        installation.celery_worker()
        installation.celery_beat()

        def harm_half_way():
            oracle.wait_for(reports // 2)
            harm(redis)

        send_many([server.port], reports, oracle, meanwhile=harm_half_way)
        bring_back(redis, harm)

        assert not oracle.refused
        require_told(receiver, oracle)
        require_kept(installation, oracle)


@contextmanager
def absent(folder: Path) -> Iterator[str]:
    yield f"redis://127.0.0.1:{free_port()}/0"


@contextmanager
def slow(folder: Path) -> Iterator[str]:
    """One that answers every word two seconds late."""
    redis = Redis(folder)
    with Delay(redis.port, seconds=2) as delay:
        yield f"redis://127.0.0.1:{delay.port}/0"
    redis.kill()


@contextmanager
def refusing(folder: Path) -> Iterator[str]:
    """One that wants a password nobody was given."""
    redis = Redis(folder)
    subprocess.run(["redis-cli", "-p", str(redis.port), "CONFIG", "SET", "requirepass", "unknown"], check=True, capture_output=True)
    yield redis.url
    redis.kill()


@pytest.mark.parametrize("broker", [absent, slow, refusing])
def test_reports_are_taken_and_platforms_told_without_a_redis_that_works(tmp_path, receiver, oracle, broker):
    with broker(tmp_path) as url, on_sqlite(tmp_path, redis_url=url) as installation:
        installation.platform("--endpoint", receiver.url)
        server = installation.serve().wait()
        installation.work()

        send_many([server.port], size(30, 500), oracle)

        assert not oracle.refused
        require_told(receiver, oracle)
        require_kept(installation, oracle)


if IS_WHOLE:  # in the suite tests/webhooks kills delivering processes

    def test_a_killed_celery_worker_loses_no_delivery(tmp_path, redis, receiver, oracle):
        reports, kills = size(60, 500), size(2, 20)
        with on_sqlite(tmp_path, redis_url=redis.url) as installation:
            installation.platform("--endpoint", receiver.url)
            server = installation.serve().wait()
            worker, _ = installation.celery_worker(), installation.celery_beat()

            def kill_now_and_then():
                for kill in range(1, kills + 1):
                    oracle.wait_for(kill * reports // (kills + 1))
                    worker.kill()
                    worker.start()

            send_many([server.port], reports, oracle, meanwhile=kill_now_and_then)

            require_told(receiver, oracle)
            require_kept(installation, oracle)


def require_told(receiver: Receiver, oracle) -> None:
    """I3: every case was announced at least once; what came twice has the same id and the same bytes."""
    numbers = {promise.number for promise in oracle.promises}
    wait_until(lambda: numbers <= told(receiver), seconds=120, why="not every platform was told")

    bodies = defaultdict(set)
    for arrival in list(receiver.arrivals):
        bodies[arrival.id].add(hashlib.sha256(arrival.body).hexdigest())
    assert all(len(different) == 1 for different in bodies.values())
    assert len(bodies) == len(numbers)


def told(receiver: Receiver) -> set[object]:
    return {arrival.told["data"]["case_number"] for arrival in list(receiver.arrivals)}
