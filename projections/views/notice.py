"""Notices: what was drawn up, where it hangs, and since when; to list, for staff and for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    Uuid,
    and_,
    select,
)

from domain.moment import Moment
from domain.notice.events import DrawnUp, Duty, PutUp, TakenDown, Withdrawn
from domain.notice.state import free_from
from domain.replacing import replace
from domain.sealed import Sealed
from ledger.envelope import Recorded
from projections.columns import Code, Json, MomentColumn
from projections.engine import Key, View, view_table


class Standing(StrEnum):
    """How a notice stands: 待张贴、公示中、期满待撤、已撤下、期满作废、期内作废.

    `withdrawn` is what hung for all of its days first; `short` what did not, or never hung.
    """

    WAITING = "waiting"
    HANGING = "hanging"
    OVER = "over"
    DOWN = "down"
    WITHDRAWN = "withdrawn"
    SHORT = "short"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """One notice. `drawn` is the position at which it was drawn up.

    `listed` is the position at which it was put up, None before, and once it is withdrawn.
    `free_from` is when its days are over. Heading and text stay sealed.
    """

    notice: UUID
    committee: UUID
    compound: UUID | None
    number: int
    duty: Duty
    subject: UUID
    as_of: int
    days: int
    heading: Sealed
    drawn: int
    drawn_at: Moment
    put_up_at: Moment | None
    boards: tuple[str, ...]
    free_from: Moment | None
    taken_down_at: Moment | None
    withdrawn_at: Moment | None
    listed: int | None
    version: int


TABLE = view_table(
    "notice",
    1,
    Column("notice", Uuid, primary_key=True),
    Column("committee", Uuid, nullable=False),
    Column("compound", Uuid),
    Column("number", Integer, nullable=False),
    Column("duty", Code(Duty), nullable=False),
    Column("subject", Uuid, nullable=False),
    Column("as_of", BigInteger, nullable=False),
    Column("days", Integer, nullable=False),
    Column("heading", Json(Sealed), nullable=False),
    Column("drawn", BigInteger, nullable=False),
    Column("drawn_at", MomentColumn, nullable=False),
    Column("put_up_at", MomentColumn),
    Column("boards", Json(tuple[str, ...]), nullable=False),
    Column("free_from", MomentColumn),
    Column("taken_down_at", MomentColumn),
    Column("withdrawn_at", MomentColumn),
    Column("listed", BigInteger),
    Column("version", Integer, nullable=False),
)
Index("view_notice_v1_drawn", TABLE.c.drawn)
Index("view_notice_v1_committee", TABLE.c.committee, TABLE.c.drawn)
Index("view_notice_v1_listed", TABLE.c.listed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which notices are wanted; None for all."""

    committee: UUID | None = None
    compound: UUID | None = None
    subject: UUID | None = None
    duty: Duty | None = None
    standing: Standing | None = None


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The notice's own row."""
    match recorded.event:
        case DrawnUp() | PutUp() | TakenDown() | Withdrawn():
            return ((recorded.stream,),)
        case _:
            return ()


def fold(_key: Key, row: NoticeRow | None, recorded: Recorded[object]) -> NoticeRow | None:
    """The row after *recorded*."""
    if isinstance(recorded.event, DrawnUp):
        return _drawn(recorded, recorded.event)
    return row and replace(_changed(row, recorded), version=recorded.version)


def _drawn(recorded: Recorded[object], event: DrawnUp) -> NoticeRow:
    return NoticeRow(
        notice=recorded.stream,
        committee=event.committee,
        compound=event.compound,
        number=event.number,
        duty=event.duty,
        subject=event.subject,
        as_of=event.as_of,
        days=event.days,
        heading=event.heading,
        drawn=recorded.position,
        drawn_at=recorded.occurred_at,
        put_up_at=None,
        boards=(),
        free_from=None,
        taken_down_at=None,
        withdrawn_at=None,
        listed=None,
        version=recorded.version,
    )


def _changed(row: NoticeRow, recorded: Recorded[object]) -> NoticeRow:
    when = recorded.occurred_at
    match recorded.event:
        case PutUp(boards=boards):
            free = free_from(when, row.days)
            return replace(
                row, put_up_at=when, boards=boards, free_from=free, listed=recorded.position
            )
        case TakenDown():
            return replace(row, taken_down_at=when)
        case _:
            return replace(row, withdrawn_at=when, listed=None)


VIEW = View(name="notice", table=TABLE, row=NoticeRow, keys=keys, evolve=fold, follows=True)


def standing_at(
    now: Moment,
    *,
    free_from: Moment | None,
    taken_down_at: Moment | None,
    withdrawn_at: Moment | None,
) -> Standing:
    """How a notice stands at *now*; *free_from* is None where it was never put up."""
    if withdrawn_at is not None:
        whole = free_from is not None and withdrawn_at >= free_from
        return Standing.WITHDRAWN if whole else Standing.SHORT
    if free_from is None:
        return Standing.WAITING
    if taken_down_at is not None:
        return Standing.DOWN
    return Standing.HANGING if free_from > now else Standing.OVER


def page(
    connection: Connection,
    visible: ColumnElement[bool],
    wanted: Filter,
    *,
    now: Moment,
    older_than: int | None,
    limit: int,
) -> list[NoticeRow]:
    """Notices, drawn up last first, behind a position."""
    query = select(TABLE).where(visible, *_conditions(wanted, now))
    if older_than is not None:
        query = query.where(TABLE.c.drawn < older_than)
    found = connection.execute(query.order_by(TABLE.c.drawn.desc()).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in found]


def published(
    connection: Connection, *, committee: UUID | None, older_than: int | None, limit: int
) -> list[NoticeRow]:
    """What everybody may read, put up last first, behind a `listed` position."""
    query = select(TABLE).where(TABLE.c.listed.is_not(None))
    if committee is not None:
        query = query.where(TABLE.c.committee == committee)
    if older_than is not None:
        query = query.where(TABLE.c.listed < older_than)
    found = connection.execute(query.order_by(TABLE.c.listed.desc()).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in found]


def _conditions(wanted: Filter, now: Moment) -> list[ColumnElement[bool]]:
    pairs = (
        (TABLE.c.committee, wanted.committee),
        (TABLE.c.compound, wanted.compound),
        (TABLE.c.subject, wanted.subject),
        (TABLE.c.duty, wanted.duty),
    )
    equal = [column == value for column, value in pairs if value is not None]
    return equal if wanted.standing is None else [*equal, _stands(wanted.standing, now)]


def _stands(standing: Standing, now: Moment) -> ColumnElement[bool]:
    never_up, down = TABLE.c.put_up_at.is_(None), TABLE.c.taken_down_at.is_not(None)
    withdrawn, free = TABLE.c.withdrawn_at.is_not(None), TABLE.c.free_from
    match standing:
        case Standing.WAITING:
            return and_(never_up, ~withdrawn)
        case Standing.HANGING:
            return and_(~never_up, ~down, ~withdrawn, free > now)
        case Standing.OVER:
            return and_(~never_up, ~down, ~withdrawn, free <= now)
        case Standing.DOWN:
            return and_(down, ~withdrawn)
        case Standing.WITHDRAWN:
            return and_(withdrawn, TABLE.c.withdrawn_at >= free)
        case Standing.SHORT:
            return and_(withdrawn, never_up | (TABLE.c.withdrawn_at < free))
        case _:
            assert_never(standing)
