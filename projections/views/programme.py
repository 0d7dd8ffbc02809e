"""Lines of undertakings: how far each task of a programme, target or task book is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Column, Connection, Integer, String, Uuid, select

from domain.moment import Moment
from domain.replacing import replace
from domain.sealed import Sealed
from domain.undertaking.events import LineAdded, LineMoved
from ledger.envelope import Recorded
from projections.columns import Json, MomentColumn
from projections.engine import Key, View, view_table


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """One line. `step` is None before the first, `due` a day (ISO 8601)."""

    undertaking: UUID
    line: int
    text: Sealed
    unit: str | None
    quantity: int | None
    step: str | None
    party: int | None
    due: str | None
    since: Moment


TABLE = view_table(
    "programme",
    1,
    Column("undertaking", Uuid, primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("text", Json(Sealed), nullable=False),
    Column("unit", String(40)),
    Column("quantity", Integer),
    Column("step", String(40)),
    Column("party", Integer),
    Column("due", String(10)),
    Column("since", MomentColumn, nullable=False),
)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The line's row."""
    match recorded.event:
        case LineAdded(line=line) | LineMoved(line=line):
            return ((recorded.stream, line),)
        case _:
            return ()


def fold(_key: Key, row: LineRow | None, recorded: Recorded[object]) -> LineRow | None:
    """The row after *recorded*."""
    match recorded.event:
        case LineAdded() as event:
            return LineRow(
                undertaking=recorded.stream,
                line=event.line,
                text=event.text,
                unit=event.unit,
                quantity=event.quantity,
                step=None,
                party=None,
                due=event.due.isoformat() if event.due else None,
                since=recorded.occurred_at,
            )
        case LineMoved() as event:
            due = event.due.isoformat() if event.due else None
            when = recorded.occurred_at
            return row and replace(row, step=event.step, party=event.party, due=due, since=when)
        case _:
            return row


VIEW = View(name="programme", table=TABLE, row=LineRow, keys=keys, evolve=fold, follows=True)


def page(
    connection: Connection, undertaking: UUID, *, after: int | None, limit: int
) -> list[LineRow]:
    """Lines of one undertaking by their numbers, behind one."""
    query = select(TABLE).where(TABLE.c.undertaking == undertaking)
    if after is not None:
        query = query.where(TABLE.c.line > after)
    found = connection.execute(query.order_by(TABLE.c.line).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in found]


def of(connection: Connection, undertakings: Collection[UUID]) -> list[LineRow]:
    """Every line of some undertakings."""
    query = select(TABLE).where(TABLE.c.undertaking.in_(undertakings))
    return [VIEW.read(dict(row)) for row in connection.execute(query).mappings()]
