"""What a database keeps of deleted rows, as far as a program can make it forget."""

import time

from ledger.database import Database

_SECONDS = 2.0
_TRY = 200
"""Milliseconds: whoever empties the log holds up writers while he waits for readers."""


def empty_log(database: Database) -> bool:
    """Carry SQLite's write-ahead log over and empty it; whether nothing is left in it.

    Whoever still reads an older snapshot keeps it from that: it is tried for two seconds. The
    log of PostgreSQL is the server's, and so are dead rows: see docs/operations.md.
    """
    if not database.is_sqlite:
        return True
    give_up = time.monotonic() + _SECONDS
    while not _is_emptied(database):
        if time.monotonic() > give_up:
            return False
        time.sleep(_TRY / 1_000)
    return True


def _is_emptied(database: Database) -> bool:
    # No transaction: within one, nothing is carried over.
    connection = database.engine.raw_connection()
    try:
        cursor = connection.cursor()
        [patience] = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {_TRY}")
        busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {patience}")
        return bool(busy == 0)
    finally:
        connection.close()
