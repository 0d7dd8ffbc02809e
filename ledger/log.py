"""The log itself: rows and head, read and written in a transaction that the caller holds.

Positions are gapless and in commit order because the head row is locked first, moved last and
committed with the events.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, insert, select, update

from domain.moment import Moment
from ledger.envelope import Row
from ledger.tables import event, head
from ledger.tree import grow, leaf_bytes, leaf_hash

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
    query = select(head.c.position, head.c.at, head.c.edge)
    row = connection.execute(query.with_for_update() if lock else query).one()
    return Head(position=row.position, at=Moment(row.at), edge=row.edge)


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


def insert_rows(connection: Connection, before: Head, rows: Sequence[Row]) -> Head:
    """Insert rows that continue *before* without a gap, and move the head."""
    values = [
        {
            "position": row.position,
            "stream": row.stream,
            "version": row.version,
            "topic": row.topic,
            "at": row.at,
            "state": row.state,
        }
        for row in rows
    ]
    connection.execute(insert(event), values)
    edge = grow(before.edge, before.position, map(leaf_of, rows))
    after = Head(position=rows[-1].position, at=rows[-1].at, edge=edge)
    connection.execute(update(head).values(position=after.position, at=after.at, edge=after.edge))
    return after


def rows_of(connection: Connection, query: Select[Any]) -> list[Row]:
    """The rows that a query over the event table's columns finds."""
    return [
        Row(position=p, stream=s, version=v, topic=t, at=Moment(at), state=bytes(state))
        for p, s, v, t, at, state in connection.execute(query)
    ]


def read_stream(connection: Connection, stream: UUID) -> list[Row]:
    """All events of one stream in order."""
    return rows_of(
        connection, select(*COLUMNS).where(event.c.stream == stream).order_by(event.c.version)
    )


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


def read_log(connection: Connection, *, after: int, upto: int, page: int) -> Iterator[Row]:
    """The whole log in (after, upto], fetched in pages."""
    while after < upto:
        stop = min(after + page, upto)
        query = select(*COLUMNS).where(event.c.position > after, event.c.position <= stop)
        yield from rows_of(connection, query.order_by(event.c.position))
        after = stop
