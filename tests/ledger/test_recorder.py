"""The recorder keeps the library's promises, and ours: no gaps, commit order, one transaction."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID, uuid4

import eventsourcing.tests.persistence as library
import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent
from sqlalchemy import select

from ledger.database import Database
from ledger.log import leaf_of, read_head, read_log
from ledger.recorder import LedgerRecorder
from ledger.tables import event
from ledger.tree import grow
from tests.ledger.databases import migrated_postgres, migrated_sqlite
from tests.postgres import PostgresServer


class TestLibraryOnSqlite(library.ApplicationRecorderTestCase[LedgerRecorder]):
    """The library's own case, on SQLite."""

    @pytest.fixture(autouse=True)
    def _empty(self, tmp_path: Path) -> Iterator[None]:
        with migrated_sqlite(tmp_path, "ledger") as self.database:
            yield
            await_readers()

    def create_recorder(self) -> LedgerRecorder:
        return LedgerRecorder(self.database)

    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class TestLibraryOnPostgres(library.ApplicationRecorderTestCase[LedgerRecorder]):
    """The library's own case, on PostgreSQL."""

    @pytest.fixture(autouse=True)
    def _empty(self, postgres: PostgresServer) -> Iterator[None]:
        with migrated_postgres(postgres, "ledger") as self.database:
            yield
            await_readers()

    def create_recorder(self) -> LedgerRecorder:
        return LedgerRecorder(self.database)

    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


def await_readers() -> None:
    """The library's concurrency test stops its readers and leaves before they have ended."""
    for thread in threading.enumerate():
        if "read_continuously" in thread.name:
            thread.join()


def stored(stream: UUID, *versions: int) -> list[StoredEvent]:
    return [StoredEvent(stream, version, f"topic{version}", b"state") for version in versions]


def position(database: Database) -> int:
    with database.read() as connection:
        return read_head(connection, lock=False).position


def test_threads_get_gapless_positions_in_commit_order(empty_ledger: Database) -> None:
    recorder = LedgerRecorder(empty_ledger)

    def append(_number: int) -> tuple[list[int], int | None]:
        given = recorder.insert_events(stored(uuid4(), 1, 2, 3))
        # Whoever has committed sees all positions below their own.
        seen = recorder.select_notifications(1, 1_000, stop=given[-1] if given else 0)
        assert [n.id for n in seen] == list(range(1, len(seen) + 1))
        return list(given or ()), len(seen)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(append, range(40)))
    assert sorted(p for given, _ in answers for p in given) == list(range(1, 121))
    assert all(given == list(range(given[0], given[0] + 3)) for given, _ in answers)
    assert all(given[-1] == seen for given, seen in answers)


def test_a_reader_never_finds_a_gap_while_threads_write(empty_ledger: Database) -> None:
    recorder = LedgerRecorder(empty_ledger)
    pages: list[list[int]] = []
    with ThreadPoolExecutor(4) as pool:
        writing = [pool.submit(recorder.insert_events, stored(uuid4(), 1)) for _ in range(60)]
        while not all(w.done() for w in writing):
            pages.append([n.id for n in recorder.select_notifications(1, 1_000)])
    pages.append([n.id for n in recorder.select_notifications(1, 1_000)])
    assert all(page == list(range(1, len(page) + 1)) for page in pages)
    assert len(pages[-1]) == 60


def test_the_head_holds_the_tree_over_what_is_stored(empty_ledger: Database) -> None:
    recorder = LedgerRecorder(empty_ledger)
    for size in (1, 4, 2):
        recorder.insert_events(stored(uuid4(), *range(1, size + 1)))
    with empty_ledger.read() as connection:
        head = read_head(connection, lock=False)
        rows = list(read_log(connection, after=0, upto=7, page=3))
    assert [row.position for row in rows] == [1, 2, 3, 4, 5, 6, 7]
    assert head.edge == grow(b"", 0, map(leaf_of, rows))
    assert head.at == rows[-1].at
    assert [row.at for row in rows] == sorted(row.at for row in rows)


def test_it_joins_the_callers_transaction(empty_ledger: Database) -> None:
    recorder = LedgerRecorder(empty_ledger)
    with empty_ledger.write() as connection:
        assert recorder.insert_events(stored(uuid4(), 1), connection=connection) == [1]
        assert recorder.insert_events(stored(uuid4(), 1, 2), connection=connection) == [2, 3]
        assert recorder.max_notification_id() is None
    assert recorder.max_notification_id() == 3


def test_it_rolls_back_with_the_caller(empty_ledger: Database) -> None:
    recorder = LedgerRecorder(empty_ledger)
    recorder.insert_events(stored(uuid4(), 1))
    gone = uuid4()

    def abandoned() -> None:
        with empty_ledger.write() as connection:
            recorder.insert_events(stored(gone, 1, 2), connection=connection)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        abandoned()
    assert recorder.select_events(gone) == []
    assert position(empty_ledger) == 1
    assert recorder.insert_events(stored(gone, 1)) == [2]


def test_a_stale_version_is_the_librarys_integrity_error(empty_ledger: Database) -> None:
    recorder = LedgerRecorder(empty_ledger)
    stream = uuid4()
    recorder.insert_events(stored(stream, 1, 2))
    with pytest.raises(IntegrityError):
        recorder.insert_events([*stored(uuid4(), 1), *stored(stream, 2)])
    assert position(empty_ledger) == 2
    with empty_ledger.read() as connection:
        assert connection.execute(select(event.c.position)).scalars().all() == [1, 2]


def test_nothing_to_insert_moves_nothing(empty_ledger: Database) -> None:
    assert LedgerRecorder(empty_ledger).insert_events([]) == []
    assert position(empty_ledger) == 0
