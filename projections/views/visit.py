"""Plans of door visits: which there are, and the attempts of each round.

How many doors are opened is counted by their rows. Days are ordinals (`date.toordinal`), so that
both databases add to them alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args
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
from domain.visit.events import Attempted, Closed, Planned, RoundBegun, VisitEvent
from domain.visit.state import Round
from ledger.envelope import Recorded
from projections.columns import Json, MomentColumn
from projections.engine import Key, View, view_table


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """One plan. `planned` is the position of its beginning, `version` that of its stream.

    `due` is the day of the round that runs, `wanted` that of the first.
    """

    visit: UUID
    committee: UUID
    compound: UUID | None
    kind: str
    group: str | None
    name: str
    first: int
    wanted: int
    due: int
    every: int | None
    planned: int
    planned_at: Moment
    closed_at: Moment | None
    rounds: tuple[Round, ...]
    version: int


TABLE = view_table(
    "visit",
    1,
    Column("visit", Uuid, primary_key=True),
    Column("committee", Uuid, nullable=False),
    Column("compound", Uuid),
    Column("kind", String(40), nullable=False),
    Column("group", String(40)),
    Column("name", String(200), nullable=False),
    Column("first", Integer, nullable=False),
    Column("wanted", Integer, nullable=False),
    Column("due", Integer, nullable=False),
    Column("every", Integer),
    Column("planned", BigInteger, nullable=False),
    Column("planned_at", MomentColumn, nullable=False),
    Column("closed_at", MomentColumn),
    Column("rounds", Json(tuple[Round, ...]), nullable=False),
    Column("version", Integer, nullable=False),
)
Index("view_visit_v1_planned", TABLE.c.planned)
Index("view_visit_v1_committee", TABLE.c.committee, TABLE.c.planned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which plans are wanted; None for all."""

    committee: UUID | None = None
    compound: UUID | None = None
    kind: str | None = None
    group: str | None = None
    closed: bool | None = None


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The plan's own row."""
    return ((recorded.stream,),) if isinstance(recorded.event, get_args(VisitEvent)) else ()


def fold(_key: Key, row: VisitRow | None, recorded: Recorded[object]) -> VisitRow | None:
    """The row after *recorded*."""
    if isinstance(recorded.event, Planned):
        return _planned(recorded, recorded.event)
    if row is None:
        return None
    row = replace(row, version=recorded.version)
    match recorded.event:
        case RoundBegun(due=due):
            return replace(row, due=due.toordinal(), rounds=(*row.rounds, Round(due=due)))
        case Attempted(round=number, outcome=outcome):
            rounds = list(row.rounds)
            rounds[number - 1] = rounds[number - 1].with_one(outcome)
            return replace(row, rounds=tuple(rounds))
        case Closed():
            return replace(row, closed_at=recorded.occurred_at)
        case _:
            return row


def _planned(recorded: Recorded[object], event: Planned) -> VisitRow:
    return VisitRow(
        visit=recorded.stream,
        committee=event.committee,
        compound=event.compound,
        kind=event.kind,
        group=event.group,
        name=event.name,
        first=event.first.toordinal(),
        wanted=event.due.toordinal(),
        due=event.due.toordinal(),
        every=event.every,
        planned=recorded.position,
        planned_at=recorded.occurred_at,
        closed_at=None,
        rounds=(Round(due=event.due),),
        version=recorded.version,
    )


VIEW = View(name="visit", table=TABLE, row=VisitRow, keys=keys, evolve=fold, follows=True)


def page(
    connection: Connection,
    visible: ColumnElement[bool],
    wanted: Filter,
    *,
    older_than: int | None,
    limit: int,
) -> list[VisitRow]:
    """Plans, the newest first, behind a position."""
    named = ("committee", "compound", "kind", "group")
    given = {name: getattr(wanted, name) for name in named}
    conditions = [TABLE.c[name] == value for name, value in given.items() if value is not None]
    if wanted.closed is not None:
        over = TABLE.c.closed_at.is_not(None)
        conditions.append(over if wanted.closed else ~over)
    if older_than is not None:
        conditions.append(TABLE.c.planned < older_than)
    query = select(TABLE).where(visible, *conditions)
    found = connection.execute(query.order_by(TABLE.c.planned.desc()).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in found]
