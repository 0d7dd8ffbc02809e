"""Making the vault's database forget what it no longer shows: dead rows, free pages, its log.

SQLite forgets with every erasure; here it is done for what somebody else has deleted. PostgreSQL
keeps dead rows until they are overwritten, separators of an index for longer, and its log for as
long as it likes: that is an operator's hour, not an erasure's. See docs/operations.md.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, LiteralString, cast

import psycopg
from psycopg.errors import InsufficientPrivilege
from sqlalchemy.exc import OperationalError

from ledger.database import Database
from ledger.leftovers import empty_log, write_anew

_TABLES: tuple[LiteralString, ...] = ("vault_key", "phone", "pg_statistic")
"""The last one held samples of the others before migration 0003."""

_MOST = 200
"""How many segments of the log are gone through at most, of 16 MiB each."""

_KEPT: LiteralString = (
    "SELECT count(*) FROM pg_ls_waldir() WHERE name <= %s AND name ~ '^[0-9A-F]{24}$'"
)

_BEHIND: LiteralString = (
    "SELECT count(*) FROM pg_stat_replication"
    " WHERE flush_lsn IS NULL OR flush_lsn < pg_current_wal_flush_lsn()"
)

_SECONDS = 10.0
"""How long a standby is waited for."""

_LIMITS: tuple[LiteralString, ...] = ("statement_timeout", "transaction_timeout")


class Left(StrEnum):
    """What still remembers, or may: the first four on this server, the others elsewhere."""

    READERS = "readers"
    SEGMENTS = "segments"
    RIGHTS = "rights"
    LOG = "log"
    ARCHIVE = "archive"
    STANDBYS = "standbys"


HERE = frozenset({Left.READERS, Left.SEGMENTS, Left.RIGHTS, Left.LOG})


def scrub(database: Database) -> frozenset[Left]:
    """Do what can be done; what is left. The service may go on, and waits for seconds."""
    if database.is_sqlite:
        write_anew(database)
        return frozenset() if empty_log(database) else frozenset({Left.LOG})
    with _autocommitting(database) as connection:
        return frozenset({*_written_anew(connection), *_log(connection), *_others(connection)})


@contextmanager
def _autocommitting(database: Database) -> Iterator[psycopg.Connection[Any]]:
    """A session outside of transactions and without limits; raises `OperationalError`."""
    pooled = database.engine.raw_connection()
    try:
        connection = cast("psycopg.Connection[Any]", pooled.driver_connection)
        connection.autocommit = True
        for limit in _LIMITS if connection.info.server_version >= 170_000 else _LIMITS[:1]:
            connection.execute(f"SET {limit} = 0")
        yield connection
    except psycopg.Error as error:
        raise OperationalError(None, None, error) from error
    finally:
        # Nobody else shall be handed it: it has no limits.
        pooled.invalidate()


def _written_anew(connection: psycopg.Connection[Any]) -> set[Left]:
    """A plain VACUUM leaves bytes in holes of pages, and in the inner pages of an index."""
    told: set[Left] = set()

    def listen(notice: psycopg.errors.Diagnostic) -> None:
        told.update(_heard(notice))

    connection.add_notice_handler(listen)
    for table in _TABLES:
        connection.execute(f"VACUUM (FULL, VERBOSE) {table}")
    connection.remove_notice_handler(listen)
    return told


def _heard(notice: psycopg.errors.Diagnostic) -> Iterator[Left]:
    if notice.severity_nonlocalized == "WARNING":
        # It skips, with no more than a warning, what is somebody else's.
        yield Left.RIGHTS
    # In any language, it begins with the number of dead rows that were taken along.
    kept = (notice.message_detail or "").split()
    if kept and kept[0].isdecimal() and int(kept[0]) > 0:
        yield Left.READERS


def _log(connection: psycopg.Connection[Any]) -> Iterator[Left]:
    try:
        if not _is_overwritten(connection):
            yield Left.SEGMENTS
    except InsufficientPrivilege:
        yield Left.RIGHTS


def _is_overwritten(connection: psycopg.Connection[Any]) -> bool:
    """Go through every segment that is there; whether all are gone or written anew.

    A segment that is done with may be renamed to be written again, with all that it holds: so
    each is passed once as it stands, and once more after it was renamed. A switch fills the rest
    of a segment with zeros, and a checkpoint lets go of those before it.
    """
    last = _one(connection, "SELECT pg_walfile_name(pg_current_wal_insert_lsn())")
    there = _one(connection, "SELECT count(*) FROM pg_ls_waldir()")
    rounds = 2 * there + 1
    for _ in range(min(rounds, _MOST)):
        connection.execute("SELECT pg_switch_wal()")
        if not _are_followed(connection):
            return False
        connection.execute("CHECKPOINT")
    [kept] = connection.execute(_KEPT, [last]).fetchone() or (1,)
    return rounds <= _MOST and kept == 0


def _are_followed(connection: psycopg.Connection[Any]) -> bool:
    """Whether every standby has the log by now: without a slot, it would never get it again."""
    give_up = time.monotonic() + _SECONDS
    while _one(connection, _BEHIND):
        if time.monotonic() > give_up:
            return False
        time.sleep(0.05)
    return True


def _others(connection: psycopg.Connection[Any]) -> Iterator[Left]:
    if _one(connection, "SHOW archive_mode") != "off":
        yield Left.ARCHIVE
    if _one(connection, "SELECT count(*) FROM pg_replication_slots") or _one(
        connection, "SELECT count(*) FROM pg_stat_replication"
    ):
        yield Left.STANDBYS


def _one(connection: psycopg.Connection[Any], query: LiteralString) -> Any:
    row = connection.execute(query).fetchone()
    return None if row is None else row[0]
