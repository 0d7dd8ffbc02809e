"""Findings of visits: what became of each, and which changes of population wait to go out."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    String,
    Uuid,
    select,
)

from domain.moment import Moment
from domain.replacing import replace
from domain.sealed import Sealed
from domain.visit.events import ChangesPassed, FindingTaken, Found
from ledger.envelope import Recorded
from projections.columns import Json, MomentColumn
from projections.engine import Key, View, view_table
from projections.views.visit import TABLE as VISIT


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One finding; `position` is that of its event, `passed` the platform that was told."""

    visit: UUID
    number: int
    door: str
    topic: str
    change: str | None
    text: Sealed
    position: int
    found_at: Moment
    issue: UUID | None
    undertaking: UUID | None
    line: int | None
    passed: str | None


TABLE = view_table(
    "finding",
    1,
    Column("visit", Uuid, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("door", String(40), nullable=False),
    Column("topic", String(40), nullable=False),
    Column("change", String(40)),
    Column("text", Json(Sealed), nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("found_at", MomentColumn, nullable=False),
    Column("issue", Uuid),
    Column("undertaking", Uuid),
    Column("line", Integer),
    Column("passed", String(40)),
)
_waits = TABLE.c.change.is_not(None) & TABLE.c.passed.is_(None)
Index("view_finding_v1_waiting", TABLE.c.position, sqlite_where=_waits, postgresql_where=_waits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which findings of a plan are wanted; None for all."""

    door: str | None = None
    topic: str | None = None
    taken: bool | None = None


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The rows of the findings that an event names."""
    match recorded.event:
        case Found(number=number) | FindingTaken(number=number):
            return ((recorded.stream, number),)
        case ChangesPassed(numbers=numbers):
            return tuple((recorded.stream, number) for number in numbers)
        case _:
            return ()


def fold(_key: Key, row: FindingRow | None, recorded: Recorded[object]) -> FindingRow | None:
    """The finding's row after *recorded*."""
    match recorded.event:
        case Found() as event:
            return FindingRow(
                visit=recorded.stream,
                number=event.number,
                door=event.door,
                topic=event.topic,
                change=event.change,
                text=event.text,
                position=recorded.position,
                found_at=recorded.occurred_at,
                issue=None,
                undertaking=None,
                line=None,
                passed=None,
            )
        case FindingTaken(issue=issue, undertaking=undertaking, line=line):
            return row and replace(row, issue=issue, undertaking=undertaking, line=line)
        case ChangesPassed(to=to):
            return row and replace(row, passed=to)
        case _:
            return row


VIEW = View(name="finding", table=TABLE, row=FindingRow, keys=keys, evolve=fold, follows=True)


def page(
    connection: Connection, visit: UUID, wanted: Filter, *, after: int | None, limit: int
) -> list[FindingRow]:
    """Findings of a plan by their numbers, behind one."""
    conditions = [TABLE.c.visit == visit]
    if wanted.door is not None:
        conditions.append(TABLE.c.door == wanted.door)
    if wanted.topic is not None:
        conditions.append(TABLE.c.topic == wanted.topic)
    if wanted.taken is not None:
        taken = TABLE.c.issue.is_not(None) | TABLE.c.undertaking.is_not(None)
        conditions.append(taken if wanted.taken else ~taken)
    if after is not None:
        conditions.append(TABLE.c.number > after)
    query = select(TABLE).where(*conditions).order_by(TABLE.c.number).limit(limit)
    return [VIEW.read(dict(row)) for row in connection.execute(query).mappings()]


def waiting(
    connection: Connection, visible: ColumnElement[bool], *, after: int | None, limit: int
) -> list[FindingRow]:
    """Changes of population that no platform was told of, the oldest first; *visible* of plans."""
    query = select(TABLE).join(VISIT, VISIT.c.visit == TABLE.c.visit).where(_waits, visible)
    if after is not None:
        query = query.where(TABLE.c.position > after)
    found = connection.execute(query.order_by(TABLE.c.position).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in found]
