"""Connections to PostgreSQL: bounded, alive, and where the URL says."""

from collections.abc import Iterator
from contextlib import closing
from types import SimpleNamespace
from typing import NoReturn
from uuid import uuid4

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from ledger import postgres as ours
from ledger.database import Database, Pool, normalise
from ledger.turns import Busy
from service.outage import is_outage
from tests.postgres import PORT, SUPERUSER, PostgresServer

LIMITS = {
    "idle_in_transaction_session_timeout": "2s",
    "statement_timeout": "15s",
    "transaction_timeout": "15s",
    "lock_timeout": "8s",
}

READ_WRITE = "&options=-c%20default_transaction_read_only%3Doff"


@pytest.fixture(scope="module")
def name(postgres: PostgresServer) -> Iterator[str]:
    """An empty database on PostgreSQL."""
    made = f"connecting_{uuid4().hex}"
    postgres.create_database(made)
    yield made
    postgres.drop_database(made)


@pytest.fixture
def database(postgres: PostgresServer, name: str) -> Iterator[Database]:
    opened = Database(postgres.url(name), pool=Pool(readers=3, seconds=0.1))
    yield opened
    opened.close()


class Older:
    """A connection to PostgreSQL 16, on which nothing may be done."""

    info = SimpleNamespace(server_version=160_004)

    def __getattr__(self, name: str) -> NoReturn:
        raise AssertionError(f"{name} was used")


def limits(connection: Connection) -> dict[str, str]:
    """What the session is bounded by."""
    return {limit: str(connection.execute(text(f"SHOW {limit}")).scalar()) for limit in LIMITS}


def test_sessions_are_bounded(database: Database) -> None:
    with database.write() as writing, database.read() as reading:
        assert limits(writing) == limits(reading) == LIMITS


def test_patience_lifts_what_ends_a_long_transaction(database: Database) -> None:
    lifted = dict.fromkeys(LIMITS, "0") | {"lock_timeout": "8s"}
    with database.write(patient=True) as writing, database.read(patient=True) as reading:
        assert limits(writing) == limits(reading) == lifted
    with database.write() as writing, database.read() as reading:
        assert limits(writing) == limits(reading) == LIMITS


def test_the_url_has_the_last_word(postgres: PostgresServer, name: str) -> None:
    asked = "&options=-c%20lock_timeout%3D1s&connect_timeout=9"
    database = Database(postgres.url(name) + asked)
    with database.read() as connection:
        assert limits(connection) == LIMITS | {"lock_timeout": "1s"}
    assert "connect_timeout" not in ours.connect_arguments(database.url)
    database.close()


def test_an_older_server_is_not_asked_for_what_it_does_not_know() -> None:
    ours._bound(Older(), ConnectionPoolEntry.__new__(ConnectionPoolEntry))


def test_dead_connections_are_not_handed_out(database: Database) -> None:
    with database.read(), database.read(), database.read() as connection:
        others = text(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert len(connection.execute(others).all()) == 2
    for _ in range(2):
        with database.read(), database.read(), database.read() as connection:
            assert connection.execute(text("SELECT 1")).scalar() == 1


def test_readers_never_take_the_writers_seats(database: Database) -> None:
    with database.read(), database.read(), database.read():
        with pytest.raises(Busy) as told, database.read():
            pass
        with database.write() as connection:
            assert connection.execute(text("SELECT 1")).scalar() == 1
    assert is_outage(told.value)


@pytest.mark.parametrize(
    "where",
    [
        "one:5432,two:5433/x?",
        "/x?host=one:5432&host=two:5433&",
        "/x?host=one,two&port=5432,5433&",
    ],
)
def test_several_hosts_reach_the_driver(where: str) -> None:
    url = normalise(f"postgresql://u:p@{where}target_session_attrs=read-write")
    _, given = create_engine(url).dialect.create_connect_args(url)
    expected = {
        "host": "one,two",
        "port": "5432,5433",
        "user": "u",
        "password": "p",
        "dbname": "x",
        "target_session_attrs": "read-write",
    }
    assert {key: given[key] for key in expected} == expected


def several(postgres: PostgresServer, name: str, asked: str) -> Database:
    """A host that is not there, then the server."""
    there = postgres.socket_folder
    hosts = f"host={there}-gone,{there}&port=5432,{PORT}"
    return Database(f"postgresql://{SUPERUSER}@/{name}?{hosts}&target_session_attrs={asked}")


def test_the_first_host_that_can_write_is_taken(postgres: PostgresServer, name: str) -> None:
    database = several(postgres, name, "read-write")
    with database.write() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1
    database.close()


def test_where_nobody_can_write_that_is_an_outage(postgres: PostgresServer, name: str) -> None:
    alter = f"ALTER DATABASE {name} SET default_transaction_read_only ="
    writing, reading = several(postgres, name, "read-write"), several(postgres, name, "any")
    with closing(Database(postgres.url(name))) as database, database.write() as connection:
        connection.execute(text(f"{alter} on"))
    with pytest.raises(DBAPIError) as nobody, writing.write():
        pass
    with pytest.raises(DBAPIError) as demoted, reading.write() as connection:
        connection.execute(text("CREATE TABLE t (x INTEGER)"))
    able = Database(postgres.url(name) + READ_WRITE)
    with closing(able), able.write() as connection:
        connection.execute(text(f"{alter} off"))
    assert (is_outage(nobody.value), is_outage(demoted.value)) == (True, True)
    # What could only read is left: the next connection is a new one.
    with reading.write() as connection:
        connection.execute(text("CREATE TABLE t (x INTEGER)"))
    writing.close()
    reading.close()
