"""The library of cases (案例库): by category, method and the words of their titles."""

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

from domain.case.events import Retold, Told, Withdrawn
from domain.moment import Moment
from domain.replacing import replace
from ledger.envelope import Recorded
from projections.columns import MomentColumn
from projections.engine import Key, View, view_table


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One case; `told` is the position at which it was told."""

    case: UUID
    told: int
    body: UUID
    title: str
    category: str | None
    method: str | None
    method_version: int | None
    inquiry: UUID | None
    told_at: Moment
    withdrawn_at: Moment | None
    version: int


TABLE = view_table(
    "case",
    1,
    Column("case", Uuid, primary_key=True),
    Column("told", BigInteger, nullable=False),
    Column("body", Uuid, nullable=False),
    Column("title", String(200), nullable=False),
    Column("category", String(40)),
    Column("method", String(40)),
    Column("method_version", Integer),
    Column("inquiry", Uuid),
    Column("told_at", MomentColumn, nullable=False),
    Column("withdrawn_at", MomentColumn),
    Column("version", Integer, nullable=False),
)
Index("view_case_v1_told", TABLE.c.told)
Index("view_case_v1_category", TABLE.c.category, TABLE.c.told)
Index("view_case_v1_method", TABLE.c.method, TABLE.c.told)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The case's own row."""
    match recorded.event:
        case Told() | Retold() | Withdrawn():
            return ((recorded.stream,),)
        case _:
            return ()


def fold(_key: Key, row: CaseRow | None, recorded: Recorded[object]) -> CaseRow | None:
    """The row after *recorded*."""
    match recorded.event:
        case Told() as event:
            return _told(recorded, event)
        case Retold(title=title):
            return row and replace(row, title=title, version=recorded.version)
        case _:
            return row and replace(row, withdrawn_at=recorded.occurred_at, version=recorded.version)


def _told(recorded: Recorded[object], event: Told) -> CaseRow:
    return CaseRow(
        case=recorded.stream,
        told=recorded.position,
        body=event.body,
        title=event.title,
        category=event.category,
        method=event.method,
        method_version=event.version,
        inquiry=event.inquiry,
        told_at=recorded.occurred_at,
        withdrawn_at=None,
        version=recorded.version,
    )


VIEW = View(name="case", table=TABLE, row=CaseRow, keys=keys, evolve=fold, follows=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which cases are wanted; None for all. `words` all stand in the title, in any order."""

    category: str | None = None
    method: str | None = None
    inquiry: UUID | None = None
    words: tuple[str, ...] = ()
    withdrawn: bool = False


def page(
    connection: Connection,
    visible: ColumnElement[bool],
    wanted: Filter,
    *,
    older_than: int | None,
    limit: int,
) -> list[CaseRow]:
    """Cases, those told last first, before a `told` position."""
    given = {name: getattr(wanted, name) for name in ("category", "method", "inquiry")}
    conditions = [TABLE.c[name] == value for name, value in given.items() if value is not None]
    conditions += [TABLE.c.title.contains(word, autoescape=True) for word in wanted.words]
    gone = TABLE.c.withdrawn_at.is_not(None)
    conditions.append(gone if wanted.withdrawn else ~gone)
    if older_than is not None:
        conditions.append(TABLE.c.told < older_than)
    query = select(TABLE).where(visible, *conditions)
    found = connection.execute(query.order_by(TABLE.c.told.desc()).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in found]
