"""Many rows at once: every kind of value, absent ones, conflicts and moves, on each database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
    select,
)
from sqlalchemy.exc import DBAPIError

from ledger.arrays import array
from ledger.bulk import Conflict, Insert, Move, binder, find, write
from ledger.database import Database
from tests.ledger.databases import migrated_postgres, migrated_sqlite

_FIRST, _SECOND = UUID(int=1), UUID(int=2**127 + 5)


@dataclass(frozen=True, slots=True)
class Thing:
    """A row with a value of every kind that we store."""

    key: UUID
    part: int
    small: int | None = None
    whole: int | None = None
    great: int | None = None
    open: bool | None = None
    sealed: bytes | None = None
    name: str | None = None
    text: str | None = None
    other: UUID | None = None


THINGS = Table(
    "things",
    MetaData(),
    Column("key", Uuid, primary_key=True),
    Column("part", BigInteger, primary_key=True),
    Column("small", SmallInteger),
    Column("whole", Integer),
    Column("great", BigInteger),
    Column("open", Boolean),
    Column("sealed", LargeBinary),
    Column("name", String(8)),
    Column("text", Text),
    Column("other", Uuid),
)


@dataclass(frozen=True, slots=True)
class Count:
    """A row that is added up."""

    n: int
    name: str
    part: int
    amount: int


COUNTS = Table(
    "counts",
    MetaData(),
    Column("n", Integer, nullable=False),
    Column("name", String(8), primary_key=True),
    Column("part", SmallInteger, primary_key=True),
    Column("amount", BigInteger, nullable=False),
)

_FULL = Thing(
    key=_FIRST,
    part=-(2**63),
    small=-(2**15),
    whole=2**31 - 1,
    great=2**63 - 1,
    open=False,
    sealed=b"\x00\xff",
    name="路灯",
    text="路灯不亮 \U0001f4a1\n'\"\\{,}",
    other=_SECOND,
)
_ABSENT = Thing(key=_SECOND, part=0)
_EMPTY = Thing(key=_FIRST, part=2, open=True, sealed=b"", name="", text="")


@pytest.fixture(params=["sqlite", "postgres"])
def connection(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connection]:
    """A transaction in which the table is there, and empty."""
    if request.param == "sqlite":
        with migrated_sqlite(tmp_path, "ledger") as database:
            yield from _with_things(database)
        return
    with migrated_postgres(request.getfixturevalue("postgres"), "ledger") as database:
        yield from _with_things(database)


def _with_things(database: Database) -> Iterator[Connection]:
    with database.write() as connection:
        THINGS.create(connection)
        yield connection


def insert(
    connection: Connection, things: Sequence[Thing], conflict: Conflict = Conflict.FAIL
) -> None:
    """Write things."""
    bind = binder(THINGS, connection.dialect.name)
    write(connection, [Insert(THINGS, [bind(thing) for thing in things], conflict)])


def stored(connection: Connection) -> set[Thing]:
    """All of them, as SQLAlchemy reads them."""
    return {Thing(*row) for row in connection.execute(select(THINGS))}


@pytest.mark.parametrize(
    "things",
    [[_FULL], [_ABSENT], [_FULL, _ABSENT], [_ABSENT, _FULL, _EMPTY]],
    ids=["full", "absent", "full and absent", "absent first"],
)
def test_every_kind_of_value_comes_back(connection: Connection, things: list[Thing]) -> None:
    insert(connection, things)
    assert stored(connection) == set(things)


def test_rows_are_found_by_their_keys(connection: Connection) -> None:
    insert(connection, [_FULL, _ABSENT, _EMPTY])
    wanted = [(_FULL.key, _FULL.part), (_ABSENT.key, _ABSENT.part), (_ABSENT.key, 7)]
    found = find(connection, THINGS, wanted)
    assert {Thing(*row) for row in found} == {_FULL, _ABSENT}


def test_nothing_is_written_and_nothing_found(connection: Connection) -> None:
    insert(connection, [])
    assert find(connection, THINGS, []) == []
    assert stored(connection) == set()


def test_a_row_that_is_there_is_kept(connection: Connection) -> None:
    insert(connection, [_FULL])
    insert(connection, [Thing(key=_FULL.key, part=_FULL.part), _ABSENT], Conflict.KEEP)
    assert stored(connection) == {_FULL, _ABSENT}


def test_a_row_that_is_there_is_replaced(connection: Connection) -> None:
    other = Thing(key=_FULL.key, part=_FULL.part, name="水管")
    insert(connection, [_FULL])
    insert(connection, [other, _ABSENT], Conflict.REPLACE)
    assert stored(connection) == {other, _ABSENT}


def count(connection: Connection, *counts: Count) -> set[Count]:
    """Add counts to those that are there; all of them."""
    bind = binder(COUNTS, connection.dialect.name)
    write(connection, [Insert(COUNTS, [bind(one) for one in counts], Conflict.ADD)])
    return {Count(*row) for row in connection.execute(select(COUNTS))}


def test_numbers_are_added_to_a_row_that_is_there(connection: Connection) -> None:
    COUNTS.create(connection)
    other = Count(1, "b", 4, 2**40)
    assert count(connection, Count(2, "a", 3, 1)) == {Count(2, "a", 3, 1)}
    assert count(connection, Count(-5, "a", 3, 2**40), other) == {
        Count(-3, "a", 3, 2**40 + 1),
        other,
    }
    assert count(connection, Count(3, "a", 3, 0)) == {Count(0, "a", 3, 2**40 + 1), other}


def test_numbers_are_added_beside_rows_that_are_replaced(connection: Connection) -> None:
    COUNTS.create(connection)
    insert(connection, [_FULL])
    count(connection, Count(1, "a", 1, 1))
    things, counts = (binder(table, connection.dialect.name) for table in (THINGS, COUNTS))
    other = Thing(key=_FULL.key, part=_FULL.part, name="水管")
    inserts = [
        Insert(THINGS, [things(other)], Conflict.REPLACE),
        Insert(COUNTS, [counts(Count(1, "a", 1, 1))], Conflict.ADD),
    ]
    write(connection, inserts, [Move(COUNTS, {"n": 9}, "part", [7])])
    assert stored(connection) == {other}
    assert count(connection) == {Count(2, "a", 1, 2)}


def test_a_row_that_is_there_fails_the_statement(connection: Connection) -> None:
    insert(connection, [_FULL])
    with pytest.raises(DBAPIError), connection.begin_nested():
        insert(connection, [_ABSENT, _FULL])


def test_rows_move_in_the_same_statement(connection: Connection) -> None:
    insert(connection, [_FULL, _ABSENT])
    moves = [Move(THINGS, {"great": 7, "name": "moved"}, "part", [_ABSENT.part])]
    bind = binder(THINGS, connection.dialect.name)
    write(connection, [Insert(THINGS, [bind(_EMPTY)])], moves)
    moved = Thing(key=_ABSENT.key, part=_ABSENT.part, great=7, name="moved")
    assert stored(connection) == {_FULL, moved, _EMPTY}


def test_a_text_too_long_is_refused_where_the_database_minds(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        pytest.skip("SQLite does not look at lengths")
    with pytest.raises(DBAPIError), connection.begin_nested():
        insert(connection, [Thing(key=_FIRST, part=0, name="九个字的名字太长了吧")])


def test_a_kind_that_nothing_is_stored_in_is_named() -> None:
    with pytest.raises(TypeError, match="no column of FLOAT"):
        array("FLOAT", [0.5])
