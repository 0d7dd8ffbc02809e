"""Harm done to a place's database from outside, in plain SQL."""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any, Protocol

import psycopg

from tests.faults.place import Place
from tests.faults.record import conninfo


class _Connection(Protocol):
    def execute(self, query: str, parameters: Any = ..., /) -> Any: ...


@contextmanager
def head_held(place: Place) -> Iterator[_Connection]:
    """A transaction that holds the writer's place, committed at the end."""
    if place.is_sqlite:
        path = place.url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as lite:
            lite.execute("BEGIN IMMEDIATE")
            yield lite
            lite.execute("COMMIT")
    else:
        with psycopg.connect(conninfo(place.url)) as postgres:
            postgres.execute("SELECT position FROM head FOR UPDATE")
            yield postgres


def plant(place: Place, topic: str) -> None:
    """Append an event of a name that nobody knows, at the right position."""
    insert = "INSERT INTO event (position, stream, version, topic, at, state) "
    with head_held(place) as connection:
        connection.execute("UPDATE head SET position = position + 1")
        connection.execute(
            f"{insert} SELECT position + 1, '{_stream(place)}', 1, '{topic}', at, state FROM event"  # noqa: S608
            " ORDER BY position DESC LIMIT 1"
        )


def pull(place: Place, topic: str) -> None:
    """Take the planted event out again, as if it had never been there."""
    with head_held(place) as connection:
        connection.execute(f"DELETE FROM event WHERE topic = '{topic}'")  # noqa: S608
        connection.execute("UPDATE head SET position = position - 1")


def _stream(place: Place) -> str:
    """A new stream's id, as this database writes one."""
    made = uuid.uuid4()
    return made.hex if place.is_sqlite else str(made)
