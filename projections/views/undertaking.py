"""Undertakings: which there are, of what kind, and how far."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
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
from domain.undertaking.events import (
    Begun,
    Counted,
    Ended,
    Joined,
    Left,
    LineAdded,
    LineMoved,
    Linked,
    Measure,
    Recounted,
    StepReached,
    StepRevoked,
    TextAdopted,
    Way,
)
from ledger.envelope import Recorded
from projections.columns import Json, MomentColumn
from projections.engine import Key, View, view_table


@dataclass(frozen=True, slots=True, kw_only=True)
class UndertakingRow:
    """One undertaking. `reached` are the steps that it has come to, `step` the newest of them.

    `begun` is the position of its beginning, `version` that of its stream. It is `tracked` where
    there is something to be far with: a measure with a target, or lines that do not go round.
    """

    undertaking: UUID
    committee: UUID
    compound: UUID | None
    kind: str
    name: str
    way: Way
    measures: tuple[Measure, ...]
    reached: tuple[str, ...]
    step: str | None
    organisation: UUID | None
    above: UUID | None
    tracked: bool
    begun: int
    began_at: Moment
    ended_at: Moment | None
    version: int


TABLE = view_table(
    "undertaking",
    1,
    Column("undertaking", Uuid, primary_key=True),
    Column("committee", Uuid, nullable=False),
    Column("compound", Uuid),
    Column("kind", String(40), nullable=False),
    Column("name", String(200), nullable=False),
    Column("way", Json(Way), nullable=False),
    Column("measures", Json(tuple[Measure, ...]), nullable=False),
    Column("reached", Json(tuple[str, ...]), nullable=False),
    Column("step", String(40)),
    Column("organisation", Uuid),
    Column("above", Uuid),
    Column("tracked", Boolean, nullable=False),
    Column("begun", BigInteger, nullable=False),
    Column("began_at", MomentColumn, nullable=False),
    Column("ended_at", MomentColumn),
    Column("version", Integer, nullable=False),
)
Index("view_undertaking_v1_begun", TABLE.c.begun)
Index("view_undertaking_v1_committee", TABLE.c.committee, TABLE.c.begun)
Index("view_undertaking_v1_above", TABLE.c.above, TABLE.c.begun)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which undertakings are wanted; None for all."""

    committee: UUID | None = None
    compound: UUID | None = None
    kind: str | None = None
    step: str | None = None
    above: UUID | None = None
    ended: bool | None = None
    tracked: bool | None = None


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The undertaking's own row."""
    match recorded.event:
        case (
            Begun()
            | Joined()
            | Left()
            | StepReached()
            | StepRevoked()
            | LineAdded()
            | LineMoved()
            | Counted()
            | Recounted()
            | TextAdopted()
            | Linked()
            | Ended()
        ):
            return ((recorded.stream,),)
        case _:
            return ()


def fold(
    _key: Key, row: UndertakingRow | None, recorded: Recorded[object]
) -> UndertakingRow | None:
    """The row after *recorded*."""
    if isinstance(recorded.event, Begun):
        return _begun(recorded, recorded.event)
    return row and replace(_moved(row, recorded), version=recorded.version)


def _moved(row: UndertakingRow, recorded: Recorded[object]) -> UndertakingRow:
    match recorded.event:
        case StepReached(step=step):
            return _at(row, (*row.reached, step))
        case StepRevoked(step=step):
            return _at(row, tuple(one for one in row.reached if one != step))
        case LineAdded():
            return replace(row, tracked=row.tracked or not row.way.cycles)
        case Ended():
            return replace(row, ended_at=recorded.occurred_at)
        case _:
            return row


def _at(row: UndertakingRow, reached: tuple[str, ...]) -> UndertakingRow:
    return replace(row, reached=reached, step=reached[-1] if reached else None)


def _begun(recorded: Recorded[object], event: Begun) -> UndertakingRow:
    return UndertakingRow(
        undertaking=recorded.stream,
        committee=event.committee,
        compound=event.compound,
        kind=event.kind,
        name=event.name,
        way=event.way,
        measures=event.measures,
        reached=(),
        step=None,
        organisation=event.organisation,
        above=event.above,
        tracked=any(one.target is not None for one in event.measures),
        begun=recorded.position,
        began_at=recorded.occurred_at,
        ended_at=None,
        version=recorded.version,
    )


VIEW = View(
    name="undertaking", table=TABLE, row=UndertakingRow, keys=keys, evolve=fold, follows=True
)


def page(
    connection: Connection,
    visible: ColumnElement[bool],
    wanted: Filter,
    *,
    older_than: int | None,
    limit: int,
) -> list[UndertakingRow]:
    """Undertakings, those that began last first, behind a position."""
    query = select(TABLE).where(visible, *_conditions(wanted))
    if older_than is not None:
        query = query.where(TABLE.c.begun < older_than)
    found = connection.execute(query.order_by(TABLE.c.begun.desc()).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in found]


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    pairs = (
        (TABLE.c.committee, wanted.committee),
        (TABLE.c.compound, wanted.compound),
        (TABLE.c.kind, wanted.kind),
        (TABLE.c.step, wanted.step),
        (TABLE.c.above, wanted.above),
        (TABLE.c.tracked, wanted.tracked),
    )
    conditions = [column == value for column, value in pairs if value is not None]
    if wanted.ended is not None:
        over = TABLE.c.ended_at.is_not(None)
        conditions.append(over if wanted.ended else ~over)
    return conditions


def of_committee(
    connection: Connection, committee: UUID, visible: ColumnElement[bool]
) -> list[UndertakingRow]:
    """Every undertaking of one committee."""
    query = select(TABLE).where(TABLE.c.committee == committee, visible)
    return [VIEW.read(dict(row)) for row in connection.execute(query).mappings()]
