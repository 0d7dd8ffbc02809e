"""Nodes are what they cover, whether they were stored, are missing, or are below what is stored."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import uuid4

import pytest
from eventsourcing.persistence import StoredEvent
from sqlalchemy import Connection, Executable, delete, insert, select

from ledger.catalogue import DamagedEvent
from ledger.database import Database
from ledger.log import leaf_of, read_head, read_log
from ledger.nodes import fill_in, leaves_of, nodes_of, roots_within
from ledger.proofs import root_at
from ledger.recorder import LedgerRecorder
from ledger.tables import event, node
from ledger.tree import Node, Place, grow, root
from tests.ledger.conftest import migrated
from tests.ledger.rfc9162 import tree_hash as textbook_of

SIZES = (1, 254, 1, 1, 1, 250, 3, 1, 1, 300)
"""Batches: they end before, at and behind the borders of blocks, and go across one and two."""
TOTAL = sum(SIZES)
STORED = [(8, 0), (8, 1), (8, 2), (9, 0)]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def grown(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """A ledger that was appended to in batches; whoever changes it puts it right again."""
    with migrated(request, tmp_path_factory.mktemp("grown"), "ledger") as database:
        recorder = LedgerRecorder(database)
        for size in SIZES:
            stream = uuid4()
            recorder.insert_events([StoredEvent(stream, n, "t", b"s") for n in range(size)])
        yield database


@contextmanager
def altered(database: Database, *statements: Executable) -> Iterator[Connection]:
    """A transaction in which something was changed, and which is rolled back."""
    with database.engine.connect() as connection, connection.begin() as transaction:
        for statement in statements:
            connection.execute(statement)
        yield connection
        transaction.rollback()


def leaves(database: Database) -> list[bytes]:
    with database.read() as connection:
        return [leaf_of(row) for row in read_log(connection, after=0, upto=TOTAL, page=500)]


def stored(database: Database) -> list[tuple[int, int, bytes]]:
    query = select(node).order_by(node.c.level, node.c.place)
    with database.read() as connection:
        return [(level, place, bytes(hash_)) for level, place, hash_ in connection.execute(query)]


def by_force(hashes: Sequence[bytes], place: Place) -> bytes:
    size = 1 << place.level
    return textbook_of(hashes[place.place * size : (place.place + 1) * size])


def test_every_completed_node_is_stored_and_no_other(grown: Database) -> None:
    hashes = leaves(grown)
    assert [(level, place) for level, place, _ in stored(grown)] == STORED
    for level, place, hash_ in stored(grown):
        assert hash_ == by_force(hashes, Place(level, place))


def test_the_root_at_any_size_is_the_brute_one(grown: Database) -> None:
    hashes = leaves(grown)
    sizes = (0, 1, 2, 254, 255, 256, 257, 511, 512, 513, 767, 768, 769, TOTAL)
    with grown.read() as connection:
        found = [root_at(connection, size) for size in sizes]
        assert root(read_head(connection, lock=False).edge) == found[-1]
    assert found == [textbook_of(hashes[:size]) for size in sizes]


def test_any_node_is_found_whether_it_is_stored_or_not(grown: Database) -> None:
    hashes = leaves(grown)
    places = [Place(level, at) for level in range(10) for at in {0, (TOTAL >> level) - 1}]
    with altered(grown, delete(node).where(node.c.place == 0)) as connection:
        found = nodes_of(connection, places)
    assert found == {place: by_force(hashes, place) for place in places}


def test_what_is_missing_is_filled_in_once(grown: Database) -> None:
    before, told = stored(grown), list[tuple[int, int]]()
    with grown.write() as connection:
        connection.execute(delete(node).where(node.c.place < 2))
    assert fill_in(grown, lambda done, total: told.append((done, total))) == 3
    assert stored(grown) == before
    assert told[-1] == (TOTAL, TOTAL)
    assert fill_in(grown, lambda *_: pytest.fail("there is nothing to do")) == 0


def test_a_node_that_somebody_has_put_ahead_is_replaced(grown: Database) -> None:
    stream, place = uuid4(), TOTAL // 256
    events = [StoredEvent(stream, n, "t", b"s") for n in range(256)]
    ahead = insert(node).values(level=8, place=place, hash=bytes(32))
    with altered(grown, ahead) as connection:
        LedgerRecorder(grown).insert_events(events, connection=connection)
        stored_now = nodes_of(connection, [Place(8, place)])
        connection.execute(delete(node))
        assert stored_now == nodes_of(connection, [Place(8, place)])


@pytest.mark.parametrize("gone", [1, 100, 256])
def test_a_row_that_is_gone_is_named(grown: Database, gone: int) -> None:
    without = delete(event).where(event.c.position == gone)
    told = pytest.raises(DamagedEvent, match=f"position {gone} is gone")
    with altered(grown, without, delete(node)) as connection, told:
        root_at(connection, 256)


def test_leaves_beyond_the_head_are_not_there(grown: Database) -> None:
    with grown.read() as connection, pytest.raises(DamagedEvent, match=f"{TOTAL + 1} is gone"):
        leaves_of(connection, TOTAL - 1, TOTAL + 1)


@pytest.mark.parametrize("first", [0, 3, 8])
def test_roots_within_are_those_of_whole_subtrees(first: int) -> None:
    hashes = [bytes([n]) * 32 for n in range(24)]
    within = roots_within(hashes[first:], first)
    expected = {
        Place(level, place): by_force(hashes, Place(level, place))
        for level in range(5)
        for place in range(24 >> level)
        if place << level >= first
    }
    assert within == expected


def test_growing_in_one_go_completes_the_same() -> None:
    hashes = [bytes([n % 251]) * 32 for n in range(1100)]
    whole, parts = list[Node](), list[Node]()
    grow(b"", 0, hashes, whole)
    edge = b""
    for number, leaf in enumerate(hashes):
        edge = grow(edge, number, [leaf], parts)
    assert parts == whole
    assert [(one.level, one.place) for one in whole] == [
        (8, 0), (8, 1), (9, 0), (8, 2), (8, 3), (9, 1), (10, 0)
    ]  # fmt: skip
    assert all(one.hash == by_force(hashes, Place(one.level, one.place)) for one in whole)
