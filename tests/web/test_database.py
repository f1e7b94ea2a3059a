"""A kept connection to PostgreSQL is believed while it is quiet and asked when it is not."""

import psycopg
import pytest
from django.db.utils import ConnectionHandler, OperationalError

from portal.env import database, hurry
from portal.web.refusals import refusal_for
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


@pytest.fixture
def hurried():
    """A connection as a web process has it, and a table that another session keeps locked."""
    entry = {**database(POSTGRES_URL), "TEST": {}}
    hurry(entry)
    connection = ConnectionHandler({"default": entry})["default"]
    with psycopg.connect(POSTGRES_URL, autocommit=True) as other:
        other.execute("CREATE TABLE kept_locked (number integer)")
        try:
            with other.transaction():
                other.execute("LOCK TABLE kept_locked")
                yield connection
        finally:
            connection.close()
            other.execute("DROP TABLE kept_locked")


def test_a_web_process_does_not_wait_for_a_locked_table_and_says_not_received(hurried):
    with pytest.raises(OperationalError) as waited, hurried.cursor() as cursor:
        cursor.execute("SELECT * FROM kept_locked")

    assert waited.value.__cause__.sqlstate == "55P03"
    assert refusal_for(waited.value).status == 503


def test_a_web_process_limits_statements_and_connections_that_are_cut(hurried):
    with hurried.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")

        assert cursor.fetchone() == ("15s",)
    assert hurried.connection.info.get_parameters()["tcp_user_timeout"] == "15000"


def test_commands_and_workers_wait_as_long_as_they_must(kept):
    with kept.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")

        assert cursor.fetchone() == ("0",)


def _queries_of(kept) -> object:
    """When the server last heard something on this connection."""
    with psycopg.connect(POSTGRES_URL, autocommit=True) as other:
        asked = "SELECT query_start FROM pg_stat_activity WHERE pid = %s"
        return other.execute(asked, [kept.connection.info.backend_pid]).fetchone()
