"""Meetings (会议日历): one row each, and beside them who was asked or came."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    String,
    Uuid,
    func,
    select,
    tuple_,
)

from domain.meeting.events import MeetingEvent
from domain.meeting.state import MeetingState, Standing, evolve
from domain.moment import Moment
from domain.series.rhythm import week_end
from ledger.envelope import Recorded
from projections.columns import Code, Json, MomentColumn
from projections.derived import Derived
from projections.engine import Key, View, view_table
from projections.parties import PartyRow, joined, party_table


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """A meeting as it stands; the columns beside `state` are what lists ask for.

    `week_ends` is the midnight behind its week, by which a session's matters are to be closed.
    """

    meeting: UUID
    committee: UUID
    compound: UUID | None
    kind: str
    at: Moment
    week_ends: Moment
    standing: Standing
    series: UUID | None
    session: int | None
    people: int
    public: int
    version: int
    state: MeetingState


TABLE = view_table(
    "meeting",
    2,
    Column("meeting", Uuid, primary_key=True),
    Column("committee", Uuid, nullable=False),
    Column("compound", Uuid),
    Column("kind", String(40), nullable=False),
    Column("at", MomentColumn, nullable=False),
    Column("week_ends", MomentColumn, nullable=False),
    Column("standing", Code(Standing), nullable=False),
    Column("series", Uuid),
    Column("session", Integer),
    Column("people", Integer, nullable=False),
    Column("public", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", Json(MeetingState), nullable=False),
)
Index("view_meeting_v2_at", TABLE.c.at, TABLE.c.meeting)
Index("view_meeting_v2_committee", TABLE.c.committee, TABLE.c.at, TABLE.c.meeting)
Index("view_meeting_v2_compound", TABLE.c.compound, TABLE.c.at, TABLE.c.meeting)
Index("view_meeting_v2_series", TABLE.c.series, TABLE.c.session)


PARTY = party_table("meeting", 2)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The meeting's own row."""
    return ((recorded.stream,),) if isinstance(recorded.event, MeetingEvent) else ()


def fold(_key: Key, row: MeetingRow | None, recorded: Recorded[object]) -> MeetingRow:
    """The row after *recorded*."""
    event = cast(MeetingEvent, recorded.event)
    return _row(recorded, evolve(row.state if row else None, event, recorded.stamp))


def _row(recorded: Recorded[object], state: MeetingState) -> MeetingRow:
    return MeetingRow(
        meeting=recorded.stream,
        committee=state.committee,
        compound=state.compound,
        kind=state.kind,
        at=state.at,
        week_ends=week_end(state.at),
        standing=state.standing,
        series=state.series,
        session=state.session,
        people=state.people,
        public=state.public,
        version=recorded.version,
        state=state,
    )


VIEW: View[MeetingRow] = View(
    name="meeting",
    table=TABLE,
    row=MeetingRow,
    keys=keys,
    evolve=fold,
    follows=True,
    derived=(Derived(table=PARTY, row=PartyRow, make=joined),),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a calendar may be narrowed to; None does not narrow. `until` is exclusive."""

    committee: UUID | None = None
    compound: UUID | None = None
    kind: str | None = None
    standing: Standing | None = None
    series: UUID | None = None
    since: Moment | None = None
    until: Moment | None = None


Mark = tuple[Moment, UUID]
"""Where a page ends: by the time, then by the id."""


def page(
    connection: Connection,
    visible: ColumnElement[bool],
    wanted: Filter,
    *,
    before: Mark | None,
    limit: int,
) -> list[MeetingRow]:
    """Meetings, the latest first, before a mark."""
    query = select(TABLE).where(visible, *_conditions(wanted))
    if before is not None:
        query = query.where(tuple_(TABLE.c.at, TABLE.c.meeting) < before)
    ordered = query.order_by(TABLE.c.at.desc(), TABLE.c.meeting.desc()).limit(limit)
    return [VIEW.read(dict(row)) for row in connection.execute(ordered).mappings()]


def sessions(
    connection: Connection, series: UUID, *, before: int | None, limit: int
) -> list[MeetingRow]:
    """The sessions of a series, the newest first, before the session of that number."""
    query = select(TABLE).where(TABLE.c.series == series)
    if before is not None:
        query = query.where(TABLE.c.session < before)
    found = connection.execute(query.order_by(TABLE.c.session.desc()).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in found]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """What the sessions of a series come to: how many, and who came (人次)."""

    called: int
    held: int
    cancelled: int
    people: int
    public: int


def attendance(connection: Connection, series: UUID) -> Attendance:
    """Over all sessions of a series; people who came twice are counted twice."""
    columns = (
        TABLE.c.standing,
        func.count().label("sessions"),
        func.coalesce(func.sum(TABLE.c.people), 0).label("people"),
        func.coalesce(func.sum(TABLE.c.public), 0).label("public"),
    )
    query = select(*columns).where(TABLE.c.series == series).group_by(TABLE.c.standing)
    rows = connection.execute(query).all()
    by_standing = {row.standing: row.sessions for row in rows}
    return Attendance(
        called=sum(by_standing.values()),
        held=by_standing.get(Standing.HELD, 0),
        cancelled=by_standing.get(Standing.CANCELLED, 0),
        people=sum(int(row.people) for row in rows),
        public=sum(int(row.public) for row in rows),
    )


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    names = ("committee", "compound", "kind", "standing", "series")
    given = {name: getattr(wanted, name) for name in names}
    conditions = [TABLE.c[name] == value for name, value in given.items() if value is not None]
    if wanted.since is not None:
        conditions.append(TABLE.c.at >= wanted.since)
    if wanted.until is not None:
        conditions.append(TABLE.c.at < wanted.until)
    return conditions
