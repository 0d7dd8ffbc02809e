"""What SQLite keeps of deleted rows, and making it forget."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import OperationalError

from ledger.database import Database

_SECONDS = 2.0
_TRY = 200
"""Milliseconds: whoever empties the log holds up writers while he waits for readers."""


def empty_log(database: Database) -> bool:
    """Carry SQLite's write-ahead log over and empty it; whether nothing is left in it.

    Whoever still reads an older snapshot keeps it from that: it is tried for two seconds. The
    log of PostgreSQL is the server's, and so are dead rows: see `ledger.scrubbing`.
    """
    if not database.is_sqlite:
        return True
    give_up = time.monotonic() + _SECONDS
    while not _is_emptied(database):
        if time.monotonic() > give_up:
            return False
        time.sleep(_TRY / 1_000)
    return True


def write_anew(database: Database) -> None:
    """Write SQLite's file anew, without whatever was left in free pages by whomever."""
    with _bare(database) as cursor:
        cursor.execute("VACUUM")


def _is_emptied(database: Database) -> bool:
    with _bare(database) as cursor:
        cursor.execute("PRAGMA busy_timeout")
        patience = _first(cursor)
        cursor.execute(f"PRAGMA busy_timeout = {_TRY}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return _first(cursor) == 0
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")


def _first(cursor: DBAPICursor) -> int:
    """Of the one row that a pragma tells."""
    [row] = cursor.fetchall()
    return int(row[0])


@contextmanager
def _bare(database: Database) -> Iterator[DBAPICursor]:
    """A cursor outside of any transaction; raises `OperationalError`."""
    connection = database.engine.raw_connection()
    try:
        yield connection.cursor()
    except sqlite3.Error as error:
        raise OperationalError(None, None, error) from error
    finally:
        connection.close()
