"""Inquiries (同题共答): which there are, and how many have answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Date,
    Index,
    Integer,
    String,
    Uuid,
    select,
)

from domain.inquiry.events import Answered, Asked, Closed, Commented, ExpertAsked
from domain.moment import Moment
from domain.replacing import replace
from ledger.envelope import Recorded
from projections.columns import Json, MomentColumn
from projections.engine import Key, View, view_table


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryRow:
    """One inquiry; `opened` is the position at which it was asked."""

    inquiry: UUID
    opened: int
    asker: UUID
    title: str
    category: str | None
    until: date
    asked: int
    answered: tuple[UUID, ...]
    asked_at: Moment
    closed_at: Moment | None
    version: int


TABLE = view_table(
    "inquiry",
    1,
    Column("inquiry", Uuid, primary_key=True),
    Column("opened", BigInteger, nullable=False),
    Column("asker", Uuid, nullable=False),
    Column("title", String(200), nullable=False),
    Column("category", String(40)),
    Column("until", Date, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("answered", Json(tuple[UUID, ...]), nullable=False),
    Column("asked_at", MomentColumn, nullable=False),
    Column("closed_at", MomentColumn),
    Column("version", Integer, nullable=False),
)
Index("view_inquiry_v1_opened", TABLE.c.opened)
Index("view_inquiry_v1_asker", TABLE.c.asker, TABLE.c.opened)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The inquiry's own row."""
    match recorded.event:
        case Asked() | Answered() | ExpertAsked() | Commented() | Closed():
            return ((recorded.stream,),)
        case _:
            return ()


def fold(_key: Key, row: InquiryRow | None, recorded: Recorded[object]) -> InquiryRow | None:
    """The row after *recorded*."""
    match recorded.event:
        case Asked() as event:
            return _asked(recorded, event)
        case Answered(body=body):
            answered = row and tuple(dict.fromkeys((*row.answered, body)))
            return row and replace(row, answered=answered or (), version=recorded.version)
        case Closed():
            return row and replace(row, closed_at=recorded.occurred_at, version=recorded.version)
        case _:
            return row and replace(row, version=recorded.version)


def _asked(recorded: Recorded[object], event: Asked) -> InquiryRow:
    return InquiryRow(
        inquiry=recorded.stream,
        opened=recorded.position,
        asker=event.asker,
        title=event.title,
        category=event.category,
        until=event.until,
        asked=len(event.to),
        answered=(),
        asked_at=recorded.occurred_at,
        closed_at=None,
        version=recorded.version,
    )


VIEW = View(name="inquiry", table=TABLE, row=InquiryRow, keys=keys, evolve=fold, follows=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which inquiries are wanted; None for all."""

    asker: UUID | None = None
    category: str | None = None
    closed: bool | None = None


def page(
    connection: Connection,
    visible: ColumnElement[bool],
    wanted: Filter,
    *,
    older_than: int | None,
    limit: int,
) -> list[InquiryRow]:
    """Inquiries, the newest first, before an `opened` position."""
    query = select(TABLE).where(visible)
    if wanted.asker is not None:
        query = query.where(TABLE.c.asker == wanted.asker)
    if wanted.category is not None:
        query = query.where(TABLE.c.category == wanted.category)
    if wanted.closed is not None:
        over = TABLE.c.closed_at.is_not(None)
        query = query.where(over if wanted.closed else ~over)
    if older_than is not None:
        query = query.where(TABLE.c.opened < older_than)
    found = connection.execute(query.order_by(TABLE.c.opened.desc()).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in found]
