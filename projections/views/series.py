"""Series of meetings (例会): one row each, for lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast
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

from domain.series.events import SeriesEvent
from domain.series.state import SeriesState, evolve
from ledger.envelope import Recorded
from projections.columns import Json
from projections.derived import Derived
from projections.engine import Key, View, view_table
from projections.parties import PartyRow, joined, party_table


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRow:
    """A series as it stands; `opened` is the position at which it was founded."""

    series: UUID
    opened: int
    committee: UUID
    compound: UUID | None
    kind: str
    ended: bool
    version: int
    state: SeriesState


TABLE = view_table(
    "series",
    2,
    Column("series", Uuid, primary_key=True),
    Column("opened", BigInteger, nullable=False),
    Column("committee", Uuid, nullable=False),
    Column("compound", Uuid),
    Column("kind", String(40), nullable=False),
    Column("ended", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", Json(SeriesState), nullable=False),
)
Index("view_series_v2_opened", TABLE.c.opened)
Index("view_series_v2_committee", TABLE.c.committee, TABLE.c.opened)


PARTY = party_table("series", 2)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The series' own row."""
    return ((recorded.stream,),) if isinstance(recorded.event, SeriesEvent) else ()


def fold(_key: Key, row: SeriesRow | None, recorded: Recorded[object]) -> SeriesRow:
    """The row after *recorded*."""
    event = cast(SeriesEvent, recorded.event)
    state = evolve(row.state if row else None, event, recorded.stamp)
    return SeriesRow(
        series=recorded.stream,
        opened=row.opened if row else recorded.position,
        committee=state.committee,
        compound=state.compound,
        kind=state.kind,
        ended=state.ended,
        version=recorded.version,
        state=state,
    )


VIEW: View[SeriesRow] = View(
    name="series",
    table=TABLE,
    row=SeriesRow,
    keys=keys,
    evolve=fold,
    follows=True,
    derived=(Derived(table=PARTY, row=PartyRow, make=joined),),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a list of series may be narrowed to; None does not narrow."""

    committee: UUID | None = None
    compound: UUID | None = None
    kind: str | None = None
    ended: bool | None = None


def page(
    connection: Connection,
    visible: ColumnElement[bool],
    wanted: Filter,
    *,
    older_than: int | None,
    limit: int,
) -> list[SeriesRow]:
    """Series, the newest first, before an `opened` position."""
    given = {name: getattr(wanted, name) for name in ("committee", "compound", "kind", "ended")}
    conditions = [TABLE.c[name] == value for name, value in given.items() if value is not None]
    if older_than is not None:
        conditions.append(TABLE.c.opened < older_than)
    query = select(TABLE).where(visible, *conditions)
    found = connection.execute(query.order_by(TABLE.c.opened.desc()).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in found]
