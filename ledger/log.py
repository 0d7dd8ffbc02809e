"""The log itself: rows and head, read and written in a transaction that the caller holds.

Positions are gapless and in commit order because the head row is locked first, moved last and
committed with the events.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Connection, Select, select

from domain.moment import Moment
from ledger.bulk import Conflict, Insert, Move, binder, write
from ledger.envelope import Row
from ledger.tables import event, head, node
from ledger.tree import Node, grow, leaf_bytes, leaf_hash

COLUMNS = (
    event.c.position,
    event.c.stream,
    event.c.version,
    event.c.topic,
    event.c.at,
    event.c.state,
)
"""A row's columns, in the order in which `rows_of` reads them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The end of the ledger: last position (0 = empty), last `at`, and the tree's edge."""

    position: int
    at: Moment
    edge: bytes


def read_head(connection: Connection, *, lock: bool) -> Head:
    """The head row; with *lock*, nobody else appends before this transaction has ended."""
    # The commonest statement of all, in the driver's own words.
    locked = " FOR UPDATE" if lock and connection.dialect.name != "sqlite" else ""
    found = connection.exec_driver_sql(f"SELECT position, at, edge FROM head{locked}")  # noqa: S608  # nothing of it comes from outside
    position, at, edge = found.one()
    return Head(position=position, at=Moment(at), edge=bytes(edge))


def leaf_of(row: Row) -> bytes:
    """The leaf hash of a row, over its bytes as they are stored."""
    leaf = leaf_bytes(
        position=row.position,
        stream=row.stream,
        version=row.version,
        topic=row.topic,
        at=row.at,
        state=row.state,
    )
    return leaf_hash(leaf)


def append(connection: Connection, before: Head, rows: Sequence[Row]) -> Head:
    """Insert rows that continue *before* without a gap, and move the head."""
    inserts, moves, after = appending(connection, before, rows)
    write(connection, inserts, moves)
    return after


def appending(
    connection: Connection, before: Head, rows: Sequence[Row]
) -> tuple[list[Insert], list[Move], Head]:
    """What is to be written for that, beside whatever else its caller writes; the new head."""
    bind = binder(event, connection.dialect.name)
    nodes: list[Node] = []
    after = continued(before, rows, nodes)
    moved = {"position": after.position, "at": after.at, "edge": after.edge}
    inserts = [Insert(event, [bind(row) for row in rows]), keeping(nodes)]
    return inserts, [Move(head, moved, "id", (1,))], after


def continued(before: Head, rows: Sequence[Row], completed: list[Node] | None = None) -> Head:
    """The head behind *rows*, which continue *before*; *completed* as `grow` takes it."""
    if not rows:
        return before
    edge = grow(before.edge, before.position, map(leaf_of, rows), completed)
    return Head(position=rows[-1].position, at=rows[-1].at, edge=edge)


def keeping(nodes: Sequence[Node]) -> Insert:
    """Keep nodes; what stands at their place is replaced, for these were made from the rows."""
    return Insert(node, nodes, Conflict.REPLACE)


def rows_of(connection: Connection, query: Select[Any]) -> list[Row]:
    """The rows that a query over the event table's columns finds."""
    return [
        Row(position=p, stream=s, version=v, topic=t, at=Moment(at), state=bytes(state))
        for p, s, v, t, at, state in connection.execute(query)
    ]


def read_stream(connection: Connection, stream: UUID) -> list[Row]:
    """All events of one stream in order."""
    return read_streams(connection, [stream])


def read_streams(connection: Connection, streams: Collection[UUID]) -> list[Row]:
    """All events of some streams, one stream after the other, each in order."""
    query = select(*COLUMNS).where(event.c.stream.in_(streams))
    return rows_of(connection, query.order_by(event.c.stream, event.c.version))


def read_since(
    connection: Connection, stream: UUID, *, version: int, topics: Collection[str] = ()
) -> list[Row]:
    """The events of one stream behind *version* in order; of some *topics* alone, if any."""
    query = select(*COLUMNS).where(event.c.stream == stream, event.c.version > version)
    if topics:
        query = query.where(event.c.topic.in_(topics))
    return rows_of(connection, query.order_by(event.c.version))


def read_prefix(
    connection: Connection, stream: UUID, *, position: int | None = None, at: Moment | None = None
) -> list[Row]:
    """The beginning of one stream: what stands up to *position*, and was recorded by *at*.

    Neither goes back from one event to the next, so that no event is left out in between.
    """
    query = select(*COLUMNS).where(event.c.stream == stream)
    if position is not None:
        query = query.where(event.c.position <= position)
    if at is not None:
        query = query.where(event.c.at <= at)
    return rows_of(connection, query.order_by(event.c.version))


def read_at(connection: Connection, position: int) -> Row | None:
    """The row at one position."""
    rows = rows_of(connection, select(*COLUMNS).where(event.c.position == position))
    return rows[0] if rows else None


def read_by_stream(connection: Connection, *, upto: int, page: int) -> Iterator[list[Row]]:
    """Every stream's events up to a position, one stream after the other, each in order."""
    rows: list[Row] = []
    for row in _by_stream(connection, upto, page):
        if rows and row.stream != rows[0].stream:
            yield rows
            rows = []
        rows.append(row)
    if rows:
        yield rows


def _by_stream(connection: Connection, upto: int, page: int) -> Iterator[Row]:
    last: tuple[Any, int] | None = None
    stream_of = _stream_reader(connection)
    while True:
        asked = _page_by_stream(connection, upto, page, last)
        found = connection.exec_driver_sql(*asked).fetchall()
        for stream, version, position, topic, at, state in found:
            yield Row(
                position=position,
                stream=stream_of(stream),
                version=version,
                topic=topic,
                at=at,
                state=state,
            )
        if len(found) < page:
            return
        last = found[-1][0], found[-1][1]


def _page_by_stream(
    connection: Connection, upto: int, page: int, last: tuple[Any, int] | None
) -> tuple[str, tuple[Any, ...]]:
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    behind = "" if last is None else f" AND (stream, version) > ({mark}, {mark})"
    sql = (
        f"SELECT stream, version, position, topic, at, state FROM event"  # noqa: S608  # our own
        f" WHERE position <= {mark}{behind} ORDER BY stream, version LIMIT {page}"
    )
    return sql, (upto, *(last or ()))


def _stream_reader(connection: Connection) -> Callable[[Any], UUID]:
    """SQLite keeps an id as text: it is made an id again once for a whole stream."""
    if connection.dialect.name == "sqlite":
        return lru_cache(maxsize=1)(UUID)
    return lambda stream: cast(UUID, stream)


def read_log(connection: Connection, *, after: int, upto: int, page: int) -> Iterator[Row]:
    """The whole log in (after, upto], fetched in pages."""
    while after < upto:
        stop = min(after + page, upto)
        query = select(*COLUMNS).where(event.c.position > after, event.c.position <= stop)
        yield from rows_of(connection, query.order_by(event.c.position))
        after = stop
