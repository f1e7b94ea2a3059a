"""A kept connection to PostgreSQL is believed while it is quiet and asked when it is not."""

import psycopg
import pytest
from django.db.utils import ConnectionHandler

from portal.env import database
from tests.services import POSTGRES_URL

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


@pytest.fixture
def kept():
    connection = ConnectionHandler({"default": {**database(POSTGRES_URL), "TEST": {}}})["default"]
    connection.ensure_connection()
    yield connection
    connection.close()


def test_a_quiet_connection_is_usable_without_an_exchange(kept):
    before = _queries_of(kept)

    assert kept.is_usable()
    assert _queries_of(kept) == before


def test_a_connection_that_the_server_ended_is_not_usable(kept):
    with psycopg.connect(POSTGRES_URL, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [kept.connection.info.backend_pid])

    assert not kept.is_usable()


def test_a_closed_connection_is_not_usable(kept):
    kept.connection.close()

    assert not kept.is_usable()


def _queries_of(kept) -> object:
    """When the server last heard something on this connection."""
    with psycopg.connect(POSTGRES_URL, autocommit=True) as other:
        asked = "SELECT query_start FROM pg_stat_activity WHERE pid = %s"
        return other.execute(asked, [kept.connection.info.backend_pid]).fetchone()
