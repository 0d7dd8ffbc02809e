"""One plain INSERT+COMMIT in the way that the driver offers: a connection per thread, autocommit.

SQLite commits durably (WAL, synchronous FULL), PostgreSQL as it is shipped (fsync on).
"""

import sqlite3
import threading
from collections.abc import Mapping
from itertools import count
from typing import Protocol
from uuid import UUID

import psycopg

_MAKE = (
    "CREATE TABLE IF NOT EXISTS plain (id {identity}, stream {uuid} NOT NULL, version integer"
    " NOT NULL, topic text NOT NULL, at bigint NOT NULL, state {blob} NOT NULL)"
)
_SQLITE = {"identity": "integer PRIMARY KEY", "uuid": "blob", "blob": "blob"}
_POSTGRES: Mapping[str, str] = {
    "identity": "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
    "uuid": "uuid",
    "blob": "bytea",
}
_TOPIC = "issue.responded"


class Plain(Protocol):
    """A table to insert into."""

    def insert(self, stream: UUID, state: bytes) -> None:
        """Insert one row and commit."""

    def count(self) -> int:
        """How many rows there are."""


def plain(target: str) -> Plain:
    """The table at *target*: a path ending in `.db`, or what psycopg connects to."""
    return PlainSqlite(target) if target.endswith(".db") else PlainPostgres(target)


class PlainSqlite:
    """The table in an SQLite file."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._local = threading.local()
        self._versions = count(1)
        self._connection().execute(_MAKE.format_map(_SQLITE))

    def insert(self, stream: UUID, state: bytes) -> None:
        """One statement is one transaction."""
        self._connection().execute(
            "INSERT INTO plain (stream, version, topic, at, state) VALUES (?, ?, ?, ?, ?)",
            (stream.bytes, next(self._versions), _TOPIC, 0, state),
        )

    def count(self) -> int:
        """Rows."""
        found: int = self._connection().execute("SELECT count(*) FROM plain").fetchone()[0]
        return found

    def _connection(self) -> sqlite3.Connection:
        known: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if known is None:
            known = sqlite3.connect(self._path, timeout=10, isolation_level=None)
            known.execute("PRAGMA journal_mode=WAL")
            known.execute("PRAGMA synchronous=FULL")
            self._local.connection = known
        return known


class PlainPostgres:
    """The table in a PostgreSQL database."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        self._local = threading.local()
        self._versions = count(1)
        self._connection().execute(_MAKE.format_map(_POSTGRES))

    def insert(self, stream: UUID, state: bytes) -> None:
        """One statement is one transaction, and one round trip."""
        self._connection().execute(
            "INSERT INTO plain (stream, version, topic, at, state) VALUES (%s, %s, %s, %s, %s)",
            (stream, next(self._versions), _TOPIC, 0, state),
        )

    def count(self) -> int:
        """Rows."""
        row = self._connection().execute("SELECT count(*) FROM plain").fetchone()
        return int(row[0]) if row else 0

    def _connection(self) -> "psycopg.Connection[tuple[int, ...]]":
        known: psycopg.Connection[tuple[int, ...]] | None
        known = getattr(self._local, "connection", None)
        if known is None:
            known = psycopg.connect(self._conninfo, autocommit=True)
            self._local.connection = known
        return known
