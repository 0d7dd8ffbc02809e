"""The drivers alone: what a statement costs without anything of ours around it."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy import make_url

from bench.site import Site
from ledger.arrays import teach

Parameters = Sequence[Any] | Mapping[str, Any]


class Reading(Protocol):
    """A connection that reads."""

    def rows(self, statement: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """Every row."""

    def close(self) -> None:
        """Let go of the connection."""


def reading(site: Site, *, vault: bool = False) -> Reading:
    """The ledger's or the vault's database."""
    url = make_url(site.vault if vault else site.ledger)
    if site.kind == "sqlite":
        return SqliteReading(str(url.database))
    return PostgresReading(make_conninfo(site.plain, dbname=url.database))


class SqliteReading:
    """SQLite, autocommit."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)

    def rows(self, statement: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """Every row."""
        return self._connection.execute(statement, parameters).fetchall()

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()


class PostgresReading:
    """psycopg, autocommit, in the binary format: the faster of its two."""

    def __init__(self, conninfo: str) -> None:
        self._connection = psycopg.connect(conninfo, autocommit=True)
        # The product's own statements are asked again, with what it gave them.
        teach(self._connection)
        self._cursor = self._connection.cursor(binary=True)

    def rows(self, statement: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """Every row."""
        found = self._cursor.execute(statement.encode(), parameters or None)
        return found.fetchall()

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()
