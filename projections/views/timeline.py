"""The timeline: every event of an issue, in order, for those who may read it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, Column, Connection, Integer, String, Text, Uuid, select

from domain.actor import Actor
from domain.moment import Moment
from ledger.envelope import Recorded
from ledger.upcasters import UPCASTERS
from projections.columns import Json, MomentColumn
from projections.engine import Key, View, view_table


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One event of an issue; `data` is its payload as JSON, sealed fields still sealed."""

    issue: UUID
    version: int
    position: int
    topic: str
    at: Moment
    occurred_at: Moment
    by: Actor
    data: str


VERSION = 1 + len(UPCASTERS)
"""The rows hold payloads as they read today: whenever an old event reads otherwise, anew."""

TABLE = view_table(
    "timeline",
    VERSION,
    Column("issue", Uuid, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("topic", String(80), nullable=False),
    Column("at", MomentColumn, nullable=False),
    Column("occurred_at", MomentColumn, nullable=False),
    Column("by", Json(Actor), nullable=False),
    Column("data", Text, nullable=False),
)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """One row for each event of an issue."""
    return ((recorded.stream, recorded.version),) if recorded.topic.startswith("issue.") else ()


def fold(_key: Key, _row: TimelineRow | None, recorded: Recorded[object]) -> TimelineRow:
    """The row of *recorded*."""
    return TimelineRow(
        issue=recorded.stream,
        version=recorded.version,
        position=recorded.position,
        topic=recorded.topic,
        at=recorded.at,
        occurred_at=recorded.occurred_at,
        by=recorded.by,
        data=msgspec.json.encode(recorded.event).decode(),
    )


VIEW = View(name="timeline", table=TABLE, row=TimelineRow, keys=keys, evolve=fold, adds=True)


def newest_of(
    connection: Connection, issue: UUID, topics: Collection[str], *, limit: int
) -> list[TimelineRow]:
    """The last *limit* entries of those topics, oldest first."""
    query = select(TABLE).where(TABLE.c.issue == issue, TABLE.c.topic.in_(topics))
    rows = connection.execute(query.order_by(TABLE.c.version.desc()).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in rows][::-1]


def entries_of(connection: Connection, issues: Collection[UUID], topic: str) -> list[TimelineRow]:
    """Every entry of that topic of these issues."""
    query = select(TABLE).where(TABLE.c.issue.in_(issues), TABLE.c.topic == topic)
    return [VIEW.read(dict(row)) for row in connection.execute(query).mappings()]


def page(connection: Connection, issue: UUID, *, after: int, limit: int) -> list[TimelineRow]:
    """At most *limit* entries behind version *after*, oldest first."""
    query = select(TABLE).where(TABLE.c.issue == issue, TABLE.c.version > after)
    rows = connection.execute(query.order_by(TABLE.c.version).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in rows]
