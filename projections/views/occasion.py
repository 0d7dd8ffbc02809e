"""Occasions of undertakings: what took place on which day, and what was counted of it when."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Column, Connection, Index, Integer, String, Uuid, select

from domain.moment import Moment
from domain.replacing import replace
from domain.undertaking.events import Counted, Recounted
from domain.undertaking.state import counts_of
from ledger.envelope import Recorded
from projections.columns import Json
from projections.engine import Key, View, view_table
from projections.views.undertaking import TABLE as UNDERTAKING


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was counted, by measure, as it was recorded at that moment."""

    at: Moment
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionRow:
    """One occasion; `on` is its day (ISO 8601), `told` every count of it in its order."""

    undertaking: UUID
    number: int
    on: str
    party: int | None
    line: int | None
    told: tuple[Told, ...]

    def counts(self, as_of: Moment | None = None) -> Mapping[str, int]:
        """What was known then; empty where nothing was, or it did not take place."""
        known = (one for one in reversed(self.told) if as_of is None or one.at <= as_of)
        newest = next(known, None)
        return {} if newest is None else newest.counts


TABLE = view_table(
    "occasion",
    1,
    Column("undertaking", Uuid, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("on", String(10), nullable=False),
    Column("party", Integer),
    Column("line", Integer),
    Column("told", Json(tuple[Told, ...]), nullable=False),
)
Index("view_occasion_v1_on", TABLE.c.undertaking, TABLE.c.on)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The occasion's row."""
    match recorded.event:
        case Counted(number=number) | Recounted(number=number):
            return ((recorded.stream, number),)
        case _:
            return ()


def fold(_key: Key, row: OccasionRow | None, recorded: Recorded[object]) -> OccasionRow | None:
    """The row after *recorded*."""
    match recorded.event:
        case Counted() as event:
            return OccasionRow(
                undertaking=recorded.stream,
                number=event.number,
                on=event.on.isoformat(),
                party=event.party,
                line=event.line,
                told=(Told(at=recorded.at, counts=counts_of(event.counts)),),
            )
        case Recounted(counts=counts):
            again = Told(at=recorded.at, counts=counts_of(counts))
            return row and replace(row, told=(*row.told, again))
        case _:
            return row


VIEW = View(name="occasion", table=TABLE, row=OccasionRow, keys=keys, evolve=fold, follows=True)


def page(
    connection: Connection, undertaking: UUID, *, after: int | None, limit: int
) -> list[OccasionRow]:
    """Occasions of one undertaking by their numbers, behind one."""
    query = select(TABLE).where(TABLE.c.undertaking == undertaking)
    if after is not None:
        query = query.where(TABLE.c.number > after)
    found = connection.execute(query.order_by(TABLE.c.number).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in found]


def of_committee(
    connection: Connection, committee: UUID, *, first: date, last: date
) -> list[OccasionRow]:
    """Every occasion of a committee on the days from *first* to *last*."""
    days = TABLE.c.on.between(first.isoformat(), last.isoformat())
    query = select(TABLE).join(UNDERTAKING, UNDERTAKING.c.undertaking == TABLE.c.undertaking)
    found = connection.execute(query.where(UNDERTAKING.c.committee == committee, days)).mappings()
    return [VIEW.read(dict(row)) for row in found]


def of(connection: Connection, undertakings: Collection[UUID]) -> list[OccasionRow]:
    """Every occasion of some undertakings."""
    query = select(TABLE).where(TABLE.c.undertaking.in_(undertakings))
    return [VIEW.read(dict(row)) for row in connection.execute(query).mappings()]
